import assert from 'node:assert/strict';
import { alarmErrors } from './errors.ts';
import * as given from './given.fixture.ts';
import { readState } from './read-state.ts';
import { replay, stateAfter } from './replay.ts';
import { restart } from './restart.ts';
import { type AlarmState, newAlarm } from './state.ts';
import { step } from './step.ts';

const { acknowledge, follow, gone, holds, hour, outOfService, plain, shelve, suppress, time } = given;

const acknowledged = follow(plain, [
  [1, holds],
  [2, acknowledge],
]).state;

/** After a restart at this time, and what is told then. */
function after(state: AlarmState, now: number, ...events: readonly given.Happening[]) {
  const begun = restart(plain, readState(JSON.parse(JSON.stringify(state))), now);
  const then = follow(
    plain,
    events.map((event, index) => [now + index, event]),
    begun.state,
  );
  return { ...then.state, records: [...begun.records, ...then.records] };
}

describe('an alarm after a restart', () => {
  it('keeps the acknowledgement of what still holds', () => {
    const { stage, occurrence, records } = after(acknowledged, hour, given.unknown, holds);
    assert.deepEqual([stage, occurrence, records], ['acknowledged', 1, []]);
  });

  it('knows when it was raised, whatever was done about it', () => {
    const { raisedAt, since } = after(acknowledged, hour, given.unknown, holds);
    assert.deepEqual([raisedAt, since], [1, 2]);
    assert.equal(after(acknowledged, hour, gone, holds).raisedAt, hour + 1);
    const { raisedAt: _unknown, ...kept } = acknowledged;
    assert.equal(readState(kept).raisedAt, undefined);
  });

  it('is raised as a new occurrence where the condition had gone', () => {
    const { stage, occurrence } = after(acknowledged, hour, gone, holds);
    assert.deepEqual([stage, occurrence], ['unacknowledged', 2]);
  });

  it('does not count what nobody has seen as a delay', () => {
    const slow = { ...plain, onDelay: 10 };
    const waiting = follow(slow, [[0, holds]]).state;
    const { state, due, records } = restart(slow, waiting, hour);
    assert.deepEqual([state.stage, due, records], ['normal', undefined, []]);
    const told = follow(slow, [[hour, holds]], state).state;
    assert.equal(follow(slow, [[hour + 9, time]], told).state.stage, 'normal');
    assert.equal(follow(slow, [[hour + 10, time]], told).state.stage, 'unacknowledged');
  });

  it('stays shelved until the same time', () => {
    const shelved = follow(plain, [[5, shelve]], acknowledged).state;
    const { state, due } = restart(plain, shelved, hour);
    assert.deepEqual([state.stage, due], ['shelved', hour + 5]);
  });

  it('has ended its shelving when that was over, though nobody ran', () => {
    const shelved = follow(plain, [[5, shelve]], acknowledged).state;
    const { records } = after(shelved, 9 * hour);
    assert.deepEqual(
      records.map(({ ts, from, to, cause }) => [ts, from, to, cause]),
      [[hour + 5, 'shelved', 'unacknowledged', 'expiry']],
    );
  });

  it('is brought up to date by a journal that went on after it was kept', () => {
    const { state, records } = follow(
      plain,
      [
        [5, gone],
        [6, holds],
        [7, { ...shelve, oneShot: true }],
      ],
      acknowledged,
    );
    assert.deepEqual(replay(acknowledged, records), state);
    assert.deepEqual(replay(state, records), state);
    assert.throws(() => replay(acknowledged, records.slice(1)), alarmErrors.badState.is);
  });

  it('is, where only the last record of its journal is left, where that says', () => {
    const ways = [
      [],
      [acknowledge],
      [gone],
      [shelve],
      [suppress],
      [outOfService],
      [gone, acknowledge, holds],
    ];
    for (const latching of [false, true])
      for (const way of ways) {
        const events = [holds, ...way].map((event, ts) => [ts, event] as const);
        const { state, records } = follow({ ...plain, latching }, events);
        const last = records.at(-1);
        assert.ok(last);
        const { stage, since, seq, occurrence, shelf } = readState(stateAfter(last));
        assert.deepEqual(
          { stage, since, seq, occurrence, shelf },
          {
            stage: state.stage,
            since: state.since,
            seq: state.seq,
            occurrence: state.occurrence,
            shelf: state.shelf,
          },
        );
        const seen = acknowledge(state);
        const [theirs, ours] = [state, stateAfter(last)].map((from) => step(plain, from, { ...seen, ts: 9 }));
        assert.equal(ours?.state.stage, theirs?.state.stage);
      }
  });

  it('stays suppressed until logic says otherwise', () => {
    const suppressed = follow(plain, [[5, suppress]], acknowledged).state;
    assert.equal(after(suppressed, hour, holds).stage, 'suppressed');
    assert.equal(after(suppressed, hour, holds, given.unsuppress).stage, 'unacknowledged');
  });
});

describe('reading a state that was kept', () => {
  const fresh = newAlarm(0);
  const wrong: Readonly<Record<string, unknown>> = {
    'a list': [fresh],
    nothing: null,
    'another format': { ...fresh, format: 0 },
    'half a format': { ...fresh, format: 1.5 },
    'no format': { ...fresh, format: undefined },
    'an unknown stage': { ...fresh, stage: 'toString' },
    'a time that is none': { ...fresh, since: '0' },
    'half a count': { ...fresh, seq: 0.5 },
    'shelving without an end': {
      ...fresh,
      stage: 'shelved',
      shelf: { until: null, oneShot: false },
    },
    'no shelf though it is shelved': { ...fresh, stage: 'shelved' },
    'a shelf though it is not': { ...fresh, shelf: { until: 1, oneShot: false } },
    'a condition that its stage denies': { ...acknowledged, active: false },
    'an acknowledgement that its stage denies': { ...acknowledged, acknowledged: false },
    'a delay that leads nowhere': { ...acknowledged, pending: 1 },
    'an occurrence that has not begun': { ...acknowledged, raised: 9 },
  };
  for (const [name, kept] of Object.entries(wrong))
    it(`refuses ${name}`, () => {
      assert.throws(() => readState(kept), alarmErrors.badState.is);
    });

  it('says what is wrong', () => {
    assert.throws(() => readState({ ...fresh, format: 0, stage: 'x' }), {
      code: 'alarm.bad-state',
      message: 'What was kept of the alarm cannot be used: format is 0',
    });
  });

  it('says of what a newer version kept that it is newer, whatever else is in it', () => {
    assert.throws(() => readState({ format: 2, stage: 'x' }), alarmErrors.newerState.is);
  });
});
