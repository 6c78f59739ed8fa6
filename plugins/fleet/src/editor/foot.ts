import { formatBytes, html, type SidebarFoot, type TemplateResult, toldText } from '@millwright/editor';
import type { FleetState } from '../common/fleet.ts';
import { headlineOf } from './own/headline.ts';
import type { FleetTexts } from './texts.ts';

/**
 * The foot of the sidebar of a hub: `12 devices · 11 in reach · 2 MB`.
 *
 * @param answers whether it did when it was last asked: what is shown is older otherwise
 */
export function hubFoot(
  { hub }: FleetState,
  answers: boolean,
  texts: FleetTexts,
  open: () => void,
): SidebarFoot {
  const label = texts('hub.title');
  if (!answers) return { tone: 'attention', text: texts('hub.silent'), label, open };
  const isAlone = hub.devices > 0 && hub.online === 0;
  const facts = [
    texts.counted('list.devices', hub.devices),
    texts('list.online', { count: hub.online }),
    hub.store.bytes === undefined ? [] : formatBytes(hub.store.bytes, texts.locale),
  ].flat();
  const tone = hub.store.trouble ? 'bad' : isAlone || hub.warnings.length > 0 ? 'attention' : 'good';
  return { tone, text: facts.join(' · '), label, open };
}

/** What is wrong with the hub itself, the gravest of it; undefined while all is well. */
export function hubTrouble({ hub }: FleetState, texts: FleetTexts): string | undefined {
  const [gravest] = [hub.store.trouble ?? [], hub.warnings].flat();
  return gravest === undefined ? undefined : toldText(gravest, texts);
}

/** What keeps this device out of its fleet. */
export const deviceTrouble = ({ own }: FleetState, texts: FleetTexts): string | undefined =>
  own.trouble && headlineOf(own) === 'apart' ? toldText(own.trouble, texts) : undefined;

/** What is wrong with the hub as a line above the foot. */
export function hubLine(text: string, texts: FleetTexts, open: () => void): TemplateResult {
  return html`<span class="mw-one-line"
    ><span title=${text}>${text}</span> <button type="button" @click=${open}>${texts('hub.look')}</button></span
  >`;
}
