import { red } from '../red.ts';
import { installStyle } from '../style.ts';
import { html, nothing, render } from '../template.ts';
import { type Limit, undoAll } from './limit.ts';
import { limitStyle } from './style.ts';

export interface TabNotes {
  /** Its class on a label; one of each. */
  readonly kind: 'mw-tab-lock' | 'mw-tab-refused';
  /** Font Awesome's; without it a note is only hovered and read out. */
  readonly icon?: string;
}

/** The label of a tab or subflow in the bar above the canvas; undefined while it is not there. */
export function tabLabel(id: string): HTMLElement | undefined {
  return document.getElementById(`red-ui-tab-${id.replace('.', '-')}`) ?? undefined;
}

/** Notes on the labels of tabs and subflows, by id: seen as an icon, on hover, and by screen readers. */
export function noteTabs({ kind, icon }: TabNotes): Limit<ReadonlyMap<string, string>> {
  installStyle(limitStyle);
  let notes: ReadonlyMap<string, string> = new Map();
  const draw = (id: string, note: string | undefined): void => {
    const label = tabLabel(id);
    const link = label?.querySelector('.red-ui-tab-label');
    if (!label || !link) return;
    let element = link.querySelector<HTMLElement>(`.${kind}`);
    if (note === undefined && !element) return;
    if (!element) {
      element = document.createElement('span');
      element.className = `mw-tab-note ${kind}`;
      link.append(element);
    }
    if (note === undefined) element.remove();
    else {
      element.dataset['note'] = note;
      render(
        html`${icon === undefined ? nothing : html`<i class="mw-tab-icon fa ${icon}" aria-hidden="true"></i>`}<span class="mw-tab-said">${note}</span>`,
        element,
      );
    }
    const all = [...link.querySelectorAll<HTMLElement>('.mw-tab-note')];
    if (all.length === 0) label.removeAttribute('title');
    else label.title = all.map(({ dataset }) => dataset['note'] ?? '').join('\n');
  };
  const drawAll = (): void => {
    for (const [id, note] of notes) draw(id, note);
  };
  const set = (next: ReadonlyMap<string, string>): void => {
    const former = notes;
    notes = next;
    for (const id of former.keys()) if (!next.has(id)) draw(id, undefined);
    drawAll();
  };
  // Labels come with flows, and with subflows that are opened.
  const undo = ['flows:loaded', 'workspace:change', 'workspace:show', 'deploy'].map((event) => {
    red().events.on(event, drawAll);
    return () => red().events.off(event, drawAll);
  });
  return {
    set,
    remove() {
      undoAll(undo);
      set(new Map());
    },
  };
}

/** Marks tabs and subflows that need a look, by id with the reason. */
export function markTabs(): Limit<ReadonlyMap<string, string>> {
  return noteTabs({ kind: 'mw-tab-refused', icon: 'fa-exclamation-triangle' });
}
