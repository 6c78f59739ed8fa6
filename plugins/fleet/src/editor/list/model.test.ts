import assert from 'node:assert/strict';
import type { DevicePage, DeviceSummary } from '../../common/devices.ts';
import { noFilter } from './filter.ts';
import { initialState, type ListEvent, reduce } from './model.ts';

const device = (id: string): DeviceSummary => ({ id, name: id, labels: [], state: 'in-sync', online: true });
const page = (ids: readonly string[], more: Partial<DevicePage> = {}): DevicePage => ({
  devices: ids.map(device),
  counts: { all: ids.length, online: ids.length, states: {} },
  ...more,
});
const after = (...events: readonly ListEvent[]) => events.reduce(reduce, initialState);
const ids = ({ devices }: { devices: readonly DeviceSummary[] }): string[] => devices.map(({ id }) => id);
const loaded = (of: DevicePage): ListEvent => ({ type: 'loaded', filter: noFilter, page: of, now: 1000 });

describe('the list of devices', () => {
  it('takes pages in order, and each device once', () => {
    const state = after(
      loaded(page(['a', 'b'], { next: 'b' })),
      { type: 'loadingMore' },
      { type: 'more', filter: noFilter, after: 'b', page: page(['b', 'c']) },
    );
    assert.deepEqual(ids(state), ['a', 'b', 'c']);
    assert.equal(state.next, undefined);
    assert.equal(state.loadingMore, false);
  });

  it('drops what was asked for with a former filter, and a page for another end', () => {
    const filter = { ...noFilter, text: 'filler' };
    const state = after(
      loaded(page(['a'], { next: 'a' })),
      { type: 'more', filter: noFilter, after: 'z', page: page(['x']) },
      { type: 'filter', filter },
      loaded(page(['b'])),
    );
    assert.deepEqual(ids(state), ['a']);
    assert.equal(state.searching, true);
  });

  it('keeps what it shows while the hub does not answer, and says so where it shows nothing', () => {
    const failure = { code: 'editor.unreachable', message: '', status: 0 };
    const failed: ListEvent = { type: 'failed', filter: noFilter, failure };
    assert.deepEqual(ids(after(loaded(page(['a'])), failed)), ['a']);
    assert.equal(after(failed).phase, 'failed');
    const again = after(failed, loaded(page([])));
    assert.equal(again.phase, 'ready');
    assert.equal(again.failure, undefined);
  });

  it('knows how far the clock of the hub is ahead', () => {
    assert.equal(after(loaded(page([], { now: 61_000 }))).ahead, 60_000);
    assert.equal(after(loaded(page([]))).ahead, 0);
  });

  it('selects by turns', () => {
    const select = (id: string): ListEvent => ({ type: 'select', id });
    assert.deepEqual(after(select('a'), select('b'), select('a')).selected, ['b']);
    assert.deepEqual(after(select('a'), { type: 'selectNone' }).selected, []);
  });
});
