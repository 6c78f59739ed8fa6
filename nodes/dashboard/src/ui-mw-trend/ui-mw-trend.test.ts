import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type SampleStore, type Table, unpackTables } from '@millwright/analytics';
import type { Browser, Message, WidgetContext } from '@millwright/runtime';
import { defaultsOf, type Parcel } from '@millwright/schema';
import { type LinesAnswer, type TrendPush, trendHeartbeat } from '../common/trend-wire.ts';
import { MemoryEngine } from '../runtime/alarms/engine.fixture.ts';
import { type TrendConfig, trendNode } from './schema.ts';
import { createTrend } from './ui-mw-trend.ts';

const browser: Browser = { id: 'one', by: { kind: 'anyone' } };
const pens = ['a', 'b'].map((tag) => ({
  tag,
  label: '',
  unit: '',
  decimals: 1,
  axis: 'left' as const,
  line: 'straight' as const,
  colour: 'auto' as const,
  low: undefined,
  high: undefined,
}));

/** A trend on the server, as the door makes it. */
function trend(store = '', stores: Readonly<Record<string, SampleStore>> = {}, engine?: MemoryEngine) {
  let changes = 0;
  const config = {
    ...defaultsOf(trendNode),
    pens,
    store,
    alarms: engine?.id ?? '',
  } as unknown as TrendConfig;
  const context = { config, changed: () => (changes += 1) } as unknown as WidgetContext<TrendConfig>;
  const behaviour = createTrend(
    () => ({ store: (id) => stores[id] }),
    () => ({ engine: () => engine }),
  )(context);
  return {
    ...behaviour,
    say: (message: Message) => behaviour.input?.(message, () => {}),
    lines: async (from: number, to: number) =>
      (await behaviour.answer?.({ ask: 'lines', body: { from, to, pixels: 100 } }, browser)) ?? {},
    changes: () => changes,
  };
}

const tablesOf = ({ numbers = new Float64Array() }: Parcel): readonly (readonly number[])[][] =>
  unpackTables(numbers).map((table: Table) => table.map((column) => [...column]));

