import assert from 'node:assert/strict';
import { type DriftPolicy, phaseOf, reportOf } from '../index.ts';
import { notUp, switched, Told, wish } from './given.fixture.ts';

const device = (drift: DriftPolicy): Told => new Told().commit(wish(1, { drift }));

const putBack = (told: Told): Told =>
  told.say({ kind: 'kept', rev: 'rev-local' }, switched, { kind: 'started', rev: 'rev-d1' });

describe('local changes', () => {
  it('are no drift before anything was delivered', () => {
    assert.deepEqual(new Told().say({ kind: 'running', rev: 'any' }).kinds, []);
  });

  it('are told since when they are there, and that they are gone', () => {
    const told = device('report').say({ kind: 'running', rev: 'one' }, { kind: 'running', rev: 'two' });
    const report = told.effects.find(({ kind }) => kind === 'report');
    assert.ok(report?.kind === 'report');
    assert.deepEqual([report.report.drift?.rev, report.report.drift?.since], ['two', told.time - 1000]);
    assert.equal(told.say({ kind: 'running', rev: 'rev-d1' }).state.strayed, undefined);
  });

  it('are not written again while they stay the same', () => {
    assert.deepEqual(
      device('report').say({ kind: 'running', rev: 'x' }, { kind: 'running', rev: 'x' }).kinds,
      [],
    );
  });

  it('are put back by the policy `revert`, once flows let it', () => {
    const told = device('revert').say({ kind: 'lock', locked: true }, { kind: 'running', rev: 'local' });
    assert.equal(phaseOf(told.state), 'waiting');
    told.say({ kind: 'lock', locked: false });
    assert.equal(phaseOf(putBack(told).state), 'idle');
    assert.deepEqual([told.state.strayed, told.results], [undefined, ['job-1 committed']]);
  });

  it('are left as they are when they come back again and again', () => {
    const told = device('revert');
    for (let times = 0; times < 3; times += 1) putBack(told.say({ kind: 'running', rev: `local-${times}` }));
    told.say({ kind: 'running', rev: 'local-3' });
    assert.deepEqual(
      [phaseOf(told.state), told.state.strayed?.error?.code],
      ['idle', 'rollout.drift-persists'],
    );
    told.time += 3 * 3_600_000;
    told.say({ kind: 'running', rev: 'local-4' });
    assert.equal(phaseOf(told.state), 'keeping', 'after a calm hour a new row begins');
  });

  it('come back where the committed version does not start', () => {
    const told = device('revert').say(
      { kind: 'running', rev: 'rev-local' },
      { kind: 'kept', rev: 'rev-local' },
    );
    told.say(switched, { kind: 'started', rev: 'rev-empty' });
    assert.equal(phaseOf(told.state), 'rolling-back');
    told.say(switched, { kind: 'started', rev: 'rev-local' });
    assert.notEqual(told.state.strayed, undefined);
    assert.deepEqual(told.results, ['job-1 committed'], 'nobody asked for a delivery');
  });

  it('are not put back where nothing comes up any more, and the hub hears why', () => {
    const told = device('revert').say(
      { kind: 'running', rev: 'rev-local' },
      { kind: 'kept', rev: 'rev-local' },
    );
    for (let starts = 0; told.state.work && starts < 20; starts += 1) {
      if (told.state.work.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
      told.say(switched, notUp);
    }
    assert.equal(phaseOf(told.state), 'safe');
    assert.equal(reportOf(told.state).trouble?.code, 'fleet.types-missing');
    told.commit(wish(2));
    assert.equal(reportOf(told.state).trouble, undefined);
  });

  it('are sent to the hub once by the policy `adopt`, again if that fails', () => {
    const told = device('adopt').say({ kind: 'running', rev: 'local' });
    assert.deepEqual(told.kinds.slice(0, 3), ['journal', 'discard', 'adopt']);
    told.say({ kind: 'failed', error: { code: 'ECONNRESET', message: 'gone' }, final: false });
    assert.deepEqual(told.kinds, ['journal', 'report', 'arm report', 'arm retry']);
    assert.match(reportOf(told.state).drift?.error?.message ?? '', /gone/);
    assert.ok(told.say({ kind: 'timer', timer: 'retry', attempt: 0 }).kinds.includes('adopt'));
    told.say({ kind: 'adopted' });
    assert.equal(reportOf(told.state).drift?.error, undefined);
    assert.ok(!told.say({ kind: 'booted', cause: 'reboot', restart: 'exit' }).kinds.includes('adopt'));
  });

  it('are sent, or put back, also where the policy changes while they are there', () => {
    const told = device('report').say({ kind: 'running', rev: 'local' });
    told.say({ kind: 'desired', desired: wish(2, { job: 'job-1', drift: 'adopt' }) });
    assert.ok(told.kinds.includes('adopt'));
    told.say({ kind: 'adopted' });
    told.say({ kind: 'desired', desired: wish(3, { job: 'job-1', drift: 'revert' }) });
    assert.equal(phaseOf(told.state), 'keeping');
  });

  it('are not told while a release runs in their place, but while they are put back', () => {
    const told = device('report').say({ kind: 'running', rev: 'rev-before' }).prepare(wish(2));
    assert.deepEqual([phaseOf(told.state), reportOf(told.state).drift], ['switching', undefined]);
    told.say(switched, { kind: 'started', rev: 'rev-d2' });
    assert.deepEqual([phaseOf(told.state), reportOf(told.state).drift], ['watching', undefined]);
    const reverting = device('revert').say({ kind: 'running', rev: 'local' }, { kind: 'kept', rev: 'local' });
    assert.deepEqual(
      [phaseOf(reverting.state), reportOf(reverting.state).drift?.rev],
      ['switching', 'local'],
    );
  });

  it('are kept by a delivery that replaces them, and come back if it fails', () => {
    const told = device('report').say({ kind: 'running', rev: 'rev-before' }).rollBack(wish(2));
    assert.equal(told.results.at(-1), 'job-2 rolled-back rollout.unhealthy');
    assert.equal(told.state.strayed?.rev, 'rev-before');
  });
});
