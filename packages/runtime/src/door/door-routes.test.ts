import assert from 'node:assert/strict';
import {
  type CopyState,
  copyStates,
  doorStatusSchema,
  type DoorStatus as ReadStatus,
} from '@millwright/schema';
import * as v from 'valibot';
import type { CopyStatus, DoorStatus } from '../host.ts';

/** With each member that may be missing. */
type Complete<Value> = Value extends readonly (infer Item)[]
  ? readonly Complete<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]-?: Complete<Value[Key]> }
    : Value;

const written: Complete<DoorStatus> = {
  ok: false,
  api: 1,
  nodeRed: '5.0.7',
  node: '24.21.0',
  checks: [{ id: 'restart', ok: false, message: 'Restart Node-RED' }],
  copies: copyStates.map((state: CopyStatus['state']) => ({
    plugin: 'history',
    packageName: '@millwright/node-red-history',
    version: '0.1.0',
    api: 1,
    state: state satisfies CopyState,
    message: 'Restart Node-RED',
    onDisk: '0.2.0',
  })),
  running: [{ name: 'flows.deploy', actor: 'anna', since: new Date(0).toISOString(), locks: ['flows'] }],
  routes: [{ method: 'GET', path: '/serialports', open: true }],
};

describe('the status of the door', () => {
  it('is declared with all that the door writes, and nothing else', () => {
    assert.deepEqual(v.parse(doorStatusSchema, written satisfies Complete<ReadStatus>), written);
  });
});
