import assert from 'node:assert/strict';
import { phaseOf, reportOf } from '../index.ts';
import { notUp, type Said, switched, Told, verified, wish } from './given.fixture.ts';

describe('a failed delivery', () => {
  it('whose process hangs is gone back from in another one', () => {
    const told = new Told().deliver(wish(1)).say({ kind: 'unhealthy', reasons: [{ code: 'blocked' }] });
    const hows: string[] = [];
    for (let starts = 0; told.state.work && starts < 4; starts += 1) {
      if (told.state.work.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
      told.say(switched);
      const start = told.effects.find(({ kind }) => kind === 'start');
      assert.ok(start?.kind === 'start');
      hows.push(start.how);
      if (start.how === 'here') told.say({ kind: 'timer', timer: 'deadline', attempt: 0 });
      else told.say({ kind: 'booted', cause: 'unknown', restart: 'supervised' });
    }
    assert.deepEqual(hows, ['here', 'restart', 'here', 'restart']);
  });

  it('goes back to what ran, and says what was found', () => {
    const told = new Told().rollBack(wish(1));
    assert.deepEqual(told.results, ['job-1 rolled-back rollout.unhealthy']);
    assert.deepEqual(told.state.outcomes[0]?.error?.details, {
      reasons: [{ code: 'missing-types', subject: 'modbus-read' }],
    });
  });

  it('is told while it goes back', () => {
    const told = new Told().deliver(wish(1)).say({ kind: 'unhealthy', reasons: [{ code: 'blocked' }] });
    const report = told.effects.find(({ kind }) => kind === 'report');
    assert.ok(report?.kind === 'report');
    assert.deepEqual(
      [report.report.phase, report.report.trouble?.code],
      ['rolling-back', 'rollout.unhealthy'],
    );
  });

  it('twice puts the release under quarantine, until somebody pardons it', () => {
    const told = new Told().rollBack(wish(1, { of: 'd' })).rollBack(wish(2, { of: 'd' }));
    told.say({ kind: 'desired', desired: wish(3, { of: 'd' }) });
    assert.equal(told.results.at(-1), 'job-3 refused rollout.quarantined');
    told.say({ kind: 'pardoned', digest: 'd' }).commit(wish(4, { of: 'd' }));
    assert.equal(told.results.at(-1), 'job-4 committed');
  });

  it('is held against a release with the values that it had: others may be tried', () => {
    const mended = { of: 'd', values: 'mended' };
    const told = new Told().rollBack(wish(1, { of: 'd', values: 'wrong' }));
    told
      .rollBack(wish(2, { of: 'd', values: 'wrong' }))
      .commit(wish(3, mended))
      .commit(wish(4, mended));
    assert.deepEqual(told.results.slice(2), ['job-3 committed', 'job-4 committed']);
    assert.deepEqual(reportOf(told.state).failures, [{ digest: 'd', values: 'wrong', times: 2 }]);
    told.say({ kind: 'desired', desired: wish(5, { of: 'd', values: 'wrong' }) });
    assert.equal(told.results.at(-1), 'job-5 refused rollout.quarantined');
    told.say({ kind: 'pardoned', digest: 'd' });
    assert.deepEqual(told.state.failures, []);
  });

  it('counts for the quarantine where the release is bad, not where it does not fit or did not arrive', () => {
    const error = { code: 'release.forged', message: 'not signed' };
    const other = { code: 'release.incompatible', message: 'too old a Node.js' };
    const forged = new Told();
    const unfit = new Told();
    const lost = new Told();
    for (const number of [1, 2, 3]) {
      const desired = wish(number, { of: 'd' });
      const fetched: Said[] = [{ kind: 'desired', desired }, { kind: 'fetched' }];
      forged.say(...fetched, { kind: 'failed', error, final: true, counts: true });
      unfit.say(...fetched, { kind: 'failed', error: other, final: true });
      lost.say({ kind: 'desired', desired }, { kind: 'failed', error, final: true });
    }
    assert.deepEqual(forged.results, [
      'job-1 refused release.forged',
      'job-2 refused release.forged',
      'job-3 refused rollout.quarantined',
    ]);
    assert.deepEqual(unfit.results[2], 'job-3 refused release.incompatible');
    assert.deepEqual(lost.results[2], 'job-3 failed release.forged');
  });

  it('because of what was spoilt is fetched again, and not for ever', () => {
    const told = new Told().say({ kind: 'desired', desired: wish(1) }, { kind: 'fetched' });
    const error = { code: 'release.blob-digest', message: 'another digest' };
    const seen: string[] = [];
    while (told.state.work) {
      told.say({ kind: 'failed', error, final: false });
      seen.push(phaseOf(told.state));
      if (told.state.work) told.say({ kind: 'timer', timer: 'retry', attempt: 0 }, { kind: 'fetched' });
    }
    assert.deepEqual(seen, ['fetching', 'fetching', 'idle']);
    assert.deepEqual(told.results, ['job-1 failed release.blob-digest']);
    assert.deepEqual(told.state.failures, []);
  });

  it('leaves no slot but the one that runs, also before anything was committed', () => {
    const told = new Told().rollBack(wish(1));
    const discard = told.effects.find(({ kind }) => kind === 'discard');
    assert.ok(discard?.kind === 'discard');
    assert.deepEqual(discard.except, [told.state.live]);
  });

  it('leaves no slots of what has failed while flows are stopped, but what ran before', () => {
    const told = new Told()
      .commit(wish(1))
      .deliver(wish(2))
      .say({ kind: 'unhealthy', reasons: [{ code: 'crashed' }] });
    while (told.state.work) {
      told.say(switched, notUp);
      if (told.state.work?.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
    }
    const kept = told.state.spare ?? '';
    assert.match(kept, /^kept-/);
    const left = () => told.effects.find((effect) => effect.kind === 'discard')?.except;
    assert.deepEqual([told.kinds[1], left()], ['safe', ['job-1', kept]]);
    told.say({ kind: 'desired', desired: wish(3) }, { kind: 'fetched' }, verified);
    told.say({ kind: 'failed', error: { code: 'fleet.disk-full', message: 'full' }, final: true });
    assert.deepEqual([phaseOf(told.state), left()], ['safe', ['job-1', kept]]);
    told.say({ kind: 'approved', rev: 'rev-person' });
    assert.deepEqual([told.state.spare, left()], [undefined, ['job-1']]);
  });

  it('falls back to the committed version where what ran does not come up, then stops the flows', () => {
    const told = new Told().commit(wish(1)).deliver(wish(2));
    told.say({ kind: 'unhealthy', reasons: [{ code: 'crashed' }] });
    const slots = new Set<string>();
    for (let starts = 0; told.state.work && starts < 20; starts += 1) {
      for (const effect of told.effects)
        if (effect.kind === 'switch') slots.add(effect.slot ?? 'what lies there');
      told.say(switched, notUp);
      if (told.state.work?.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
    }
    assert.deepEqual([...slots].length, 2);
    assert.ok(slots.has('job-1'));
    assert.equal(phaseOf(told.state), 'safe');
    assert.equal(told.results.at(-1), 'job-2 failed-safe rollout.unhealthy');
    assert.equal(reportOf(told.state).trouble?.code, 'rollout.unhealthy');
    told.say({ kind: 'desired', desired: wish(3) });
    assert.deepEqual(told.kinds.slice(0, 3), ['journal', 'safe', 'fetch'], 'a better release is taken');
  });

  /** The power went while the second release was watched, and with it all slots. */
  const withoutSlots = (): Told => {
    const told = new Told().commit(wish(1)).deliver(wish(2));
    const lost = {
      kind: 'failed',
      error: { code: 'fleet.slot-incomplete', message: 'not complete' },
      final: true,
    } as const satisfies Said;
    return told.say({ kind: 'booted', cause: 'reboot', restart: 'supervised' }, lost, lost, lost);
  };

  it('starts what lies there where no version is left to switch to', () => {
    const told = withoutSlots();
    const [, change] = told.effects;
    assert.ok(change?.kind === 'switch' && change.slot === undefined);
    told.say(switched);
    assert.ok(told.effects.some((effect) => effect.kind === 'start' && effect.slot === undefined));
    told.say({ kind: 'started', rev: 'rev-d2' });
    assert.equal(phaseOf(told.state), 'idle');
    assert.equal(told.results.at(-1), 'job-2 failed rollout.nothing-to-go-back-to');
    const discard = told.effects.find(({ kind }) => kind === 'discard');
    assert.ok(discard?.kind === 'discard');
    assert.deepEqual(discard.except, ['job-1']);
    told.say({ kind: 'running', rev: 'rev-d2' });
    assert.equal(reportOf(told.state).drift?.rev, 'rev-d2', 'it is told that it is not what was committed');
    told.commit(wish(3));
    assert.equal(told.results.at(-1), 'job-3 committed');
  });

  it('leaves running what comes up as another version than it was, rather than nothing', () => {
    const told = new Told().deliver(wish(1)).say({ kind: 'unhealthy', reasons: [{ code: 'missing-types' }] });
    const slots: (string | undefined)[] = [];
    for (let starts = 0; told.state.work && starts < 20; starts += 1) {
      if (told.state.work.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
      told.say(switched);
      // The process that has come up as another one is ended before the next try.
      if (told.effects.some((effect) => effect.kind === 'start' && effect.how === 'restart'))
        told.say({ kind: 'booted', cause: 'unknown', restart: 'supervised' }, switched);
      for (const effect of told.effects) if (effect.kind === 'start') slots.push(effect.slot);
      told.say({ kind: 'started', rev: 'rev-empty' });
    }
    assert.deepEqual([slots.length, slots.at(-1), phaseOf(told.state)], [6, undefined, 'idle']);
    assert.equal(told.results.at(-1), 'job-1 failed rollout.nothing-to-go-back-to');
  });

  it('stops the flows where what lies there is not whole, or does not come up', () => {
    const error = { code: 'fleet.half-switched', message: 'a mix' };
    const mixed = withoutSlots().say({ kind: 'failed', error, final: true });
    assert.equal(phaseOf(mixed.state), 'safe');
    const broken = withoutSlots();
    let starts = 0;
    for (; broken.state.work && starts < 20; starts += 1)
      broken.say(switched, { kind: 'booted', cause: 'crash', restart: 'supervised' });
    assert.deepEqual([phaseOf(broken.state), starts], ['safe', 2]);
    assert.equal(broken.results.at(-1), 'job-2 failed-safe fleet.slot-incomplete');
  });

  it('gives each version its own starts, also where the disk has them take turns', () => {
    const told = new Told().commit(wish(1)).deliver(wish(2));
    told.say({ kind: 'unhealthy', reasons: [{ code: 'crashed' }] });
    const starts = new Map<string, number>();
    const error = { code: 'EIO', message: 'the disk' };
    for (let round = 0; told.state.work && round < 40; round += 1) {
      if (told.state.work.pausing) told.say({ kind: 'timer', timer: 'retry', attempt: 0 });
      const isTurn = round === 2;
      for (let failures = 0; isTurn && failures < 3; failures += 1) {
        told.say({ kind: 'failed', error, final: false }, { kind: 'timer', timer: 'retry', attempt: 0 });
      }
      told.say(switched);
      for (const effect of told.effects)
        if (effect.kind === 'start' && effect.slot !== undefined)
          starts.set(effect.slot, (starts.get(effect.slot) ?? 0) + 1);
      told.say(notUp);
    }
    assert.equal(phaseOf(told.state), 'safe');
    assert.deepEqual([...starts.values()], [5, 5]);
  });

  it('keeps what is said by others as short as the journal needs it', () => {
    const error = { code: '', message: 'x'.repeat(5000), details: { deep: { er: [] } } };
    const told = new Told().say(
      { kind: 'desired', desired: wish(1) },
      { kind: 'failed', error, final: true },
    );
    const kept = told.state.outcomes[0]?.error;
    assert.deepEqual(
      [kept?.code, kept?.message.length, Object.keys(kept?.details ?? {}).length],
      ['rollout.failed', 1000, 1],
    );
  });

  it('has texts that can be reported, whatever npm and the system say', () => {
    const told = new Told();
    const messages = ['npm error\n  code E404\u001b[31m', '\ud800', `${'x'.repeat(999)}😀`, '\n'];
    for (const [index, message] of messages.entries())
      told.say(
        { kind: 'desired', desired: wish(index + 1) },
        {
          kind: 'failed',
          error: { code: 'fleet.npm', message, details: { log: message, free: Number.POSITIVE_INFINITY } },
          final: true,
        },
      );
    const kept = ['npm error code E404 [31m', 'unknown', 'x'.repeat(999), 'unknown'];
    assert.deepEqual(
      told.state.outcomes.map(({ error }) => error),
      kept.map((message) => ({ code: 'fleet.npm', message, details: { log: message } })),
    );
  });
});
