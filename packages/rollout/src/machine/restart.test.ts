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
import { notUp, type Said, switched, Told, verified, wish } from './given.fixture.ts';

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
  see(told.say(verified));
  see(told.say({ kind: 'lock', locked: true }, { kind: 'staged', rev: 'rev-1' }));
  see(told.say({ kind: 'lock', locked: false }));
  see(told.say({ kind: 'kept', rev: 'rev-0' }));
  see(told.say(switched));
  see(told.say({ kind: 'started', rev: 'rev-1' }));
  see(told.say({ kind: 'unhealthy', reasons: [{ code: 'missing-types' }] }));
  see(told.say(switched));
  while (told.state.work) {
    told.say(notUp);
    if (told.state.work?.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
    told.say(switched);
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
        told.say(switched, { kind: 'started', rev: 'rev-before' }).results[0],
        `job-1 rolled-back ${code}`,
      );
    });

  it('tells what ended the process before, where that is known', () => {
    const why = (...events: readonly Said[]) => {
      const { work } = watching().say(...events).state;
      assert.ok(work && 'trouble' in work);
      return work.trouble;
    };
    const uncaught = 'Break it: Error: on purpose';
    assert.deepEqual(why({ ...booted('crash'), uncaught }), {
      code: 'rollout.uncaught',
      message: `An error that nothing caught ended Node-RED while the new flows started or were watched: ${uncaught}`,
      details: { error: uncaught },
    });
    const killed = why({ ...booted('crash'), uncaught, signal: 'SIGKILL' });
    assert.deepEqual([killed?.code, killed?.details], ['rollout.killed', { signal: 'SIGKILL' }]);
    const second = { ...booted('unknown'), uncaught };
    assert.equal(why(second, switched, second)?.code, 'rollout.uncaught');
  });

  it('of which the cause is not known is tried once more', () => {
    const told = watching().say(booted('unknown'));
    assert.equal(phaseOf(told.state), 'switching');
    told.say(switched, booted('unknown'));
    assert.equal(phaseOf(told.state), 'rolling-back');
    const { work } = told.state;
    assert.ok(work && 'trouble' in work && work.trouble?.code === 'rollout.start-loop');
  });

  it('after an end in order says nothing against the new version', () => {
    const told = watching();
    for (let times = 0; times < 5; times += 1) {
      told.say({ kind: 'stop' }, booted('unknown'), switched, { kind: 'started', rev: 'rev-d1' });
      assert.equal(phaseOf(told.state), 'watching');
    }
  });

  it('after ends in order without end leads back, since the new version may bring them about', () => {
    const told = watching();
    const endInOrder = (): Told => told.say({ kind: 'stop' }, booted('unknown'), switched);
    for (let times = 0; times < 100; times += 1) endInOrder();
    assert.equal(phaseOf(told.state), 'recovering');
    told.say({ kind: 'started', rev: 'rev-before' });
    assert.deepEqual(told.results, ['job-1 rolled-back rollout.loop']);
  });

  for (const cause of ['reboot', 'ended'] as const)
    it(`never gives up what ran before because of ${cause === 'reboot' ? 'losses of power' : 'ends in order'}`, () => {
      const told = watching().say({ kind: 'unhealthy', reasons: [{ code: 'missing-types' }] });
      for (let times = 0; times < 100; times += 1) {
        if (cause === 'ended') told.say({ kind: 'stop' });
        told.say(booted(cause === 'reboot' ? cause : 'unknown'), switched);
        assert.equal(phaseOf(told.state), 'recovering');
      }
      told.say({ kind: 'started', rev: 'rev-before' });
      assert.deepEqual(told.results, ['job-1 rolled-back rollout.unhealthy']);
    });

  it('as often as it likes does not end a delivery that waits for its flows', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) }, { kind: 'fetched' }, verified);
    for (let times = 0; times < 100; times += 1) {
      told.say({ kind: 'lock', locked: true }, { kind: 'staged', rev: 'rev-d1' });
      assert.equal(phaseOf(told.state), 'waiting');
      told.say({ kind: 'stop' }, booted('unknown'));
    }
    assert.deepEqual([phaseOf(told.state), told.results], ['staging', []]);
  });

  it('that is never enough for the modules that are there does not go on for ever', () => {
    const told = watching();
    for (let times = 0; times < 200 && told.state.work; times += 1)
      told.say(booted('unknown'), { kind: 'switched', restart: true });
    assert.deepEqual([phaseOf(told.state), told.results.length], ['safe', 1]);
  });

  it('of crashing flows does end one that they keep from going on', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) }, { kind: 'fetched' }, verified);
    for (let times = 0; times < 100; times += 1) told.say(booted('crash'));
    assert.deepEqual(told.results, ['job-1 failed rollout.loop']);
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

