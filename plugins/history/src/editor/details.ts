import { actorName, html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { PartSummary, VersionDetails, VersionSummary } from '../common/version.ts';
import { changeLines, circumstances, operationName } from './describe.ts';
import type { HistoryTexts } from './texts.ts';

const symbols = { added: '+', changed: '~', removed: '−', moved: '↔' } as const;
const tones = { added: 'mw-good', changed: 'mw-attention', removed: 'mw-bad', moved: 'mw-quiet' } as const;

/** As many digits as tell two digests apart; the whole one stands in the hover. */
const shownDigits = 12;

/** What one wants to know first: who made a version, when, and what changed. */
export function detailsHead(
  version: VersionSummary,
  texts: HistoryTexts,
  format: TimeFormat,
): TemplateResult {
  return html`${facts(version, texts, format)} ${changed(version, texts)}`;
}

/** All else that is kept of a version, in words. */
export function detailsContent(
  { version, parts, modules, settings, credentials }: VersionDetails,
  texts: HistoryTexts,
): TemplateResult {
  return html`<h3>${texts('details.holds')}</h3>
    ${
      parts.length === 0
        ? html`<p>${texts('details.nothingHeld')}</p>`
        : html`<ul class="mw-history-parts">
          ${parts.map(({ kind, label, nodes }) => {
            const name = label || texts(`change.name.${kind}`);
            const what = label ? `${texts(`details.parts.${kind}`)}, ` : '';
            return html`<li>${name} <span class="mw-hint">${what}${texts.counted('details.nodes', nodes)}</span></li>`;
          })}
        </ul>`
    }
    ${section(
      texts.counted('details.credentials', credentials.length),
      credentials.length === 0
        ? undefined
        : html`<p class="mw-hint">${texts('details.credentialsHint')}</p>
            <ul>
              ${credentials.map(
                ({ id, type, label }) => html`<li>${label || id} <span class="mw-hint">${type}</span></li>`,
              )}
            </ul>`,
    )}
    ${section(
      texts.counted('details.modules', modules.length),
      modules.length === 0
        ? undefined
        : html`<ul>
            ${modules.map(({ name, version: installed }) => html`<li>${name} <span class="mw-hint">${installed}</span></li>`)}
          </ul>`,
    )}
    ${section(texts('details.settings'), settingsContent(settings, texts))}
    ${section(texts('details.technical'), technical(version, texts))}`;
}

function facts(version: VersionSummary, texts: HistoryTexts, format: TimeFormat): TemplateResult {
  const by = version.actor.kind === 'anyone' ? texts('actor.anyoneLong') : actorName(version.actor, texts);
  return html`${
    version.state === 'current'
      ? html`<p><span class="mw-good mw-symbol" aria-hidden="true">●</span> ${texts('details.runsNow')}</p>`
      : nothing
  }
    <dl>
      <dt>${texts('details.made')}</dt>
      <dd>${format.exact(version.time)}</dd>
      <dt>${texts('details.by')}</dt>
      <dd>${by}</dd>
      <dt>${texts('details.operation')}</dt>
      <dd>${operationName(version, texts)}</dd>
    </dl>`;
}

function technical(version: VersionSummary, texts: HistoryTexts): TemplateResult {
  return html`<dl>
      <dt>${texts('details.parent')}</dt>
      <dd>${version.parent === undefined ? texts('details.noParent') : texts('row.number', { number: String(version.parent) })}</dd>
      <dt>${texts('details.digest')}</dt>
      <dd><code title=${version.digest}>${version.digest.slice(0, shownDigits)}</code></dd>
      <dt>${texts('details.revision')}</dt>
      <dd>${version.rev === undefined ? texts('details.noRevision') : html`<code title=${version.rev}>${version.rev.slice(0, shownDigits)}</code>`}</dd>
    </dl>`;
}

function changed(version: VersionSummary, texts: HistoryTexts): TemplateResult {
  const lines = changeLines(version, texts);
  const others = circumstances(version, texts);
  const nothingChanged = lines.length === 0 && others.length === 0;
  return html`<h3>${texts('details.changed')}</h3>
    <ul class="mw-history-changes">
      ${others.map((text) => html`<li>${text}</li>`)}
      ${version.change.parts.map((part, index) => changedPart(part, lines[index]?.name, lines[index]?.details, texts))}
      ${
        version.change.more === undefined
          ? nothing
          : html`<li>${texts.counted('row.moreParts', version.change.more)}</li>`
      }
      ${nothingChanged ? html`<li>${texts('change.nothing')}</li>` : nothing}
    </ul>`;
}

function changedPart(
  { state }: PartSummary,
  name: string | undefined,
  details: string | undefined,
  texts: HistoryTexts,
): TemplateResult {
  return html`<li>
    <span class="mw-history-mark mw-symbol ${tones[state]}" role="img" aria-label=${texts(`change.symbol.${state}`)}
      >${symbols[state]}</span
    ><span>${name}: ${details}</span>
  </li>`;
}

function settingsContent(settings: VersionDetails['settings'], texts: HistoryTexts): TemplateResult {
  const { values, ...versions } = settings;
  return html`<p class="mw-hint">${texts('details.settingsHint')}</p>
    <p>${texts('details.runsOn', versions)}</p>
    <dl>
      ${Object.entries(values).map(
        ([name, value]) => html`<dt>${name}</dt>
          <dd><code>${JSON.stringify(value)}</code></dd>`,
      )}
    </dl>`;
}

/** A part that unfolds; only its heading when there is nothing in it. */
function section(title: string, content: TemplateResult | undefined): TemplateResult {
  if (content === undefined) return html`<h3 class="mw-quiet">${title}</h3>`;
  return html`<details class="mw-history-section">
    <summary>${title}</summary>
    ${content}
  </details>`;
}
