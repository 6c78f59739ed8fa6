import {
  formatBytes,
  html,
  openTray,
  type SidebarFoot,
  type TemplateResult,
  toldText,
} from '@millwright/editor';
import type { Health } from '../common/version.ts';
import type { HistoryTexts } from './texts.ts';

/** The foot of the sidebar: `1,204 versions · 84 MB · +2 MB/day`. */
export function healthFoot(health: Health | undefined, texts: HistoryTexts): SidebarFoot | undefined {
  if (health === undefined) return undefined;
  const facts = [texts.counted('health.versions', health.versions), formatBytes(health.bytes, texts.locale)];
  if (health.bytesPerDay !== undefined)
    facts.push(texts('health.perDay', { size: formatBytes(health.bytesPerDay, texts.locale) }));
  return {
    tone: health.state === 'ok' ? 'good' : 'attention',
    text: facts.join(' · '),
    label: texts('health.label'),
    open: () => openHealth(health, texts),
  };
}

/** That something is wrong and what works on; nothing while all is well. */
export function degradedLine(health: Health | undefined, texts: HistoryTexts): TemplateResult | undefined {
  if (health === undefined || health.state === 'ok') return undefined;
  return html`${problemsText(health, texts)}
    <button type="button" @click=${() => openHealth(health, texts)}>${texts('health.whatToDo')}</button>`;
}

/** How many problems there are and what works on; undefined when there is none. */
export function problemsText({ state, further = [] }: Health, texts: HistoryTexts): string | undefined {
  return state === 'ok' ? undefined : texts.counted('health.problems', further.length + 1);
}

/** Everything that people should see to, the worst first. */
function notices({ reason, further = [] }: Health, texts: HistoryTexts): TemplateResult {
  const all = [reason ?? [], further].flat();
  return html`<ul class="mw-history-notices">
    ${all.map(
      (notice) => html`<li>
        <p>${toldText(notice, texts)}</p>
        <p class="mw-hint">${texts('health.code', { code: notice.code })}</p>
      </li>`,
    )}
  </ul>`;
}

function openHealth(health: Health, texts: HistoryTexts): void {
  const tray = openTray({ title: texts('health.title'), label: texts('health.title') });
  const growth =
    health.bytesPerDay === undefined
      ? texts('health.noGrowth')
      : texts('health.perDay', { size: formatBytes(health.bytesPerDay, texts.locale) });
  tray.show(
    html`${
      health.state === 'ok'
        ? html`<p><span class="mw-good mw-symbol" aria-hidden="true">●</span> ${texts('health.ok')}</p>`
        : html`<div class="mw-line mw-amber">
            <p>${problemsText(health, texts)}</p>
            ${notices(health, texts)}
          </div>`
    }
      <dl>
        <dt>${texts('health.kept')}</dt>
        <dd>${health.versions.toLocaleString(texts.locale)}</dd>
        <dt>${texts('health.newest')}</dt>
        <dd>${health.newest === undefined ? '–' : texts('row.number', { number: String(health.newest) })}</dd>
        <dt>${texts('health.size')}</dt>
        <dd>${formatBytes(health.bytes, texts.locale)}</dd>
        <dt>${texts('health.growth')}</dt>
        <dd>${growth}</dd>
        <dt>${texts('health.where')}</dt>
        <dd>${texts('health.directory')}</dd>
      </dl>`,
  );
}