describe('ui-mw-trend', () => {
  it('answers with a line for each pen, and the newest sample of each', async () => {
    const { say, lines } = trend();
    await say({ payload: { t: [10, 20], v: [1, 2] }, topic: 'a' });
    await say({ sample: { tag: 'b', value: null, quality: 'bad', ts: 30 } });
    await say({ payload: 1, topic: 'of nobody' });
    const parcel = await lines(0, 100);
    assert.deepEqual(tablesOf(parcel), [
      [
        [10, 20],
        [1, 2],
      ],
      [[], []],
    ]);
    assert.deepEqual((parcel.json as LinesAnswer).newest, [
      { time: 20, value: 2 },
      { time: 30, value: null },
    ]);
  });

  it('shows a sample that is ahead of the clock only until another one comes', async () => {
    const { say, lines, close } = trend();
    const now = Date.now();
    const newest = async () => ((await lines(0, 100)).json as LinesAnswer).newest[0];
    await say({ payload: { t: [now + 3_000_000], v: [9] }, topic: 'a' });
    assert.deepEqual(await newest(), { time: now + 3_000_000, value: 9 });
    await say({ payload: { t: [now], v: [1] }, topic: 'a' });
    assert.deepEqual(await newest(), { time: now, value: 1 });
    close?.();
  });

  it('tells pages that it is there while nothing comes', () => {
    mock.timers.enable({ apis: ['setInterval'] });
    try {
      const { push, changes, close } = trend();
      mock.timers.tick(trendHeartbeat);
      assert.equal(changes(), 1);
      assert.deepEqual(Object.keys((push?.()?.json ?? {}) as TrendPush), ['now']);
      assert.equal(push?.(), undefined);
      close?.();
      mock.timers.tick(trendHeartbeat);
      assert.equal(changes(), 1);
    } finally {
      mock.timers.reset();
    }
  });

  it('starts a line with the value that held when the window began, unless it was bad', async () => {
    const { say, lines } = trend();
    await say({ payload: { t: [10], v: [1] }, topic: 'a' });
    await say({ payload: { t: [20, 5_000], v: [2, 3] }, topic: 'b' });
    const held = [
      [[10], [1]],
      [
        [20, 5_000],
        [2, 3],
      ],
    ];
    assert.deepEqual(tablesOf(await lines(4_000, 6_000)), held);
    await say({ sample: { tag: 'b', value: null, quality: 'bad', ts: 7_000 } });
    assert.deepEqual(tablesOf(await lines(8_000, 9_000)), [held[0], [[], []]]);
  });

  it('pushes what is new once, and says when', async () => {
    const { say, push, changes } = trend();
    await say({ payload: { t: [10], v: [1] }, topic: 'a' });
    assert.equal(changes(), 1);
    assert.deepEqual(tablesOf(push?.() ?? {}), [
      [[10], [1]],
      [[], []],
    ]);
    assert.equal(push?.(), undefined);
  });

  it('has its values from a store where it names one, and takes none besides', async () => {
    let ended = false;
    const line = { times: Float64Array.of(5), values: Float64Array.of(7) };
    const store: SampleStore = {
      id: 's',
      name: 'Samples',
      health: () => ({ state: 'online', lost: 0, bytes: 0 }),
      tags: () => [{ tag: 'a', first: 1, last: 5 }],
      lines: async (tags) =>
        tags.map((tag) => (tag === 'a' ? line : { times: new Float64Array(), values: new Float64Array() })),
      follow: () => () => {
        ended = true;
      },
    };
    const { say, lines, close } = trend('s', { s: store });
    const parcel = await lines(0, 100);
    assert.deepEqual(tablesOf(parcel)[0], [[5], [7]]);
    assert.deepEqual((parcel.json as LinesAnswer).newest, [{ time: 5, value: 7 }, null]);
    assert.throws(() => say({ payload: 1, topic: 'a' }), { code: 'screen.fed-by-store' });
    await close?.();
    assert.equal(ended, true);
  });

  it('has pages ask again once its store has opened what it keeps', async () => {
    let state: 'opening' | 'online' = 'opening';
    const store: SampleStore = {
      id: 's',
      name: 'Samples',
      health: () => ({ state, lost: 0, bytes: 0 }),
      tags: () => [],
      lines: async () => [],
      follow: () => () => {},
    };
    const { push, changes, close } = trend('s', { s: store });
    assert.equal(push?.(), undefined);
    state = 'online';
    while (changes() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal((push?.()?.json as TrendPush | undefined)?.reload, true);
    await close?.();
  });

  it('answers with the alarms of its tags, where it names an engine', async () => {
    const engine = new MemoryEngine();
    engine.add('high', '', 1, 'a');
    engine.tell('high', true);
    const { lines, close } = trend('', {}, engine);
    const { alarms } = (await lines(0, 5_000)).json as LinesAnswer;
    assert.ok(alarms?.state === 'known');
    assert.deepEqual(
      alarms.marks.map(({ text, at }) => [text, at]),
      [['Alarm high', 1_001]],
    );
    await close?.();
    assert.equal(((await trend().lines(0, 5_000)).json as LinesAnswer).alarms, undefined);
  });

  it('says where its store is missing, and what it cannot answer', async () => {
    assert.throws(() => trend('gone'), { code: 'node.reference-missing' });
    const { answer, lines } = trend();
    await assert.rejects(async () => answer?.({ ask: 'x', body: {} }, browser), {
      code: 'widget.request-unknown',
    });
    await assert.rejects(lines(10, 10), { code: 'widget.request-malformed' });
  });

  it('refuses limits that are the wrong way round', () => {
    const raw = { ...defaultsOf(trendNode), group: 'g', pens: [{ ...pens[0], low: 5, high: 4 }] };
    assert.deepEqual(
      trendNode.problems(raw).map(({ code }) => code),
      ['limits-reversed'],
    );
  });
});
