import assert from 'node:assert/strict';
import { phaseOf } from '../index.ts';
import { Told, wish } from './given.fixture.ts';

describe('a newer wish of the hub', () => {
  it('is taken at once while nothing has been changed', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) }, { kind: 'desired', desired: wish(2) });
    assert.deepEqual(told.results, ['job-1 superseded rollout.superseded']);
    assert.ok(told.state.work?.desired?.job === 'job-2');
  });

  it('waits until a change-over has ended, and only the newest is taken then', () => {
    const told = new Told().deliver(wish(1));
    told.say({ kind: 'desired', desired: wish(2) }, { kind: 'desired', desired: wish(3) });
    assert.deepEqual(
      [phaseOf(told.state), told.results],
      ['watching', ['job-2 superseded rollout.superseded']],
    );
    told.say({ kind: 'healthy' });
    assert.deepEqual(told.results.slice(1), ['job-1 committed']);
    assert.deepEqual([phaseOf(told.state), told.state.work?.desired?.job], ['fetching', 'job-3']);
  });

  it('does not begin the health window anew', () => {
    const told = new Told().deliver(wish(1));
    const { turn } = told.state;
    told.say({ kind: 'desired', desired: wish(2) });
    assert.deepEqual([told.state.turn, told.kinds], [turn, ['journal', 'report']]);
  });
});

describe('a document that was seen', () => {
  it('is answered again, and changes nothing', () => {
    const told = new Told().commit(wish(1));
    const before = told.state;
    told.say({ kind: 'desired', desired: wish(1) });
    assert.equal(told.state, before);
    assert.deepEqual(told.kinds, ['journal', 'report', 'arm report']);
  });

  it('is answered and not taken if it is older than another that was seen', () => {
    const told = new Told().commit(wish(5)).say({ kind: 'desired', desired: wish(4) });
    assert.deepEqual([told.results, told.kinds[0]], [['job-5 committed'], 'journal']);
  });

  it('is taken with a lower number once another key of the hub signs', () => {
    const told = new Told().commit(wish(5)).say({ kind: 'desired', desired: wish(1, { hub: 'new-key' }) });
    assert.equal(told.state.work?.desired?.job, 'job-1');
  });

  it('is not delivered again under another counter, but its policy counts', () => {
    const told = new Told().commit(wish(1));
    told.say({ kind: 'desired', desired: { ...wish(9, { drift: 'revert' }), job: 'job-1' } });
    assert.deepEqual(told.results, ['job-1 committed']);
    assert.deepEqual([told.state.last?.counter, told.state.drift], [9, 'revert']);
  });

  it('is not delivered again when its outcome has been forgotten, if it is what runs', () => {
    const told = new Told().commit(wish(1));
    for (let number = 2; number < 40; number += 1) {
      const { release: _none, ...policy } = wish(number);
      told.say({ kind: 'desired', desired: policy });
    }
    assert.ok(!told.results.includes('job-1 committed'));
    told.say({ kind: 'desired', desired: { ...wish(99), job: 'job-1' } });
    assert.equal(told.state.work, undefined);
  });
});

describe('an outcome', () => {
  it('is told again, with growing pauses, until the hub says that it knows', () => {
    const told = new Told().commit(wish(1));
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const arm = told.effects.find((effect) => effect.kind === 'arm' && effect.timer === 'report');
      assert.ok(arm?.kind === 'arm');
      pauses.push(arm.milliseconds / 1000);
      told.say({ kind: 'timer', timer: 'report', attempt: arm.attempt });
    }
    assert.deepEqual(pauses, [5, 10, 20, 40, 80, 160, 320, 600, 600]);
    told.say({ kind: 'acknowledged', jobs: ['job-1'] });
    assert.deepEqual(told.kinds, ['journal', 'report']);
    assert.deepEqual(told.say({ kind: 'timer', timer: 'report', attempt: 9 }).kinds, []);
  });

  it('is not written again for each time that the hub says so', () => {
    const told = new Told().commit(wish(1)).say({ kind: 'acknowledged', jobs: ['job-1'] });
    assert.deepEqual(told.say({ kind: 'acknowledged', jobs: ['job-1', 'job-7'] }).kinds, []);
  });
});
