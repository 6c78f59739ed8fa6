import assert from 'node:assert/strict';
import { alarmErrors } from './errors.ts';
import * as given from './given.fixture.ts';
import type { JournalRecord } from './journal.ts';
import { newAlarm } from './state.ts';
import { step } from './step.ts';
import { viewOf } from './view.ts';

const {
  acknowledge,
  follow,
  gone,
  holds,
  hour,
  outOfService,
  plain,
  reset,
  shelve,
  suppress,
  time,
  unknown,
} = given;

const delayed = { ...plain, onDelay: 10, offDelay: 20 };

const briefly = (records: readonly JournalRecord[]) => records.map(({ ts, to, cause }) => [ts, to, cause]);

describe('an alarm', () => {
  it('keeps in its journal what happened, why, and who did it', () => {
    const { records } = follow(plain, [
      [1, holds],
      [2, (state) => ({ ...acknowledge(state), note: 'on my way' })],
    ]);
    const common = { alarm: 'T101.hi', priority: 2, occurrence: 1, value: 92.4, limit: 90 };
    assert.deepEqual(records, [
      { ...common, seq: 1, ts: 1, from: 'normal', to: 'unacknowledged', cause: 'condition-true' },
      {
        ...common,
        seq: 2,
        ts: 2,
        from: 'unacknowledged',
        to: 'acknowledged',
        cause: 'acknowledge',
        actor: 'ann',
        note: 'on my way',
      },
    ]);
  });

  it('is raised and returns after its delays, however late it is told the time', () => {
    const first = step(delayed, newAlarm(0), { ...holds, ts: 100 });
    assert.deepEqual([first.state.stage, first.due], ['normal', 110]);
    const { records } = follow(
      delayed,
      [
        [150, time],
        [200, gone],
        [900, holds],
      ],
      first.state,
    );
    assert.deepEqual(briefly(records), [
      [110, 'unacknowledged', 'condition-true'],
      [220, 'returned', 'condition-false'],
    ]);
  });

  it('starts a delay again when the condition changes before its end', () => {
    const { state, records } = follow(delayed, [
      [100, holds],
      [109, gone],
      [115, holds],
      [124, holds],
    ]);
    assert.deepEqual([state.stage, records.length], ['normal', 0]);
    assert.equal(step(delayed, state, { ...time, ts: 125 }).state.stage, 'unacknowledged');
  });

  it('is not cleared by bad quality, nor kept from being raised by it', () => {
    const raised = follow(delayed, [
      [0, holds],
      [5, unknown],
      [10, time],
    ]);
    assert.equal(raised.state.stage, 'unacknowledged');
    const { records } = follow(
      delayed,
      [
        [100, gone],
        [110, unknown],
        [200, unknown],
        [300, gone],
        [320, time],
      ],
      raised.state,
    );
    assert.deepEqual(briefly(records), [[320, 'returned', 'condition-false']]);
  });

  it('needs no acknowledgement after it has returned where its definition says so', () => {
    const { records } = follow({ ...plain, autoAcknowledge: true }, [
      [1, holds],
      [2, gone],
    ]);
    assert.deepEqual(briefly(records).slice(1), [
      [2, 'returned', 'condition-false'],
      [2, 'normal', 'auto-acknowledge'],
    ]);
  });

  it('takes the acknowledgements of two people as one, and none for what they have not seen', () => {
    const raised = follow(plain, [[1, holds]]).state;
    const ann = acknowledge(raised);
    const twice = follow(
      plain,
      [
        [2, ann],
        [3, { ...ann, actor: 'bob' }],
      ],
      raised,
    );
    assert.deepEqual(
      twice.records.map(({ actor }) => actor),
      ['ann'],
    );
    const again = follow(
      plain,
      [
        [2, gone],
        [3, holds],
      ],
      raised,
    ).state;
    for (const event of [ann, { ...ann, occurrence: 2 }, { ...ann, occurrence: 2, seq: 9 }]) {
      const { state, refused } = step(plain, again, { ...event, ts: 4 });
      assert.ok(alarmErrors.otherOccurrence.is(refused));
      assert.equal(state.stage, 'unacknowledged');
    }
  });

  it('is not reset before its condition is known to be gone', () => {
    const latching = { ...plain, onDelay: 10, latching: true };
    const { state } = follow(latching, [
      [0, holds],
      [20, gone],
      [21, acknowledge],
    ]);
    for (const event of [holds, unknown]) {
      const told = step(latching, state, { ...event, ts: 22 });
      const { refused } = step(latching, told.state, { ...reset, ts: 23 });
      assert.ok(alarmErrors.conditionNotGone.is(refused));
    }
    assert.equal(step(latching, state, { ...reset, ts: 23 }).state.stage, 'normal');
  });

  it('is shelved for at most its longest time, and for some', () => {
    for (const duration of [0, -1, Number.NaN, 8 * hour + 1]) {
      const { refused } = step(plain, newAlarm(0), { ...shelve, duration, ts: 1 });
      assert.ok(alarmErrors.badShelving.is(refused), String(duration));
    }
    const { state, due } = step(plain, newAlarm(0), { ...shelve, duration: 8 * hour, ts: 1 });
    assert.deepEqual([state.shelf, due], [{ until: 8 * hour + 1, oneShot: false }, 8 * hour + 1]);
  });

  it('is not shelved for longer because the clock was set back', () => {
    const { state } = follow(plain, [
      [100 * hour, shelve],
      [2 * hour, time],
      [10 * hour, time],
    ]);
    assert.equal(state.stage, 'normal');
  });

  it('goes on following its condition while it is set aside, and is raised anew when it comes back', () => {
    const { records } = follow(delayed, [
      [0, holds],
      [10, time],
      [11, acknowledge],
      [20, shelve],
      [30, gone],
      [60, holds],
      [20 + hour, time],
    ]);
    assert.deepEqual(briefly(records).slice(2), [
      [20, 'shelved', 'shelve'],
      [20 + hour, 'unacknowledged', 'expiry'],
    ]);
    assert.equal(records.at(-1)?.occurrence, 2);
  });

  it('is shown with the words of OPC UA', () => {
    const viewAfter = (...events: readonly given.Happening[]) =>
      viewOf(
        follow(
          { ...plain, latching: true },
          events.map((event, ts) => [ts, event]),
        ).state,
      );
    const normal = {
      active: false,
      acked: true,
      latched: false,
      shelving: 'Unshelved',
      suppressed: false,
      outOfService: false,
    };
    assert.deepEqual(viewAfter(), normal);
    assert.deepEqual(viewAfter(holds), { ...normal, active: true, acked: false });
    assert.deepEqual(viewAfter(holds, acknowledge, gone), { ...normal, latched: true });
    const shelved = { ...normal, active: true, acked: false, shelving: 'TimedShelved' };
    assert.deepEqual(viewAfter(holds, shelve), shelved);
    const oneShot = { ...shelve, oneShot: true };
    assert.deepEqual(viewAfter(holds, oneShot), { ...shelved, shelving: 'OneShotShelved' });
    assert.deepEqual(viewAfter(outOfService, suppress), { ...normal, suppressed: true, outOfService: true });
  });
});
