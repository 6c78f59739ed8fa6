import assert from 'node:assert/strict';
import { filterQuery, isFiltered, noFilter, onCanvas, setFilters, withoutFilter } from './filter.ts';

const now = new Date(2026, 10, 25, 14, 30).getTime();
const day = (year: number, month: number, date: number): number => new Date(year, month - 1, date).getTime();
const query = (more: Partial<typeof noFilter>, canvas?: string) =>
  filterQuery({ ...noFilter, ...more }, now, canvas);

describe('the filter of versions', () => {
  it('asks for everything when nothing is set', () => {
    assert.deepEqual(query({}), {});
    assert.equal(isFiltered(noFilter), false);
  });

  it('asks for what is set', () => {
    assert.deepEqual(query({ text: 'oven', person: 'kind:system', named: true, pinned: true }), {
      text: 'oven',
      person: 'kind:system',
      named: true,
      pinned: true,
    });
  });

  it('follows the canvas', () => {
    assert.deepEqual(query({ part: onCanvas }, 'tab:oven'), { part: 'tab:oven' });
    assert.deepEqual(query({ part: onCanvas }), {});
    assert.deepEqual(query({ part: 'subflow:scale' }, 'tab:oven'), { part: 'subflow:scale' });
  });

  it('counts days from local midnight, today among them', () => {
    assert.deepEqual(query({ date: 'today' }), { since: day(2026, 11, 25) });
    assert.deepEqual(query({ date: 'week' }), { since: day(2026, 11, 19) });
    assert.deepEqual(query({ date: 'month' }), { since: day(2026, 10, 27) });
  });

  it('takes both days of a range with it, in either order, and one alone', () => {
    const both = { since: day(2026, 11, 3), until: day(2026, 11, 10) };
    assert.deepEqual(query({ date: 'between', from: '2026-11-03', to: '2026-11-09' }), both);
    assert.deepEqual(query({ date: 'between', from: '2026-11-09', to: '2026-11-03' }), both);
    assert.deepEqual(query({ date: 'between', to: '2026-11-09' }), { until: both.until });
    assert.deepEqual(query({ date: 'between' }), {});
    assert.deepEqual(query({ date: 'any', from: '2026-11-03' }), {});
  });

  it('lists what is set, and lets each be taken away', () => {
    const filter = { ...noFilter, person: 'engineer', date: 'week' as const, pinned: true };
    assert.deepEqual(setFilters(filter), ['person', 'date', 'pinned']);
    const rest = setFilters(filter).reduce(withoutFilter, filter);
    assert.deepEqual(rest, noFilter);
    assert.deepEqual(setFilters({ ...noFilter, date: 'between' }), []);
  });
});
