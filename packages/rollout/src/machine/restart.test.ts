import assert from 'node:assert/strict';
import {
  type Cause,
  flowsAtStart,
  newDevice,
  type Phase,
  phaseOf,
  phases,
  type State,
  step,
} from '../index.ts';
import { Told, wish } from './given.fixture.ts';

const booted = (cause: Cause) => ({ kind: 'booted', cause, restart: 'supervised' }) as const;

/** A device in each phase. */
function inPhases(): ReadonlyMap<Phase, State> {
  const found = new Map<Phase, State>();
  const see = (told: Told): Told => {
    if (!found.has(phaseOf(told.state))) found.set(phaseOf(told.state), told.state);
    return told;
  };
  const told = see(new Told());
  see(told.say({ kind: 'desired', desired: wish(1) }));
  see(told.say({ kind: 'fetched' }));
  see(told.say({ kind: 'verified', rev: 'rev-1', restart: false, health: { windowSeconds: 60 } }));
  see(told.say({ kind: 'lock', locked: true }, { kind: 'staged' }));
  see(told.say({ kind: 'lock', locked: false }));
  see(told.say({ kind: 'kept', rev: 'rev-0' }));
  see(told.say({ kind: 'switched' }));
  see(told.say({ kind: 'started', rev: 'rev-1' }));
  see(told.say({ kind: 'unhealthy', reasons: [{ code: 'missing-types' }] }));
  see(told.say({ kind: 'switched' }));
  while (told.state.work) {
    told.say({ kind: 'started', rev: 'rev-empty' });
    if (told.state.work?.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
    told.say({ kind: 'switched' });
  }
  see(told);
  return found;
}

describe('a start of Node-RED', () => {
  for (const [phase, state] of inPhases())
    it(`in ${phase} goes on with ${phases[phase].restart}, and flows are ${phases[phase].flows}`, () => {
      assert.equal(flowsAtStart(state), phases[phase].flows);
      assert.equal(phaseOf(new Told(state).say(booted('reboot')).state), phases[phase].restart);
    });

  it('is known in every phase', () => {
    assert.deepEqual([...inPhases().keys()].sort(), Object.keys(phases).sort());
  });

  const watching = (): Told => new Told().deliver(wish(1));

  for (const [cause, code] of [
    ['crash', 'rollout.crashed'],
    ['blocked', 'rollout.blocked'],
  ] as const)
    it(`goes back at once where the new version ${cause === 'crash' ? 'crashed' : 'had to be ended'}`, () => {
      const told = watching().say(booted(cause));
      assert.equal(phaseOf(told.state), 'rolling-back');
      assert.equal(
        told.say({ kind: 'switched' }, { kind: 'started', rev: 'rev-before' }).results[0],
        `job-1 rolled-back ${code}`,
      );
    });

  it('of which the cause is not known is tried once more', () => {
    const told = watching().say(booted('unknown'));
    assert.equal(phaseOf(told.state), 'switching');
    told.say({ kind: 'switched' }, booted('unknown'));
    assert.equal(phaseOf(told.state), 'rolling-back');
    const { work } = told.state;
    assert.ok(work && 'trouble' in work && work.trouble?.code === 'rollout.start-loop');
  });

  it('after an end in order says nothing against the new version', () => {
    const told = watching();
    for (let times = 0; times < 5; times += 1) {
      told.say({ kind: 'stop' }, booted('unknown'), { kind: 'switched' }, { kind: 'started', rev: 'rev-d1' });
      assert.equal(phaseOf(told.state), 'watching');
    }
  });

  it('does not go on for ever', () => {
    const told = watching();
    for (let times = 0; times < 100 && told.state.work; times += 1)
      told.say({ kind: 'stop' }, booted('unknown'), { kind: 'switched' });
    assert.ok(told.results[0]?.startsWith('job-1 failed-safe rollout.loop'), told.results[0]);
  });

  it('lets flows say "not now" anew, and knows what restarts it', () => {
    const told = new Told().say({ kind: 'lock', locked: true }, { ...booted('reboot'), restart: 'none' });
    assert.deepEqual([told.state.locked, told.state.restart], [false, 'none']);
  });

  it('of a device whose flows are stopped leaves them so, also while something better is fetched', () => {
    const safe: State = { ...newDevice('supervised'), rest: 'safe' };
    const told = new Told(safe).say({ kind: 'desired', desired: wish(1) });
    assert.equal(flowsAtStart(told.state), 'stopped');
    assert.deepEqual(told.say(booted('reboot')).kinds.slice(0, 3), ['journal', 'safe', 'fetch']);
  });
});

describe('a journal that the disk does not take', () => {
  it('is written again with growing pauses, and nothing is done before', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) });
    told.say({ kind: 'unwritten', attempt: 0, begun: false });
    assert.deepEqual(told.kinds, ['arm journal']);
    told.say({ kind: 'timer', timer: 'journal', attempt: 1 });
    assert.deepEqual(told.kinds, ['journal', 'fetch', 'arm deadline', 'report']);
  });

  it('lets a Node-RED that waits for it start without flows before long', () => {
    const told = new Told().deliver(wish(1)).say(booted('reboot'));
    for (const attempt of [0, 1]) told.say({ kind: 'unwritten', attempt, begun: false });
    assert.deepEqual(told.kinds, ['arm journal']);
    told.say({ kind: 'unwritten', attempt: 2, begun: false });
    assert.deepEqual(told.kinds, ['safe', 'arm journal']);
  });
});

describe('an answer', () => {
  it('to an effect of an older turn is ignored', () => {
    const { state } = new Told().deliver(wish(1));
    const late = step(state, { kind: 'healthy', time: 0, turn: state.turn - 1 });
    assert.deepEqual([late.state === state, late.effects], [true, []]);
  });

  it('that does not come is a failure', () => {
    const told = new Told().deliver(wish(1)).say({ kind: 'timer', timer: 'deadline', attempt: 0 });
    assert.equal(phaseOf(told.state), 'rolling-back');
    const { work } = told.state;
    assert.deepEqual(work && 'trouble' in work && work.trouble?.details, { phase: 'watching', seconds: 60 });
  });
});
