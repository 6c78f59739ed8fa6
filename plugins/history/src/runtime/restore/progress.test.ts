import assert from 'node:assert/strict';
import { RestoreRuns } from './progress.ts';

describe('how far a restore is', () => {
  it('is told step by step', () => {
    const runs = new RestoreRuns();
    assert.deepEqual(runs.progress, { running: false });
    const run = runs.begin(7);
    const base = { running: true, number: 7, total: 4, cancellable: true };
    assert.deepEqual(runs.progress, { ...base, step: 'waiting', done: 0 });
    run.enter('reading');
    run.expect(2);
    run.enter('installing', 'pumps');
    assert.deepEqual(runs.progress, { ...base, step: 'installing', module: 'pumps', done: 2, total: 6 });
    run.enter('deploying');
    assert.deepEqual(runs.progress, { ...base, step: 'deploying', done: 3, total: 6, cancellable: false });
    run.end();
    assert.deepEqual(runs.progress, { running: false });
  });

  it('ends at the next step once it was stopped, and cannot be stopped when it is deployed', () => {
    const runs = new RestoreRuns();
    const stopped = runs.begin(7);
    stopped.enter('reading');
    stopped.cancel();
    assert.equal(runs.progress.cancellable, false);
    assert.throws(() => stopped.enter('deploying'), { code: 'history.restore-cancelled' });
    stopped.end();
    const late = runs.begin(8);
    late.enter('deploying');
    late.cancel();
    late.enter('starting');
  });

  it('is that of the one under way, not of those that wait for it', () => {
    const runs = new RestoreRuns();
    runs.begin(1);
    const second = runs.begin(2);
    assert.equal(runs.progress.number, 1);
    second.enter('reading');
    assert.equal(runs.progress.number, 2);
  });
});
