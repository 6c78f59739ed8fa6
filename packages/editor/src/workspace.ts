import * as v from 'valibot';
import type { Unsubscribe } from './comms.ts';
import { jQuery, red } from './red.ts';

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

/** Whether this editor holds changes that are not deployed. */
export function hasUnsavedWork(): boolean {
  return red().nodes.dirty();
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

/**
 * Shows what runs on the server now in place of what this editor shows, and stays on the same tab. What is not
 * deployed here is lost: ask first.
 *
 * @returns false when the flows could not be fetched: the editor then shows what it showed before; or when the editor
 *   could not take them in: the page is then loaded anew
 */
export async function refreshWorkspace(): Promise<boolean> {
  const answer = await new Promise<unknown>((resolve) => {
    void jQuery()
      .ajax({ url: 'flows', headers: { Accept: 'application/json' }, dataType: 'json', cache: false })
      .done((body: unknown) => resolve(body))
      .fail(() => resolve(undefined));
  });
  const parsed = v.safeParse(flowsAnswer, answer);
  if (!parsed.success) return false;
  const { nodes, workspaces, history, view } = red();
  const active = workspaces.active();
  try {
    nodes.clear();
    history.clear();
    nodes.version(parsed.output.rev);
    nodes.import(parsed.output.flows);
    nodes.dirty(false);
    view.redraw(true);
    const known = active !== 0 && Boolean(nodes.workspace(active) ?? nodes.subflow(active));
    const next = known ? active : nodes.getWorkspaceOrder()[0];
    if (next !== undefined) workspaces.show(next, true);
    return true;
  } catch {
    // Half of the flows or none are shown: a deploy of that would take the others from the server.
    nodes.dirty(false);
    location.reload();
    return false;
  }
}
