import type { NodeRedProcess } from '@millwright/testing';
import type { FlowNode } from '../../modbus/flow.ts';

export {
  type FlowNode,
  isStatus,
  observed,
  type Seen,
  said,
  say,
  seen,
  shownStatus,
  waitToSee,
} from '../../modbus/flow.ts';

type Overrides = Readonly<Record<string, unknown>>;

export function connection(port: number, overrides: Overrides = {}): FlowNode {
  return {
    id: 'connection',
    type: 'mw-s7-connection',
    schema: 1,
    host: '127.0.0.1',
    port,
    retryMost: 1_000,
    ...overrides,
  };
}

/** A row of a table. */
export const row = (name: string, address: string, overrides: Overrides = {}): Overrides => ({
  name,
  address,
  ...overrides,
});

export function tags(rows: readonly Overrides[], overrides: Overrides = {}): FlowNode {
  return { id: 'tags', type: 'mw-s7-tags', schema: 1, connection: 'connection', tags: rows, ...overrides };
}

const node = (type: string, overrides: Overrides): FlowNode => ({
  id: type,
  type: `mw-s7-${type}`,
  z: 'tab',
  schema: 1,
  tags: 'tags',
  wires: [['message']],
  ...overrides,
});

export const read = (overrides: Overrides = {}): FlowNode => node('read', overrides);

export const write = (overrides: Overrides = {}): FlowNode => node('write', overrides);

export const watch = (interval: number, overrides: Overrides = {}): FlowNode =>
  node('watch', { interval, ...overrides });

/** Deploys and waits until it runs. @returns how long the log was when nothing ran that ran before */
export async function deploy(
  nodeRed: NodeRedProcess,
  flows: readonly FlowNode[],
  type: 'full' | 'flows' | 'nodes' = 'full',
): Promise<number> {
  const before = nodeRed.log.length;
  const { status } = await nodeRed.deploy(flows, { type });
  if (status !== 200 && status !== 204) throw new Error(`deploy: ${status}`);
  await nodeRed.waitForLog(/Started (modified )?(flows|nodes)/, { from: before });
  const stopped = /Stopped (?:modified )?(?:flows|nodes)/.exec(nodeRed.log.slice(before));
  return before + (stopped?.index ?? 0);
}
