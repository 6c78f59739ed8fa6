import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JournalRecord } from '../journal.ts';
import type { Stage } from '../state.ts';
import { AlarmFigures } from './figures.ts';
import { lately, RaisedLately } from './raised-lately.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

function record(alarm: string, ts: number, to: Stage = 'unacknowledged'): JournalRecord {
  return { alarm, seq: 1, ts, from: 'normal', to, cause: 'condition-true', occurrence: 1, priority: 1 };
}

function figuresOf(...records: readonly JournalRecord[]): AlarmFigures {
  const figures = new AlarmFigures(0);
  for (const each of records) figures.take(each);
  return figures;
}

/** So many alarms, each of its own, one after the other. */
const burst = (count: number, from: number, apart: number): JournalRecord[] =>
  Array.from({ length: count }, (_, index) => record(`a${index}`, from + index * apart));

/** Floods, found anew by looking at the whole list at every moment at which anything changes. */
function floodsIn(times: readonly number[], now: number) {
  const moments = [...new Set(times.flatMap((ts) => [ts, ts + lately]))].sort((a, b) => a - b);
  const floods: { from: number; to?: number; alarms: number }[] = [];
  const within = (ts: number, newest: number) =>
    times.filter((each) => ts - lately < each && each <= newest).length;
  for (const ts of moments.filter((moment) => moment <= now)) {
    const last = floods.at(-1);
    let current = last && last.to === undefined ? last : undefined;
    if (current && within(ts, ts - 1) < 5) {
      current.to = ts;
      current = undefined;
    }
    times
      .filter((each) => each === ts)
      .forEach((_, index) => {
        const count = within(ts, ts - 1) + index + 1;
        if (current) current.alarms += 1;
        else if (count > 10) {
          current = { from: ts, alarms: count };
          floods.push(current);
        }
      });
  }
  return floods;
}

describe(`figures about alarms (seed ${seed})`, () => {
  it('tell how many were raised in the last ten minutes, and at most', () => {
    const figures = figuresOf(...burst(6, 0, minute), record('x', minute, 'acknowledged'));
    assert.equal(figures.at(5 * minute).rate, 6);
    assert.equal(figures.at(10 * minute - 1).rate, 6);
    const { rate, peak, total } = figures.at(12 * minute);
    assert.deepEqual([rate, peak, total], [3, 6, 6]);
  });

  it('tell of a flood from the eleventh in ten minutes on, until fewer than five are left', () => {
    const figures = figuresOf(...burst(10, 0, second));
    assert.equal(figures.at(9 * second).flood, undefined);
    figures.take(record('b', 10 * second));
    assert.deepEqual(figures.at(minute).flood, { from: 10 * second, alarms: 11 });
    const { flood, floods, inFlood } = figures.at(40 * minute);
    assert.equal(flood, undefined);
    assert.deepEqual(floods, [{ from: 10 * second, to: 10 * minute + 6 * second, alarms: 11 }]);
    assert.equal(inFlood, (10 * minute - 4 * second) / (40 * minute));
  });

  it('find the floods that are there, however seldom they are asked for', () => {
    const times = fc
      .array(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 300 })), { maxLength: 120 })
      .map((gaps) => {
        let ts = 0;
        return gaps.map((gap) => {
          ts += gap * second;
          return ts;
        });
      });
    fc.assert(
      fc.property(times, fc.nat({ max: 1000 }), fc.boolean(), (raised, later, isAsked) => {
        const figures = new AlarmFigures(0);
        for (const ts of raised) {
          figures.take(record('a', ts));
          if (isAsked) figures.at(ts);
        }
        const now = (raised.at(-1) ?? 0) + later * second;
        const { flood, floods, rate } = figures.at(now);
        assert.deepEqual([...floods, ...(flood ? [flood] : [])], floodsIn(raised, now));
        assert.equal(rate, raised.filter((ts) => now - lately < ts).length);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('name an alarm that chatters: three times in a minute, for ten minutes after that', () => {
    const three = (apart: number) => [0, 1, 2].map((index) => record('a', index * apart));
    assert.deepEqual(figuresOf(...three(30 * second)).at(minute).chattering, []);
    const figures = figuresOf(...three(29 * second));
    assert.deepEqual(figures.at(minute).chattering, ['a']);
    assert.deepEqual(figures.at(58 * second + lately).chattering, []);
  });

  it('name an alarm that has stood for a day, acknowledged or not', () => {
    const figures = figuresOf(
      record('a', 0),
      record('a', hour, 'acknowledged'),
      record('b', 0),
      record('b', hour, 'returned'),
      record('c', hour),
    );
    assert.deepEqual(figures.at(24 * hour).stale, [{ alarm: 'a', since: 0 }]);
    assert.deepEqual(
      figures.at(25 * hour).stale.map(({ alarm }) => alarm),
      ['a', 'c'],
    );
  });

  it('name the ten that were raised most often', () => {
    const records = Array.from({ length: 12 }, (_, index) =>
      Array.from({ length: index + 1 }, (_each, time) => record(`a${index}`, time)),
    ).flat();
    const { frequent } = figuresOf(...records).at(hour);
    assert.equal(frequent.length, 10);
    assert.deepEqual(frequent[0], { alarm: 'a11', count: 12, share: 12 / 78 });
    assert.deepEqual(
      figuresOf(record('b', 0), record('a', 1))
        .at(2)
        .frequent.map(({ alarm }) => alarm),
      ['a', 'b'],
    );
  });

  it('begin anew with a shift, and lose nothing that goes on', () => {
    const figures = figuresOf(...burst(12, hour, second));
    figures.begin(hour + minute);
    const now = figures.at(hour + 2 * minute);
    assert.deepEqual([now.since, now.total, now.frequent, now.inFlood], [hour + minute, 0, [], 1]);
    assert.deepEqual(now.flood, { from: hour + 10 * second, alarms: 12 });
    assert.equal(figures.at(30 * hour).stale.length, 12);
  });

  it('say nothing about a share of no time', () => {
    assert.equal(new AlarmFigures(5).at(5).inFlood, null);
  });

  it('take a record that comes late for what it is', () => {
    const figures = figuresOf(record('a', 2 * hour), record('b', hour));
    const { rate, total, stale } = figures.at(25 * hour);
    assert.deepEqual([rate, total, stale], [0, 2, [{ alarm: 'b', since: hour }]]);
    const slightly = figuresOf(record('a', 2 * hour), record('b', 2 * hour - minute));
    assert.equal(slightly.at(2 * hour).rate, 2);
  });

  it('count on after the clock was set back', () => {
    const figures = figuresOf(...burst(12, 9 * hour, second));
    assert.equal(figures.at(hour).rate, 0);
    figures.take(record('a', hour + minute));
    const { rate, flood } = figures.at(hour + minute);
    assert.deepEqual([rate, flood], [1, undefined]);
  });

  it('count to the second, however many are raised', () => {
    const raised = new RaisedLately();
    for (let ts = 0; ts < 2 * hour; ts += 50) {
      raised.add(ts);
      if (ts % minute === 0) raised.keepUntil(ts);
    }
    raised.keepUntil(2 * hour - 50);
    assert.equal(raised.total, lately / 50);
  });
});
