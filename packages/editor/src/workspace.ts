import * as v from 'valibot';
import { onMessage, type Unsubscribe } from './comms.ts';
import { jQuery, type RedImportedNode, type RedNotification, red } from './red.ts';
import { isEditing } from './tray.ts';

const flowsAnswer = v.looseObject({ rev: v.string(), flows: v.array(v.looseObject({})) });

/** The tab or subflow that is open on the canvas. */
export interface Canvas {
  readonly kind: 'tab' | 'subflow';
  readonly id: string;
  /** Empty when it has no name. */
  readonly label: string;
}

/** What is open on the canvas; undefined when nothing is. */
export function openCanvas(): Canvas | undefined {
  const { nodes, workspaces } = red();
  const id = workspaces.active();
  if (id === 0) return undefined;
  const tab = nodes.workspace(id);
  if (tab) return { kind: 'tab', id, label: tab.label ?? '' };
  const subflow = nodes.subflow(id);
  return subflow ? { kind: 'subflow', id, label: subflow.name ?? '' } : undefined;
}

/** Calls back when another tab or subflow is opened on the canvas. */
export function onCanvasChange(listener: () => void): Unsubscribe {
  red().events.on('workspace:change', listener);
  return () => red().events.off('workspace:change', listener);
}

/** The tab or subflow that a node stands on in this editor. */
export function nodePlace(id: string): string | undefined {
  const place = red().nodes.node(id)?.['z'];
  return typeof place === 'string' && place !== '' ? place : undefined;
}

const placeEvents = ['flows:change', 'subflows:change'];
const nodeEvents = ['nodes:add', 'nodes:change', 'nodes:remove', 'groups:change'];

/** Calls back when a tab or subflow is changed in this editor, or something on it, with its id. */
export function onPlaceChange(listener: (id: string) => void): Unsubscribe {
  const { events } = red();
  const onPlace = (place: unknown): void => listener((place as { id: string }).id);
  const onNode = (node: unknown): void => {
    const { z } = node as { z?: unknown };
    if (typeof z === 'string') listener(z);
  };
  for (const event of placeEvents) events.on(event, onPlace);
  for (const event of nodeEvents) events.on(event, onNode);
  return () => {
    for (const event of placeEvents) events.off(event, onPlace);
    for (const event of nodeEvents) events.off(event, onNode);
  };
}

/** Whether this editor holds changes that are not deployed, or may: an open dialog of a node counts. */
export function hasUnsavedWork(): boolean {
  return red().nodes.dirty() || isEditing();
}

/** The revision of the flows that this editor started from; undefined before they are loaded. */
export function shownRevision(): string | undefined {
  return red().nodes.version() ?? undefined;
}

/** What a deploy of this editor would send. */
export interface UndeployedFlows {
  /** Without any credential. */
  readonly flows: readonly object[];
  /** Ids of the nodes whose credentials were typed here and are not deployed. */
  readonly credentialsTyped: readonly string[];
}

export function undeployedFlows(): UndeployedFlows {
  const { nodes } = red();
  return {
    flows: nodes.createCompleteNodeSet({ credentials: false }),
    credentialsTyped: nodes
      .createCompleteNodeSet()
      .filter(({ credentials }) => credentials !== undefined && Object.keys(credentials).length > 0)
      .map(({ id }) => id),
  };
}

/**
 * Runs something that deploys on the server, without Node-RED's notice in this editor that the flows have changed
 * elsewhere. Other open editors do get it.
 */
export async function withoutDeployNotice<Value>(run: () => Promise<Value>): Promise<Value> {
  red().deploy.setDeployInflight(true);
  try {
    return await run();
  } finally {
    red().deploy.setDeployInflight(false);
  }
}

const deployNews = v.object({ revision: v.string() });

/** Calls back when other flows run, whoever deployed them; after Node-RED has shown its own notice about it. */
export function onDeployed(listener: (revision: string) => void): Unsubscribe {
  return onMessage('notification/runtime-deploy', deployNews, ({ revision }) => listener(revision));
}

/** Calls back when this editor has deployed. */
export function onOwnDeploy(listener: () => void): Unsubscribe {
  red().events.on('deploy', listener);
  return () => red().events.off('deploy', listener);
}

/** Takes Node-RED's notice away that the flows on the server have changed, for one that says more. */
export function closeDeployNotice(): void {
  const notices = document.querySelectorAll<RedNotification>('.red-ui-notification');
  for (const notice of notices) if (isDeployNotice(notice)) notice.close();
}

const isDeployNotice = ({ options }: RedNotification): boolean => options?.id === 'background-update';

/**
 * Gives the focus back to what is being worked in, when Node-RED's notice that the flows have changed takes it as it
 * comes: what is typed next would press its button.
 */
