import { type RedSubflow, type RedTab, red } from '../red.ts';
import { isEditing } from '../tray.ts';
import { guardAction, wrapAction } from './actions.ts';
import { type Limit, tellLimit, undoAll } from './limit.ts';
import { isLimitedOnly, limitPlace, releasePlace, withOwnLocks } from './locked-property.ts';
import { noteTabs, tabLabel } from './tab-notes.ts';
import { keepUnchanged } from './unchanged.ts';
import { offerNoUnlock } from './unlock-menu.ts';
import { wrap } from './wrap.ts';

/**
 * Locks tabs and subflows in this editor, by id with the reason: nothing on them can be changed, moved or deleted. It is
 * Node-RED's own lock in all that one sees and tries, but nothing of it is deployed, exported or marked as changed, and
 * the user cannot take it away. Undo still works there: it takes back what was not deployed when the lock came.
 *
 * While a dialog of Node-RED's is open, places are locked and unlocked once it is closed: what was typed into it would
 * have nowhere to go.
 */
export function lockPlaces(): Limit<ReadonlyMap<string, string>> {
  let wanted: ReadonlyMap<string, string> = new Map();
  let locked = wanted;
  const labels = noteTabs({ kind: 'mw-tab-lock' });
  const reasonOf = (id: unknown): string | undefined =>
    locked.get(typeof id === 'string' ? id : String(red().workspaces.active()));

  const limit = (place: unknown): void => {
    const { id } = place as RedTab | RedSubflow;
    limitPlace(place as RedTab, () => locked.has(id));
    if (locked.has(id)) later();
  };
  /** Flows came in, or what the editor knows of them went back: their labels are drawn by what was locked meanwhile. */
  const show = (): void => {
    for (const id of locked.keys()) showLock(id);
    labels.set(locked);
    showOpen();
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      show();
    });
  };
  const apply = (): void => {
    if (isEditing()) return;
    const former = locked;
    locked = new Map(wanted);
    const changed = [...new Set([...former.keys(), ...locked.keys()])].filter(
      (id) => former.has(id) !== locked.has(id),
    );
    for (const id of changed) showLock(id);
    labels.set(locked);
    const open = red().workspaces.active();
    // What the view keeps of a lock it asks for only when another tab is opened.
    if (open !== 0 && changed.includes(open))
      red().events.emit('workspace:change', { old: open, workspace: open });
    if (changed.length > 0) red().sidebar.config.refresh();
  };
  const refused = (id: unknown): boolean => {
    const reason = reasonOf(id);
    if (reason !== undefined) tellLimit(reason);
    return reason !== undefined;
  };

  const { nodes, history, workspaces, subflow, events } = red();
  const onEvent = (event: string, listener: (detail: unknown) => void): (() => void) => {
    events.on(event, listener);
    return () => events.off(event, listener);
  };
  const undoing = (original: () => unknown) => (): void => {
    withOwnLocks(original);
    show();
  };
  nodes.eachWorkspace(limit);
  nodes.eachSubflow(limit);
  const undo = [
    onEvent('flows:add', limit),
    onEvent('subflows:add', limit),
    onEvent('workspace:change', showOpen),
    // Node-RED takes the dialog out of the page after this.
    onEvent('editor:close', () => setTimeout(apply)),
    wrap(nodes, 'createCompleteNodeSet', (original) => (options?: { credentials?: boolean }) => {
      const items = withOwnLocks(() => original(options));
      return locked.size === 0 ? items : keepUnchanged(items, (id) => locked.has(id));
    }),
    wrap(
      nodes,
      'createExportableNodeSet',
      (original) => (set: readonly object[], options?: object) => withOwnLocks(() => original(set, options)),
    ),
    wrap(
      nodes,
      'convertNode',
      (original) => (node: object, options?: unknown) => withOwnLocks(() => original(node, options)),
    ),
    wrap(history, 'pop', undoing),
    wrap(history, 'redo', undoing),
    // Keys and menus call what these were when the editor started.
    wrapAction('core:undo', undoing),
    wrapAction('core:redo', undoing),
    wrap(workspaces, 'unlock', (original) => (id?: string) => {
      if (!refused(id)) original(id);
    }),
    wrap(subflow, 'delete', (original) => (id?: string) => {
      if (!refused(id)) original(id);
    }),
    guardAction('core:unlock-flow', reasonOf),
    offerNoUnlock((id) => locked.has(id)),
  ];
  return {
    set(next) {
      wanted = next;
      apply();
    },
    remove() {
      clearTimeout(waiting);
      undoAll(undo);
      const former = locked;
      wanted = locked = new Map();
      nodes.eachWorkspace(releasePlace);
      nodes.eachSubflow(releasePlace);
      for (const id of former.keys()) showLock(id);
      labels.remove();
      const open = workspaces.active();
      if (open !== 0 && former.has(open)) events.emit('workspace:change', { old: open, workspace: open });
      showOpen();
    },
  };
}

function placeOf(id: string): RedTab | RedSubflow | undefined {
  return red().nodes.workspace(id) ?? red().nodes.subflow(id) ?? undefined;
}

/** On its label, in the outline and on its nodes; nothing of this marks it as changed. */
function showLock(id: string): void {
  const { nodes, events } = red();
  const tab = nodes.workspace(id);
  const isLocked = Boolean(placeOf(id)?.locked);
  tabLabel(id)?.classList.toggle('red-ui-workspace-locked', isLocked);
  if (tab) events.emit('flows:change', tab);
}

/** Around the canvas, and on the label of a subflow, which comes when it is opened: what Node-RED does for tabs only. */
function showOpen(): void {
  const open = red().workspaces.active();
  if (open === 0) return;
  const place = placeOf(open);
  for (const element of [document.getElementById('red-ui-workspace'), tabLabel(open)])
    element?.classList.toggle('red-ui-workspace-locked', Boolean(place?.locked));
  const toolbar = document.getElementById('red-ui-workspace-toolbar');
  if (toolbar) toolbar.inert = Boolean(red().nodes.subflow(open)) && isLimitedOnly(place);
}
