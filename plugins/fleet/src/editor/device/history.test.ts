import assert from 'node:assert/strict';
import { runningOutcome } from './history-view.ts';

describe('deliveries of a device', () => {
  const release = (version: number) => ({ name: 'line', version });
  const outcome = (job: string, version: number, result = 'committed') => ({
    ...{ job, result, time: 1 },
    release: release(version),
  });
  const outcomes = [outcome('d', 3, 'rolled-back'), outcome('c', 2), outcome('b', 2), outcome('a', 1)];

  it('are said to run only where they brought what runs now, the last of them', () => {
    assert.equal(runningOutcome(outcomes, release(2)), 'c');
    assert.equal(runningOutcome(outcomes, release(3)), undefined);
    assert.equal(runningOutcome(outcomes, undefined), undefined);
  });
});
