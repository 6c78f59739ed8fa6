import assert from 'node:assert/strict';
import { newDevice, type State } from '@millwright/rollout';
import { machineState } from './machine-state.ts';

const at = (state: Partial<State>) => machineState({ ...newDevice('none'), ...state }, {});

describe('what people at the device are shown', () => {
  it('is when changes were put back, once they are', () => {
    const reverts = { count: 1, time: 1000.5 };
    assert.equal(at({ reverts }).putBack, 1000);
    assert.equal(at({ reverts, strayed: { rev: 'other', since: 1, adopted: false } }).putBack, undefined);
    // A release has come through since.
    assert.equal(at({ reverts: { count: 0, time: 1000 } }).putBack, undefined);
  });
});
