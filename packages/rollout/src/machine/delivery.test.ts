import assert from 'node:assert/strict';
import { newDevice, phaseOf, reportOf } from '../index.ts';
import { type Said, switched, Told, verified, wish } from './given.fixture.ts';

describe('a delivery', () => {
  it('goes from phase to phase, each journalled before its effect', () => {
    const told = new Told();
    const seen: string[] = [];
    const say = (...events: Said[]): void => {
      told.say(...events);
      seen.push(`${phaseOf(told.state)}: ${told.kinds.join(', ')}`);
    };
    say({ kind: 'desired', desired: wish(1) });
    say({ kind: 'fetched' });
    say(verified);
    say({ kind: 'staged', rev: 'rev-1' });
    say({ kind: 'kept', rev: 'rev-0' });
    say(switched);
    say({ kind: 'started', rev: 'rev-1' });
    say({ kind: 'healthy' });
    assert.deepEqual(seen, [
      'fetching: journal, fetch, arm deadline, report',
      'verifying: journal, verify, arm deadline, report',
      'staging: journal, stage, arm deadline, report',
      'keeping: journal, keep, arm deadline, report',
      'switching: journal, switch, arm deadline, report',
      'starting: journal, start, arm deadline, report',
      'watching: journal, watch, arm deadline, report',
      'idle: journal, discard, report, arm report',
    ]);
    assert.deepEqual(told.results, ['job-1 committed']);
    assert.equal(told.state.committed?.slot, 'job-1');
  });

  it('is watched for as long as the release says, or the hub', () => {
    const windowOf = (told: Told) => told.effects.find(({ kind }) => kind === 'watch');
    const plain = windowOf(new Told().deliver(wish(1)));
    const longer = windowOf(new Told().deliver(wish(1, { health: { windowSeconds: 300 } })));
    assert.ok(plain?.kind === 'watch' && plain.milliseconds === 60_000);
    assert.ok(longer?.kind === 'watch' && longer.milliseconds === 300_000);
  });

  it('takes its environment and its sealed part to the effects that need them', () => {
    const environment = [
      { name: 'PLC', value: '10.1.2.3' },
      { name: 'PIN', sealed: true as const },
    ];
    const sealed = { digest: 's1', size: 5 };
    const told = new Told().say({ kind: 'desired', desired: wish(1, { environment, sealed }) });
    const fetch = told.effects.find(({ kind }) => kind === 'fetch');
    assert.ok(fetch?.kind === 'fetch');
    assert.deepEqual(fetch.sealed, sealed);
    told.say({ kind: 'fetched' }, verified);
    const stage = told.effects.find(({ kind }) => kind === 'stage');
    assert.ok(stage?.kind === 'stage');
    assert.deepEqual([stage.environment, stage.sealed], [environment, sealed]);
  });

  it('says why it is tried again, until that is over', () => {
    const full = {
      kind: 'failed',
      error: { code: 'fleet.disk-full', message: 'full' },
      final: false,
    } as const satisfies Said;
    const told = new Told().say({ kind: 'desired', desired: wish(1) }, full);
    const said = () => {
      const { waitsFor, trouble } = reportOf(told.state);
      return [phaseOf(told.state), waitsFor, trouble?.code];
    };
    assert.deepEqual(said(), ['fetching', 'retry', 'fleet.disk-full']);
    told.say({ kind: 'timer', timer: 'retry', attempt: 1 });
    assert.deepEqual(said(), ['fetching', undefined, 'fleet.disk-full']);
    told.say({ kind: 'fetched' });
    assert.deepEqual(said(), ['verifying', undefined, undefined]);
    told.say(verified, full);
    assert.deepEqual(said(), ['staging', 'retry', 'fleet.disk-full']);
    told.say({ kind: 'timer', timer: 'retry', attempt: 1 }, { kind: 'staged', rev: 'rev-1' }, full);
    assert.deepEqual(said(), ['keeping', 'retry', 'fleet.disk-full']);
    told.say({ kind: 'timer', timer: 'retry', attempt: 1 }, { kind: 'kept', rev: 'rev-0' });
    assert.deepEqual(said(), ['switching', undefined, undefined]);
  });

  it('is tried again with growing pauses while it cannot be fetched, then given up', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) });
    const pauses: number[] = [];
    const error = { code: 'ECONNREFUSED', message: 'nobody there' };
    while (told.state.work) {
      told.say({ kind: 'failed', error, final: false });
      const arm = told.effects.find((effect) => effect.kind === 'arm' && effect.timer === 'retry');
      if (arm?.kind !== 'arm') break;
      pauses.push(arm.milliseconds / 1000);
      told.say({ kind: 'timer', timer: 'retry', attempt: arm.attempt });
    }
    assert.deepEqual(pauses.slice(0, 12), [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800]);
    const days = pauses.reduce((sum, pause) => sum + pause, 0) / 86_400;
    assert.ok(days > 1.5 && days < 3, `${days} days`);
    assert.deepEqual(told.results, ['job-1 failed rollout.failed']);
    assert.match(told.state.outcomes[0]?.error?.message ?? '', /ECONNREFUSED: nobody there$/);
  });

  it('is refused below the floor, which never sinks', () => {
    const told = new Told().commit(
      wish(1, { release: { name: 'line', version: 3, digest: 'a3', size: 1, floor: 3 } }),
    );
    told.say({ kind: 'desired', desired: wish(2) });
    assert.equal(told.results.at(-1), 'job-2 refused rollout.below-floor');
    assert.deepEqual(told.state.outcomes.at(-1)?.error?.details, { version: 1, floor: 3 });
    told.commit(wish(3, { release: { name: 'mill', version: 1, digest: 'm1', size: 1 } }));
    assert.equal(told.results.at(-1), 'job-3 committed', 'each name has its own');
    assert.deepEqual(told.state.known, [
      { name: 'line', highest: 3, floor: 3 },
      { name: 'mill', highest: 1, floor: 0 },
    ]);
  });

  it('is refused if its modules take a restart and nothing restarts Node-RED', () => {
    const told = new Told(newDevice('none')).say(
      { kind: 'desired', desired: wish(1) },
      { kind: 'fetched' },
      { ...verified, restart: true },
    );
    assert.deepEqual(told.results, ['job-1 refused rollout.restart-needed']);
  });

  it('ends the process for other modules, and starts in the new one without ending it again', () => {
    const told = new Told().prepare(wish(1), true).say({ ...switched, restart: true });
    const how = () => told.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.how] : []));
    assert.deepEqual(how(), ['restart']);
    told.say({ kind: 'booted', cause: 'unknown', restart: 'supervised' });
    assert.equal(phaseOf(told.state), 'switching');
    told.say(switched);
    assert.deepEqual(how(), ['here']);
    told.say({ kind: 'started', rev: 'rev-d1' }, { kind: 'unhealthy', reasons: [{ code: 'missing-types' }] });
    told.say({ ...switched, restart: true });
    assert.equal(phaseOf(told.state), 'recovering');
    assert.deepEqual(how(), ['restart'], 'the modules of before are not those that are there');
  });

  it('does not start old flows in a process that has found the new modules, though it has loaded none', () => {
    const told = new Told().deliver(wish(1)).say({ kind: 'booted', cause: 'crash', restart: 'supervised' });
    told.say({ ...switched, restart: true });
    const how = () => told.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.how] : []));
    assert.deepEqual(how(), ['restart']);
    told.say({ kind: 'booted', cause: 'unknown', restart: 'supervised' }, switched);
    assert.deepEqual(how(), ['here']);
  });

  it('does not end the process where the power went between two processes that needed one', () => {
    const told = new Told().prepare(wish(1), true);
    told.say({ kind: 'booted', cause: 'reboot', restart: 'supervised' }, switched);
    const start = told.effects.find(({ kind }) => kind === 'start');
    assert.ok(start?.kind === 'start' && start.how === 'here');
  });

  it('is gone back from where its modules turn out to take a restart and nothing restarts Node-RED', () => {
    const told = new Told(newDevice('none')).prepare(wish(1));
    told.say({ ...switched, restart: true }, switched, { kind: 'started', rev: 'rev-before' });
    assert.deepEqual(told.results, ['job-1 rolled-back rollout.restart-needed']);
  });

  it('has the revision that its slot has, whatever the environment makes of the flows', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) }, { kind: 'fetched' }, verified);
    told.say({ kind: 'staged', rev: 'rev-here' }, { kind: 'kept', rev: 'rev-0' }, switched);
    told.say({ kind: 'started', rev: 'rev-here' });
    assert.deepEqual(
      [phaseOf(told.state), told.state.work && 'target' in told.state.work && told.state.work.target.rev],
      ['watching', 'rev-here'],
    );
  });

  it('waits while flows say "not now", and says so', () => {
    const told = new Told().say(
      { kind: 'lock', locked: true },
      { kind: 'desired', desired: wish(1) },
      { kind: 'fetched' },
      verified,
      { kind: 'staged', rev: 'rev-1' },
    );
    assert.deepEqual([phaseOf(told.state), told.kinds], ['waiting', ['journal', 'report']]);
    const report = told.effects.find(({ kind }) => kind === 'report');
    assert.ok(report?.kind === 'report' && report.report.waitsFor === 'lock');
    assert.equal(phaseOf(told.say({ kind: 'lock', locked: false }).state), 'keeping');
  });

  it('without a release is noted: the device keeps what it runs, under the new policy', () => {
    const { release: _none, ...policy } = wish(2, { drift: 'adopt' });
    const told = new Told().commit(wish(1)).say({ kind: 'desired', desired: policy });
    assert.deepEqual(told.results, ['job-1 committed', 'job-2 noted']);
    assert.deepEqual([told.state.drift, told.state.committed?.slot], ['adopt', 'job-1']);
  });
});
