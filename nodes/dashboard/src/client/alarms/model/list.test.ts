import assert from 'node:assert/strict';
import { stages } from '@millwright/analytics';
import type { AlarmList } from '../../../common/alarms/wire.ts';
import { entry, noFigures as figures } from '../entries.fixture.ts';
import { AlarmBook } from './book.ts';
import { isFiltering, noFilter, passing } from './filter.ts';
import { rowsInSight, scrolledTo } from './in-sight.ts';
import { comparing } from './order.ts';
import { isNews, placeOf, standsSince } from './place.ts';
import { nothingShown, showing } from './shown.ts';

const outlook = { readiness: { state: 'ready' }, watched: 4, unknown: 0 } as const;
const listOf = (...alarms: AlarmList['alarms']): AlarmList => ({
  engine: 'Line 2',
  now: 5_000,
  generation: 1,
  outlook,
  alarms,
  figures,
  commands: true,
});

describe('the book of alarms', () => {
  it('lists each stage in one place, and normal ones in none', () => {
    assert.deepEqual(
      stages.map((stage) => placeOf({ stage })),
      [undefined, 'active', 'active', 'active', 'active', 'active', 'shelved', 'shelved', 'shelved'],
    );
  });

  it('calls news what is active and was not acknowledged', () => {
    const news = stages.filter((stage) => isNews(entry('a', stage).state));
    assert.deepEqual(news, ['unacknowledged', 'returned', 'latched']);
  });

  it('takes changes, and nothing that is older than what it has', () => {
    const book = new AlarmBook();
    book.open(listOf(entry('a', 'unacknowledged', { state: { seq: 3 } }), entry('b', 'shelved')));
    const stale = entry('a', 'normal', { state: { seq: 2 } });
    book.take({ now: 6_000, outlook, changed: [stale, entry('c', 'returned')], gone: ['b'], figures });
    assert.deepEqual(
      book.listed('active').map(({ id }) => id),
      ['a', 'c'],
    );
    assert.deepEqual(book.listed('shelved'), []);
    book.take({
      now: 6_000,
      outlook,
      changed: [entry('a', 'normal', { state: { seq: 4 } })],
      gone: [],
      figures,
    });
    assert.deepEqual(
      book.listed('active').map(({ id }) => id),
      ['c'],
    );
  });

  it('counts by priority, and knows the areas', () => {
    const book = new AlarmBook();
    book.open(
      listOf(
        entry('a', 'unacknowledged', { priority: 3, area: 'Filler' }),
        entry('b', 'acknowledged', { priority: 3, area: 'Boiler' }),
        entry('c', 'returned', { priority: 1, area: 'Filler' }),
        entry('d', 'shelved', { priority: 1 }),
      ),
    );
    assert.deepEqual(book.counts(), [
      { priority: 1, active: 1, news: 1 },
      { priority: 3, active: 2, news: 1 },
    ]);
    assert.deepEqual(book.areas(), ['Boiler', 'Filler']);
  });
});

describe('the order of alarms', () => {
  const alarms = [
    entry('old', 'acknowledged', { priority: 1, state: { since: 10 } }),
    entry('new', 'unacknowledged', { priority: 3, state: { since: 30 } }),
    entry('worst', 'unacknowledged', { priority: 1, state: { since: 20 } }),
    entry('twin', 'unacknowledged', { priority: 3, state: { since: 30 } }),
    entry('gone', 'returned', { priority: 2, state: { since: 40 } }),
  ];
  for (const [order, expected] of [
    ['priority', ['worst', 'old', 'gone', 'new', 'twin']],
    ['state', ['worst', 'new', 'twin', 'gone', 'old']],
    ['time', ['gone', 'new', 'twin', 'worst', 'old']],
  ] as const) {
    it(`by ${order}`, () => {
      assert.deepEqual(
        alarms.toSorted(comparing(order)).map(({ id }) => id),
        expected,
      );
    });
  }
});

describe('the age of an alarm', () => {
  it('counts from when it was raised, whatever was done about it', () => {
    for (const stage of stages.filter((each) => placeOf({ stage: each }) === 'active'))
      assert.equal(standsSince({ stage, since: 90, raisedAt: 10 }), 10, stage);
    assert.equal(standsSince({ stage: 'acknowledged', since: 90 }), 90);
    const alarms = [
      entry('touched', 'acknowledged', { state: { raisedAt: 10, since: 90 } }),
      entry('newest', 'acknowledged', { state: { raisedAt: 50, since: 60 } }),
    ];
    assert.deepEqual(
      alarms.toSorted(comparing('time')).map(({ id }) => id),
      ['newest', 'touched'],
    );
  });

  it('counts from when it was set aside', () => {
    for (const stage of ['shelved', 'suppressed', 'out-of-service'] as const)
      assert.equal(standsSince({ stage, since: 90, raisedAt: 10 }), 90, stage);
  });
});

describe('the filter', () => {
  const alarm = entry('n1', 'unacknowledged', {
    text: 'Level high',
    area: 'Filler',
    tag: 'LT-101',
    priority: 2,
  });

  it('passes everything at first', () => {
    assert.ok(passing(noFilter)(alarm));
    assert.equal(isFiltering(noFilter), false);
    assert.equal(isFiltering({ text: ' ' }), false);
    assert.ok(isFiltering({ text: '', priority: 1 }));
  });

  it('looks for each word in what an alarm says of itself', () => {
    for (const text of ['LEVEL', 'filler high', 'lt-101', ' high  level '])
      assert.ok(passing({ text })(alarm), text);
    assert.equal(passing({ text: 'level low' })(alarm), false);
  });

  it('passes an area and a priority', () => {
    assert.ok(passing({ text: '', area: 'Filler', priority: 2 })(alarm));
    assert.equal(passing({ text: '', area: 'Boiler' })(alarm), false);
    assert.equal(passing({ text: '', priority: 1 })(alarm), false);
  });
});

describe('a list that is held still', () => {
  it('keeps its rows where they are, and says what waits', () => {
    const before = showing(['a', 'b'], nothingShown, true);
    assert.deepEqual(before, { ids: ['a', 'b'], waiting: [] });
    const held = showing(['new', 'b'], before, true);
    assert.deepEqual(held, { ids: ['a', 'b'], waiting: ['new'] });
    assert.deepEqual(showing(['new', 'b'], held, false), { ids: ['new', 'b'], waiting: [] });
  });
});

describe('rows in sight', () => {
  const view = { rows: 10_000, rowHeight: 44, height: 440 };

  it('are few, however long the list is', () => {
    assert.deepEqual(rowsInSight({ ...view, scrollTop: 0 }), { from: 0, to: 23 });
    assert.deepEqual(rowsInSight({ ...view, scrollTop: 44_000 }), { from: 994, to: 1_017 });
    assert.deepEqual(rowsInSight({ ...view, scrollTop: 10_000 * 44 }), { from: 9_977, to: 10_000 });
    assert.deepEqual(rowsInSight({ ...view, rows: 0, scrollTop: 900 }), { from: 0, to: 0 });
    assert.deepEqual(rowsInSight({ ...view, rows: 3, scrollTop: 9_000 }), { from: 0, to: 3 });
  });

  it('follow the active one with as little movement as possible', () => {
    const at = (row: number) => scrolledTo(row, { rowHeight: 44, height: 440, scrollTop: 440 });
    assert.equal(at(5), 220);
    assert.equal(at(12), 440);
    assert.equal(at(20), 484);
  });
});
