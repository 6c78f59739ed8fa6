import assert from 'node:assert/strict';
import { firstFilter, noFilter } from '../filter/filter.ts';
import { event, range } from './event.fixture.ts';
import { type AuditState, initialState, newestOf, reduce, rowsOf, type SidebarEvent } from './model.ts';

const filter = firstFilter;
const after = (...events: SidebarEvent[]): AuditState => events.reduce(reduce, initialState);
const numbers = ({ events }: Pick<AuditState, 'events'>): number[] => events.map(({ seq }) => seq);
const loaded: SidebarEvent = { type: 'newest', filter, page: { events: range(9, 6), next: 6 } };
const failure = { code: 'editor.unreachable', message: 'gone', status: 0 };

describe('the list of events', () => {
  it('takes pages in their order, and an older one only at the end that it was asked for', () => {
    const state = after(
      loaded,
      { type: 'loadingMore' },
      { type: 'older', filter, before: 8, page: { events: range(7, 1) } },
      { type: 'older', filter, before: 6, page: { events: range(5, 1) } },
    );
    assert.deepEqual(numbers(state), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert.equal(state.next, undefined);
    assert.equal(state.loadingMore, false);
  });

  it('puts what arrived on top', () => {
    const state = after(loaded, { type: 'arrived', filter, after: 9, page: { events: range(12, 10) } });
    assert.deepEqual(numbers(state), [12, 11, 10, 9, 8, 7, 6]);
    assert.equal(newestOf(state), 12);
    assert.equal(state.next, 6);
  });

  it('goes on from a gap where more arrived than one page holds', () => {
    const page = { events: range(400, 201), next: 201 };
    const state = after(loaded, { type: 'arrived', filter, after: 9, page });
    assert.equal(state.events.length, 200);
    assert.equal(state.next, 201);
  });

  it('drops what arrived after another newest event, and pages of a former filter', () => {
    const state = after(loaded, { type: 'arrived', filter, after: 8, page: { events: range(9, 9) } });
    assert.deepEqual(numbers(state), [9, 8, 7, 6]);
    const other = after(loaded, { type: 'filter', filter: noFilter });
    assert.equal(
      reduce(other, { type: 'arrived', filter, after: 9, page: { events: range(10, 10) } }),
      other,
    );
    const searching = reduce(other, {
      type: 'arrived',
      filter: noFilter,
      after: 9,
      page: { events: range(10, 10) },
    });
    assert.equal(searching, other);
  });

  it('shows what the former filter found until the new one has found something', () => {
    const searching = after(loaded, { type: 'filter', filter: noFilter }, { type: 'loading' });
    assert.equal(searching.phase, 'ready');
    assert.deepEqual(numbers(searching), [9, 8, 7, 6]);
    assert.equal(searching.next, undefined);
    const found = reduce(searching, { type: 'newest', filter: noFilter, page: { events: [] } });
    assert.deepEqual(numbers(found), []);
    assert.equal(found.searching, false);
  });

  it('keeps what it has when the server does not answer, and says so when it has nothing', () => {
    assert.equal(after(loaded, { type: 'failed', filter, failure }).phase, 'ready');
    const failed = after({ type: 'failed', filter, failure });
    assert.equal(failed.phase, 'failed');
    assert.equal(reduce(failed, { type: 'loading' }).phase, 'loading');
  });
});

describe('the rows of the list', () => {
  const intent = event(1, { operation: 'op' });
  delete (intent as { outcome?: unknown }).outcome;
  const rows = (state: Partial<AuditState>): number[] =>
    rowsOf({ ...initialState, ...state }).map(({ seq }) => seq);

  it('leave an intent out once its outcome is listed', () => {
    assert.deepEqual(rows({ events: [intent] }), [1]);
    assert.deepEqual(rows({ events: [event(2, { operation: 'op' }), intent] }), [2]);
    assert.deepEqual(rows({ events: [event(2, { operation: 'op', name: 'inject' }), intent] }), [2, 1]);
    assert.deepEqual(rows({ events: [event(2, { operation: 'other' }), intent] }), [2, 1]);
  });

  it('keep an intent that is not what was written, by its digest or by the last check', () => {
    const outcome = event(2, { operation: 'op' });
    assert.deepEqual(rows({ events: [outcome, { ...intent, changed: true }] }), [2, 1]);
    const named = (from: number, to: number) => {
      const faults = [{ kind: 'anchor', from, to, message: 'was rewritten' }];
      const health = { verified: { time: 0, verdict: { faults } } } as unknown as AuditState['health'];
      return rows({ events: [outcome, intent], health });
    };
    assert.deepEqual([named(0, 1), named(2, 9)], [[2, 1], [2]]);
  });

  it('show both to who looks for one operation', () => {
    const events = [event(2, { operation: 'op' }), intent];
    assert.deepEqual(rows({ events, filter: { ...noFilter, operation: 'op' } }), [2, 1]);
  });
});
