import assert from 'node:assert/strict';
import {
  filterQuery,
  firstFilter,
  isFiltered,
  type ListFilter,
  noFilter,
  onCanvas,
  setFilters,
  toggleClass,
  withoutFilter,
} from './filter.ts';

const now = new Date(2026, 10, 26, 14, 30).getTime();
const day = (year: number, month: number, date: number): number => new Date(year, month - 1, date).getTime();
const query = (more: Partial<ListFilter>, canvas?: string) =>
  filterQuery({ ...noFilter, ...more }, now, canvas);

describe('the filter of events', () => {
  it('begins without reads, which is no filter of the user', () => {
    assert.deepEqual(filterQuery(firstFilter, now, undefined), { classes: 'change,log-in,system' });
    assert.equal(isFiltered(firstFilter), false);
    assert.equal(isFiltered(noFilter), false);
    assert.deepEqual(setFilters(firstFilter), ['classes']);
    assert.deepEqual(query({}), {});
  });

  it('asks for what is set', () => {
    assert.deepEqual(
      query({ text: '#9', actor: 'kind:system', name: 'access.*', outcome: 'refused', operation: 'a1' }),
      { text: '#9', actor: 'kind:system', name: 'access.*', outcomes: 'refused', operation: 'a1' },
    );
    assert.deepEqual(query({ outcome: 'not-done' }), { outcomes: 'refused,failed,unknown' });
  });

  it('follows the canvas', () => {
    assert.deepEqual(query({ target: onCanvas }, 'tab:oven'), { target: 'tab:oven' });
    assert.deepEqual(query({ target: onCanvas }), {});
    assert.deepEqual(query({ target: 'module:x' }, 'tab:oven'), { target: 'module:x' });
  });

  it('counts days from local midnight, today among them', () => {
    assert.deepEqual(query({ date: 'today' }), { since: day(2026, 11, 26) });
    assert.deepEqual(query({ date: 'week' }), { since: day(2026, 11, 20) });
    assert.deepEqual(query({ date: 'month' }), { since: day(2026, 10, 28) });
  });

  it('takes both days of a range with it, in either order, and one alone', () => {
    const both = { since: day(2026, 11, 3), until: day(2026, 11, 10) };
    assert.deepEqual(query({ date: 'between', from: '2026-11-03', to: '2026-11-09' }), both);
    assert.deepEqual(query({ date: 'between', from: '2026-11-09', to: '2026-11-03' }), both);
    assert.deepEqual(query({ date: 'between', to: '2026-11-09' }), { until: both.until });
    assert.deepEqual(query({ date: 'between' }), {});
  });

  it('looks five minutes around a moment, that moment and both ends among them', () => {
    assert.deepEqual(query({ date: 'around', around: now }), { since: now - 300_000, until: now + 300_001 });
    assert.deepEqual(query({ date: 'around', around: 1000 }), { since: 0, until: 301_001 });
  });

  it('never lets the last class go', () => {
    const log = { ...noFilter, classes: ['log-in'] as const };
    assert.equal(toggleClass(log, 'log-in'), log);
    assert.deepEqual(toggleClass(log, 'change').classes, ['change', 'log-in']);
    assert.deepEqual(toggleClass(noFilter, 'read'), firstFilter);
  });

  it('lists what is set, and lets each be taken away', () => {
    const filter: ListFilter = {
      ...firstFilter,
      actor: 'engineer',
      name: 'inject',
      outcome: 'failed',
      target: 'tab:oven',
      date: 'around',
      around: now,
      operation: 'a1',
    };
    assert.deepEqual(setFilters(filter), [
      'operation',
      'actor',
      'name',
      'outcome',
      'target',
      'date',
      'classes',
    ]);
    assert.deepEqual(setFilters(filter).reduce(withoutFilter, filter), noFilter);
    assert.equal(isFiltered(filter), true);
  });
});
