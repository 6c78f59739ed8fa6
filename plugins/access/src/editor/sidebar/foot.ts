import { html, type SidebarFoot, type TemplateResult } from '@millwright/editor';
import type { State } from '../../common/state.ts';
import { openPromises } from '../set-up/open-promises.ts';
import type { AccessTexts } from '../texts.ts';

/** The foot of the sidebar: whether rules hold, and how firmly. */
export function accessFoot(state: State | undefined, texts: AccessTexts): SidebarFoot | undefined {
  if (state === undefined) return undefined;
  const open = (): void => openPromises(state, texts);
  const label = texts('promise.title');
  if (state.phase === 'off') return { tone: 'attention', text: texts('foot.off'), label, open };
  return {
    tone: state.problems.length > 0 ? 'attention' : 'good',
    text: texts(state.logIn === 'secure' ? 'foot.secure' : 'foot.palette'),
    label,
    open,
  };
}

/** How many problems there are; undefined while all is well. */
export function problemsText(state: State | undefined, texts: AccessTexts): string | undefined {
  const count = state?.problems.length ?? 0;
  return count === 0 ? undefined : texts.counted('foot.problems', count);
}

export function degradedLine(state: State | undefined, texts: AccessTexts): TemplateResult | undefined {
  const text = problemsText(state, texts);
  if (state === undefined || text === undefined) return undefined;
  return html`${text}
    <button type="button" @click=${() => openPromises(state, texts)}>${texts('foot.whatToDo')}</button>`;
}
