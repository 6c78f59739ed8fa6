import {
  failureLine,
  formatBytes,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  type TimeFormat,
} from '@millwright/editor';
import type { ReleaseSummary } from '../../common/releases.ts';
import type { FleetTexts } from '../texts.ts';
import { shellWord } from '../words/commands.ts';
import { copyField } from '../words/copy-field.ts';
import { lacksText } from '../words/lacks.ts';
import { releaseText } from '../words/release.ts';
import { toneSymbol } from '../words/state.ts';

export interface ReleasesView {
  readonly releases: readonly ReleaseSummary[];
  readonly failure: string | undefined;
  readonly busy: boolean;
  /** The permissions that the user lacks. */
  readonly lacks: Readonly<Record<'deploy' | 'export' | 'remove', string | undefined>>;
  readonly texts: FleetTexts;
  readonly format: TimeFormat;
  /** Undefined where nobody keeps versions. */
  readonly showVersion: ((number: number) => void) | undefined;
  deploy(release: ReleaseSummary): void;
  exportOne(release: ReleaseSummary): void;
  remove(release: ReleaseSummary): void;
}

/** Releases, the latest first, with what can be done with each. */
export function releasesView(view: ReleasesView): TemplateResult {
  const { releases, failure, texts } = view;
  if (releases.length === 0) return html`${failureLine(failure)}<p>${texts('releases.none')}</p>`;
  return html`${failureLine(failure)} ${lacksLines(view)}
    <ul class="mw-fleet-items">
      ${releases.map((release) => releaseItem(release, view))}
    </ul>`;
}

/** What cannot be pressed in all of the list, and what it needs. */
function lacksLines({ lacks, texts }: ReleasesView): TemplateResult[] {
  if (lacks.remove !== undefined) return [lookOnlyLine(texts('notAllowed', { permission: lacks.remove }))];
  return (['deploy', 'export'] as const).flatMap((what) => {
    const text = lacksText(what, lacks[what], texts);
    return text === undefined ? [] : lookOnlyLine(text);
  });
}

function releaseItem(release: ReleaseSummary, view: ReleasesView): TemplateResult {
  const { texts, format } = view;
  const { name, version, created, by, size, modules, variables, state, running, wanted, adopted } = release;
  const isDraft = state === 'draft';
  const facts = [
    format.brief(created),
    by === undefined ? [] : texts('deploys.by', { by }),
    adopted === undefined ? [] : texts('releases.adopted', { name: adopted.name }),
    formatBytes(size, texts.locale),
    modules.length === 0 ? [] : texts.counted('plan.modules', modules.length),
    variables.length === 0 ? [] : texts.counted('releases.variables', variables.length),
  ].flat();
  return html`<li>
    ${toneSymbol(isDraft ? 'attention' : running > 0 ? 'good' : 'quiet')}
    <div>
      <p><b>${releaseText(release)}</b> ${isDraft ? texts('releases.draft') : texts('releases.used', { running, wanted })}</p>
      <p class="mw-hint">${facts.join(' · ')}</p>
      ${
        isDraft
          ? copyField({
              id: `mw-fleet-sign-${name}-${version}`,
              label: texts('releases.signWith'),
              text: `millwright fleet sign ${shellWord(`${name}@${version}`)}`,
              texts,
            })
          : nothing
      }
      <div class="mw-fleet-buttons">${actions(release, view)}</div>
    </div>
  </li>`;
}

function actions(release: ReleaseSummary, view: ReleasesView): TemplateResult {
  const { busy, lacks, texts, showVersion } = view;
  const { state, running, wanted, history } = release;
  const name = releaseText(release);
  const button = (label: string, what: string, lacked: string | undefined, run: () => void): TemplateResult =>
    html`<button
      type="button"
      class="red-ui-button red-ui-button-small"
      aria-label=${what}
      title=${lacked === undefined ? nothing : texts('menu.notAllowed', { permission: lacked })}
      ?disabled=${busy || lacked !== undefined}
      @click=${run}
    >${label}</button>`;
  const isSigned = state === 'signed';
  return html`${
    isSigned
      ? html`${button(texts('releases.deploy'), texts('releases.deployOne', { name }), lacks.deploy, () => view.deploy(release))}
        ${button(texts('releases.export'), texts('releases.exportOne', { name }), lacks.export, () => view.exportOne(release))}`
      : nothing
  }
  ${
    history !== undefined && showVersion !== undefined
      ? button(
          texts('releases.version', { number: String(history) }),
          texts('releases.version', { number: String(history) }),
          undefined,
          () => showVersion(history),
        )
      : nothing
  }
  ${running + wanted === 0 ? button(texts('releases.remove'), texts('releases.removeOne', { name }), lacks.remove, () => view.remove(release)) : nothing}`;
}
