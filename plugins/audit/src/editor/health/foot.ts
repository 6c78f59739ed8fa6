import { formatBytes, html, nothing, type SidebarFoot, type TemplateResult } from '@millwright/editor';
import type { Health } from '../../common/log.ts';
import type { AuditTexts } from '../texts.ts';
import { hasAnchor, isTampered, logTone, unreachable } from './judge.ts';
import { symbol } from './tone.ts';

/** The foot of the sidebar: `1,204 events · 84 MB · +2 MB/day · no anchor`. */
export function auditFoot(
  health: Health | undefined,
  texts: AuditTexts,
  open: () => void,
): SidebarFoot | undefined {
  if (health === undefined) return undefined;
  return { tone: logTone(health), text: footText(health, texts), label: texts('log.title'), open };
}

export function footText(health: Health, texts: AuditTexts): string {
  const facts = [texts.counted('foot.events', health.events), formatBytes(health.bytes, texts.locale)];
  if (health.bytesPerDay !== undefined)
    facts.push(texts('foot.perDay', { size: formatBytes(health.bytesPerDay, texts.locale) }));
  if (!hasAnchor(health)) facts.push(texts('foot.noAnchor'));
  return facts.join(' · ');
}

/**
 * What is wrong: the worst of it, and how much more there is; undefined while all is well. For the chip of the suite,
 * and for the line below the list.
 */
export function problemsText(health: Health | undefined, texts: AuditTexts): string | undefined {
  const [worst, ...others] = health === undefined ? [] : problems(health, texts);
  const more = others.reduce((sum, { count }) => sum + count, 0);
  if (worst === undefined || more === 0) return worst?.text;
  return `${worst.text} ${texts.counted('foot.more', more)}`;
}

interface Problem {
  readonly text: string;
  /** How many things it stands for. */
  readonly count: number;
}

/** The worst first. */
function problems(health: Health, texts: AuditTexts): Problem[] {
  const { state, notices, refuses } = health;
  const isFailing = state === 'failing';
  const found: Problem[] = [];
  if (isTampered(health)) found.push({ text: texts('foot.tampered'), count: 1 });
  if (isFailing) found.push({ text: texts(refuses ? 'foot.refuses' : 'foot.failing'), count: 1 });
  // One of them says why it is failing.
  const noticed = isFailing ? Math.max(0, notices.length - 1) : notices.length;
  if (noticed > 0) found.push({ text: texts.counted('foot.problems', noticed), count: noticed });
  const away = unreachable(health);
  if (away > 0) found.push({ text: texts.counted('foot.unreachable', away), count: away });
  return found;
}

/** That something is wrong, and the way to what to do; nothing while all is well. */
export function degradedLine(
  health: Health | undefined,
  texts: AuditTexts,
  open: () => void,
): TemplateResult | undefined {
  const text = problemsText(health, texts);
  if (text === undefined) return undefined;
  return html`<div class="mw-one-line">
    <span title=${text}>${health !== undefined && isTampered(health) ? symbol('bad') : nothing} ${text}</span>
    <button type="button" @click=${open}>${texts('foot.whatToDo')}</button>
  </div>`;
}
