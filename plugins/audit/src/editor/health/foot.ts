import { formatBytes, html, nothing, type SidebarFoot, type TemplateResult } from '@millwright/editor';
import type { Health } from '../../common/log.ts';
import type { AuditTexts } from '../texts.ts';
import { hasAnchor, isTampered, logTone, problemCount, unreachable } from './judge.ts';
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

/** What is wrong, in one sentence; undefined while all is well. For the chip of the suite, and for the line below. */
export function problemsText(health: Health | undefined, texts: AuditTexts): string | undefined {
  if (health === undefined) return undefined;
  if (isTampered(health)) return texts('foot.tampered');
  if (health.state === 'failing') return texts('foot.failing');
  if (health.notices.length === 0 && unreachable(health) > 0)
    return texts.counted('foot.unreachable', unreachable(health));
  const problems = problemCount(health);
  return problems === 0 ? undefined : texts.counted('foot.problems', problems);
}

/** That something is wrong, and the way to what to do; nothing while all is well. */
export function degradedLine(
  health: Health | undefined,
  texts: AuditTexts,
  open: () => void,
): TemplateResult | undefined {
  const text = problemsText(health, texts);
  if (text === undefined) return undefined;
  return html`${health !== undefined && isTampered(health) ? symbol('bad') : nothing} ${text} <button type="button" @click=${open}>${texts('foot.whatToDo')}</button>`;
}
