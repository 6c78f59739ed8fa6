import assert from 'node:assert/strict';
import { newDevice, type State } from '@millwright/rollout';
import { machineState } from './machine-state.ts';

const at = (state: Partial<State>) => machineState({ ...newDevice('none'), ...state }, {});

describe('what people at the device are shown', () => {
  it('is what is not tried any more, each once, and which of it is wanted now', () => {
    const release = { name: 'line', version: 2, digest: 'd', size: 1 };
    const outcome = { job: 'job-1', result: 'rolled-back', release, time: 1, acknowledged: true } as const;
    const error = { code: 'rollout.quarantined', message: 'Failed here 2 times' };
    const failures = [
      { digest: 'd', values: 'one', times: 2 },
      { digest: 'd', values: 'other', times: 2 },
      { digest: 'e', times: 1 },
    ];
    const known = { digest: 'd', release: { name: 'line', version: 2 } };
    const refused = { ...outcome, job: 'job-2', result: 'refused', error } as const;
    const other = {
      ...outcome,
      job: 'job-3',
      result: 'committed',
      release: { ...release, digest: 'f' },
    } as const;
    const shown = (...outcomes: State['outcomes']) => at({ failures, outcomes }).quarantined;
    assert.deepEqual(shown(outcome), [{ ...known, isWanted: true }]);
    assert.deepEqual(shown(outcome, refused), [{ ...known, isWanted: true }]);
    assert.deepEqual(shown(outcome, refused, other), [{ ...known, isWanted: false }]);
    assert.deepEqual(shown(), [{ digest: 'd', isWanted: false }]);
    const tried = { failures: [...failures, { digest: 'd', values: 'third', times: 1 }] };
    const again = at({ ...tried, outcomes: [outcome] }).quarantined;
    assert.deepEqual(again, [{ ...known, isWanted: false }], 'with the values of now it has failed once');
    assert.deepEqual(at({ ...tried, outcomes: [refused] }).quarantined, [{ ...known, isWanted: true }]);
  });

  it('is when changes were put back, once they are', () => {
    const reverts = { count: 1, time: 1000.5 };
    assert.equal(at({ reverts }).putBack, 1000);
    assert.equal(at({ reverts, strayed: { rev: 'other', since: 1, adopted: false } }).putBack, undefined);
    // A release has come through since.
    assert.equal(at({ reverts: { count: 0, time: 1000 } }).putBack, undefined);
  });
});
