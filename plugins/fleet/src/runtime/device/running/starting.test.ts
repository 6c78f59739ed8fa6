import assert from 'node:assert/strict';
import type { Host } from '@millwright/runtime';
import type { ChangeOver } from './change-over.ts';
import { FlowsTracker } from './flows-now.ts';
import { Gate } from './gate.ts';
import { Starting, type StartingOptions } from './starting.ts';

const noNodeRed = {
  getFlows: () => undefined,
  setFlows: () => assert.fail('nothing is deployed'),
  credentials: () => undefined,
  hasNodeType: () => true,
} as unknown as StartingOptions['nodeRed'];

describe('a start of flows that Node-RED holds', () => {
  it('lets it go on also where the slot cannot be read', async () => {
    const gate = new Gate(true);
    const nothing = (): (() => void) => () => {};
    const host = { nodeRed: noNodeRed, onFlowsStarted: nothing, onFlowsNotStarted: nothing };
    const flows = new FlowsTracker(host as unknown as Host);
    const starting = new Starting({ nodeRed: noNodeRed, flows, gate, changeOver: {} as ChangeOver });
    const unreadable = (): Promise<never> => Promise.reject(new Error('EIO'));
    await assert.rejects(starting.start(unreadable, new AbortController().signal), /EIO/);
    assert.equal(gate.isHeld, false);
  });
});