describe('a device whose flows are stopped', () => {
  const safe = (given: Partial<State> = {}): Told =>
    new Told({ ...newDevice('supervised'), rest: 'safe', ...given });
  const approved = { kind: 'approved', rev: 'rev-mended' } as const;
  const { release: _none, ...policy } = wish(2);

  it('runs what a person has approved, without a hub', () => {
    const told = safe().say(approved);
    assert.deepEqual([phaseOf(told.state), flowsAtStart(told.state)], ['idle', 'run']);
    assert.ok(!told.say({ kind: 'desired', desired: policy }).kinds.includes('safe'));
    assert.ok(!told.say(booted('reboot')).kinds.includes('safe'));
  });

  it('runs it also while something better is being fetched, and keeps it before that replaces it', () => {
    const told = safe().say({ kind: 'desired', desired: wish(1) }, approved);
    assert.deepEqual(told.kinds, ['journal', 'fetch', 'arm deadline', 'report']);
    told.say({ kind: 'fetched' }, verified, { kind: 'staged', rev: 'rev-d1' });
    assert.equal(phaseOf(told.state), 'keeping');
  });

  it('tells the hub that it is not what was committed', () => {
    const { committed } = new Told().commit(wish(1)).state;
    assert.ok(committed);
    assert.equal(safe({ committed }).say(approved).state.strayed?.rev, 'rev-mended');
    assert.equal(safe({ committed }).say({ ...approved, rev: committed.rev }).state.strayed, undefined);
  });

  it('asks nobody where flows run or a change-over is on its way', () => {
    for (const told of [new Told(), new Told().deliver(wish(1))]) {
      const { state } = told;
      assert.equal(told.say(approved).state, state);
    }
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

  it('lets it start without flows, too, where it did not end when it was told to', () => {
    const error = { code: 'EIO', message: 'the disk' };
    const other = { kind: 'switched', restart: true } as const;
    const forth = new Told().deliver(wish(1)).say(booted('reboot'), other);
    const back = new Told().deliver(wish(1)).say(booted('blocked'), other);
    for (const told of [forth, back]) {
      told.say({ kind: 'failed', error, final: true });
      for (const attempt of [0, 1, 2]) told.say({ kind: 'unwritten', attempt, begun: false });
      assert.deepEqual(told.kinds, ['safe', 'arm journal']);
    }
  });

  it('lets it start without flows, too, where nothing is left to go back to', () => {
    const told = new Told({ ...newDevice('supervised'), rest: 'safe' }).say(booted('reboot'));
    for (const attempt of [0, 1]) told.say({ kind: 'unwritten', attempt, begun: false });
    assert.deepEqual(told.kinds, ['arm journal']);
    told.say({ kind: 'unwritten', attempt: 2, begun: false });
    assert.deepEqual(told.kinds, ['safe', 'arm journal']);
  });

  it('leaves flows as they are that nobody has to stop', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) });
    for (const attempt of [0, 1, 2, 3]) {
      told.say({ kind: 'unwritten', attempt, begun: false });
      assert.deepEqual(told.kinds, ['arm journal']);
    }
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
