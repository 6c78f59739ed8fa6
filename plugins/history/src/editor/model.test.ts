import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { VersionSummary } from '../common/version.ts';
import { noFilter } from './filter.ts';
import { type HistoryEvent, type HistoryState, initialState, reduce } from './model.ts';

const seed = Number(process.env['SEED'] ?? Date.now());

function version(number: number, more: Partial<VersionSummary> = {}): VersionSummary {
  return {
    number,
    time: number * 60_000,
    actor: { kind: 'user', name: 'engineer' },
    operation: 'flows.deploy',
    change: { parts: [], reordered: false },
    credentialsChanged: false,
    modulesChanged: false,
    digest: '',
    pinned: false,
    modules: [],
    state: 'old',
    asFound: false,
    ...more,
  };
}

const range = (from: number, to: number): VersionSummary[] =>
  Array.from({ length: from - to + 1 }, (_, index) => version(from - index));
const after = (...events: HistoryEvent[]): HistoryState => events.reduce(reduce, initialState);
const filter = noFilter;
const numbers = ({ versions }: HistoryState): number[] => versions.map(({ number }) => number);

describe('the list of versions', () => {
  it('takes pages in their order', () => {
    const state = after(
      { type: 'newest', filter, page: { versions: range(9, 6), next: 6 } },
      { type: 'loadingMore' },
      { type: 'older', filter, before: 6, page: { versions: range(5, 1) } },
    );
    assert.deepEqual(numbers(state), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert.equal(state.next, undefined);
    assert.equal(state.loadingMore, false);
  });

  it('puts what arrives on top, and lets only one version be current', () => {
    const state = after(
      { type: 'newest', filter, page: { versions: [version(2, { state: 'current' }), version(1)] } },
      {
        type: 'newest',
        filter,
        page: { versions: [version(3, { state: 'current' }), version(2), version(1)] },
      },
    );
    assert.deepEqual(numbers(state), [3, 2, 1]);
    assert.equal(state.current?.number, 3);
    assert.equal(state.versions[1]?.state, 'old');
  });

  it('takes the changed form of a version it has', () => {
    const state = after(
      { type: 'newest', filter, page: { versions: range(3, 1) } },
      { type: 'newest', filter, page: { versions: [version(3), version(2, { safetyFor: 3 }), version(1)] } },
    );
    assert.deepEqual(numbers(state), [3, 2, 1]);
    assert.equal(state.versions[1]?.safetyFor, 3);
  });

  it('keeps the older pages when the newest one is asked for again', () => {
    const state = after(
      { type: 'newest', filter, page: { versions: range(9, 6), next: 6 } },
      { type: 'older', filter, before: 6, page: { versions: range(5, 3), next: 3 } },
      { type: 'newest', filter, page: { versions: range(11, 8), next: 8 } },
    );
    assert.deepEqual(numbers(state), [11, 10, 9, 8, 7, 6, 5, 4, 3]);
    assert.equal(state.next, 3);
  });

  it('begins anew when more was missed than a page holds', () => {
    const state = after(
      { type: 'newest', filter, page: { versions: range(9, 6), next: 6 } },
      { type: 'newest', filter, page: { versions: range(99, 96), next: 96 } },
      { type: 'older', filter, before: 6, page: { versions: range(5, 1) } },
    );
    assert.deepEqual(numbers(state), [99, 98, 97, 96]);
    assert.equal(state.next, 96);
  });

  it('keeps what it shows when a later request fails', () => {
    const failure = { code: 'editor.unreachable', message: '', status: 0 };
    const state = after(
      { type: 'newest', filter, page: { versions: range(3, 1) } },
      { type: 'failed', filter, failure },
    );
    assert.equal(state.phase, 'ready');
    assert.equal(after({ type: 'failed', filter, failure }).phase, 'failed');
  });

  it('shows what a former filter found until the new one has found something, and nothing of it after that', () => {
    const named = { ...noFilter, named: true };
    const searching = after(
      { type: 'newest', filter, page: { versions: range(9, 6), next: 6 } },
      { type: 'filter', filter: named },
      { type: 'older', filter, before: 6, page: { versions: range(5, 1) } },
      { type: 'newest', filter, page: { versions: range(10, 7), next: 7 } },
    );
    assert.deepEqual(numbers(searching), [9, 8, 7, 6]);
    assert.equal(searching.next, undefined);
    const found = reduce(searching, {
      type: 'newest',
      filter: named,
      page: { versions: [version(8), version(2)] },
    });
    assert.deepEqual(numbers(found), [8, 2]);
    assert.equal(found.searching, false);
  });

  it('knows what runs although a filter hides it', () => {
    const pinned = { ...noFilter, pinned: true };
    const state = after(
      { type: 'newest', filter, page: { versions: [version(3, { state: 'current' }), version(2)] } },
      { type: 'filter', filter: pinned },
      { type: 'newest', filter: pinned, page: { versions: [version(2)] } },
    );
    assert.equal(state.current?.number, 3);
  });

  it('says that a search failed instead of showing what was not searched for', () => {
    const failure = { code: 'editor.unreachable', message: '', status: 0 };
    const named = { ...noFilter, named: true };
    const state = after(
      { type: 'newest', filter, page: { versions: range(3, 1) } },
      { type: 'filter', filter: named },
      { type: 'failed', filter: named, failure },
    );
    assert.equal(state.phase, 'failed');
    assert.deepEqual(numbers(state), []);
  });

  it('drops versions that are gone, and keeps the older ones that were not read anew', () => {
    const state = after(
      { type: 'newest', filter, page: { versions: range(9, 6), next: 6 } },
      { type: 'older', filter, before: 6, page: { versions: range(5, 1) } },
      {
        type: 'reread',
        filter,
        page: { versions: [version(9), version(7, { pinned: true }), version(5)], next: 5 },
      },
    );
    assert.deepEqual(numbers(state), [9, 7, 5, 4, 3, 2, 1]);
    assert.equal(state.versions[1]?.pinned, true);
  });

  it('selects, takes back, and clears', () => {
    const select = (number: number): HistoryEvent => ({ type: 'select', number });
    assert.deepEqual(after(select(3), select(1), select(3), select(2)).selected, [1, 2]);
    assert.deepEqual(after(select(3), { type: 'selectNone' }).selected, []);
  });

  it('forgets that something is selected once it was deleted, not when it is only out of sight', () => {
    const filter = noFilter;
    const select = (number: number): HistoryEvent => ({ type: 'select', number });
    const first: HistoryEvent = { type: 'newest', filter, page: { versions: range(9, 6), next: 6 } };
    const gone: HistoryEvent = {
      type: 'reread',
      filter,
      page: { versions: [version(9), version(7), version(6)], next: 6 },
    };
    assert.deepEqual(after(first, select(8), select(2), select(9), gone).selected, [2, 9]);
    const narrow = { ...noFilter, text: 'oven' };
    const found: HistoryEvent = { type: 'newest', filter: narrow, page: { versions: [version(7)] } };
    assert.deepEqual(after(first, select(9), { type: 'filter', filter: narrow }, found).selected, [9]);
  });

  it(`is always newest first and without doubles, whatever comes in whatever order (SEED=${seed})`, () => {
    const anyEvent: fc.Arbitrary<HistoryEvent> = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10 }))
        .map(([from, count]): HistoryEvent => {
          const to = Math.max(1, from - count + 1);
          return {
            type: 'newest',
            filter,
            page: { versions: range(from, to), ...(to > 1 ? { next: to } : {}) },
          };
        }),
      fc.integer({ min: 2, max: 40 }).map(
        (before): HistoryEvent => ({
          type: 'older',
          filter,
          before,
          page: { versions: range(before - 1, 1) },
        }),
      ),
    );
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const found = numbers(after(...events));
        assert.deepEqual(
          found,
          [...new Set(found)].sort((one, other) => other - one),
        );
      }),
      { seed },
    );
  });
});