export function keepFocusFromDeployNotice(): Unsubscribe {
  const known = new WeakSet<HTMLElement>();
  const onFocus = ({ target, relatedTarget }: FocusEvent): void => {
    const notice = (target as HTMLElement).closest<RedNotification>('.red-ui-notification');
    if (!notice || known.has(notice) || !isDeployNotice(notice)) return;
    known.add(notice);
    if (relatedTarget instanceof HTMLElement) relatedTarget.focus();
  };
  document.addEventListener('focusin', onFocus);
  return () => document.removeEventListener('focusin', onFocus);
}

/** Lets the user merge what runs on the server with what this editor holds, in Node-RED's own view for it. */
export function reviewChanges(): void {
  red().diff.showRemoteDiff(null);
}

/**
 * Shows what runs on the server now in place of what this editor shows, and stays on the same tab. What is not
 * deployed here is lost: ask first.
 *
 * @returns false when the flows could not be fetched, or a dialog of Node-RED's is open, whose node would go from under
 *   it: the editor then shows what it showed before; or when the editor could not take them in: the page is then loaded
 *   anew
 */
export async function refreshWorkspace(): Promise<boolean> {
  const answer = await new Promise<unknown>((resolve) => {
    void jQuery()
      .ajax({ url: 'flows', headers: { Accept: 'application/json' }, dataType: 'json', cache: false })
      .done((body: unknown) => resolve(body))
      .fail(() => resolve(undefined));
  });
  const parsed = v.safeParse(flowsAnswer, answer);
  // The dialog may have been opened while the flows came.
  if (!parsed.success || isEditing()) return false;
  const { rev, flows } = parsed.output;
  const { nodes, history } = red();
  try {
    history.clear();
    replaceFlows(flows);
    nodes.version(rev);
    return true;
  } catch {
    // Half of the flows or none are shown: a deploy of that would take the others from the server.
    nodes.dirty(false);
    location.reload();
    return false;
  }
}

/**
 * Puts flows in the place of what this editor shows, as a change that is not deployed; undo takes it back. A deploy of
 * it is in conflict only with what others deployed after the flows that this editor started from. Credentials stay
 * those that the server has.
 *
 * @param undone called once this is taken back
 * @returns false when the editor could not take them in, or a dialog of Node-RED's is open: it then shows what it showed
 *   before
 */
export function loadIntoEditor(flows: readonly object[], undone: () => void): boolean {
  if (isEditing()) return false;
  const { nodes, history } = red();
  const former = nodes.createCompleteNodeSet();
  const rev = nodes.version() ?? '';
  const dirty = nodes.dirty();
  const base = nodes.originalFlow() ?? [];
  const finish = (unsaved: boolean): void => {
    nodes.version(rev);
    // A merge must know what both sides started from; an import takes itself for that.
    nodes.originalFlow(base);
    nodes.dirty(unsaved);
  };
  try {
    const imported = replaceFlows(flows);
    markChanged(imported?.nodes ?? [], base, flows);
    const event = {
      t: 'replace',
      complete: true,
      config: former,
      changed: {},
      moved: {},
      dirty,
      rev,
    } as const;
    history.push(event);
    finish(true);
    const onChange = (): void => {
      if (history.list().includes(event)) return;
      red().events.off('workspace:dirty', onChange);
      undone();
    };
    red().events.on('workspace:dirty', onChange);
    red().view.redraw(true);
    return true;
  } catch {
    replaceFlows(former);
    finish(dirty);
    return false;
  }
}

function replaceFlows(flows: readonly object[]): ReturnType<ReturnType<typeof red>['nodes']['import']> {
  const { nodes, workspaces, palette, sidebar, view } = red();
  const active = workspaces.active();
  nodes.clear();
  const imported = nodes.import(flows);
  nodes.dirty(false);
  palette.refresh();
  workspaces.refresh();
  sidebar.config.refresh();
  view.redraw(true);
  const known = active !== 0 && Boolean(nodes.workspace(active) ?? nodes.subflow(active));
  const next = known ? active : nodes.getWorkspaceOrder()[0];
  if (next !== undefined) workspaces.show(next, true);
  return imported;
}

/** The editor's dot for what is not deployed, on the nodes that are others than those that run. */
function markChanged(
  imported: readonly RedImportedNode[],
  base: readonly object[],
  flows: readonly object[],
): void {
  const texts = (items: readonly object[]): Map<unknown, string> =>
    new Map(items.map((item) => [(item as { id?: unknown }).id, JSON.stringify(item)]));
  const running = texts(base);
  const loaded = texts(flows);
  for (const node of imported) {
    if (running.get(node.id) === loaded.get(node.id)) continue;
    const tab = node.z === undefined ? undefined : red().nodes.workspace(node.z);
    // A locked tab lets nobody change its nodes, not even this mark; and what is not marked there may not be deployed.
    if (tab?.locked) Object.assign(node.__node__ ?? {}, { changed: true });
    else node.changed = true;
  }
}
