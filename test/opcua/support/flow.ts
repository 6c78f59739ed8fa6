import type { FlowNode } from '../../modbus/flow.ts';
import { plant } from './reading.ts';

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

/** An unprotected connection, as most tests of nodes have it: what protects is tested without Node-RED. */
export function connection(url: string, overrides: Overrides = {}): FlowNode {
  return {
    id: 'connection',
    type: 'mw-opcua-connection',
    schema: 1,
    url,
    security: 'none',
    unsecured: true,
    timeout: 2_000,
    retryMost: 1_000,
    ...overrides,
  };
}

/** A row of a table, named as its node. */
export const row = (name: string, overrides: Overrides = {}): Overrides => ({
  name,
  address: plant(name),
  ...overrides,
});

export function tags(rows: readonly Overrides[], overrides: Overrides = {}): FlowNode {
  return {
    id: 'tags',
    type: 'mw-opcua-tags',
    schema: 1,
    connection: 'connection',
    tags: rows,
    ...overrides,
  };
}

const node = (type: string, overrides: Overrides): FlowNode => ({
  id: type,
  type: `mw-opcua-${type}`,
  z: 'tab',
  schema: 1,
  tags: 'tags',
  wires: [['message']],
  ...overrides,
});

export const read = (overrides: Overrides = {}): FlowNode => node('read', overrides);

export const write = (overrides: Overrides = {}): FlowNode => node('write', overrides);

export const browse = (overrides: Overrides = {}): FlowNode =>
  node('browse', { connection: 'connection', ...overrides });

export const call = (overrides: Overrides = {}): FlowNode =>
  node('call', { connection: 'connection', ...overrides });

export const watch = (overrides: Overrides = {}): FlowNode => node('watch', { publishing: 50, ...overrides });

export const events = (overrides: Overrides = {}): FlowNode =>
  node('events', { connection: 'connection', notifier: 'i=2253', publishing: 50, ...overrides });
