import assert from 'node:assert/strict';
import type { WatchOptions } from '@millwright/opcua/client';
import { OwnTime, waitFor } from '@millwright/testing';
import { type OpenClient, openClient } from './support/client.ts';
import { type OpcUaServer, type PeerValue, startOpcUaServer } from './support/server.ts';
import { fastTiming, tagsAt, type Watching, watching } from './support/watching.ts';

const here = 'nsu=urn:test:plant;s=';
/** What a server that shares its processor may take beyond what the case allows. */
const slack = 800;

const double = (value: number): PeerValue => ({ type: 'Double', value });
const int = (value: number): PeerValue => ({ type: 'Int32', value });

describe('watching an OPC UA server', () => {
  let server: OpcUaServer;
  let open: OpenClient;

  before(async function () {
    this.timeout(90_000);
    server = await startOpcUaServer(this, { counters: 1, capabilities: { minSupportedSampleRate: 0 } });
    open = openClient(server.url);
  });
  after(async () => {
    await open?.[Symbol.asyncDispose]();
    await server?.close();
  });

  const set = (node: string, value: PeerValue) => server.tell({ do: 'set', node, value });
  const start = async (
    options: Partial<WatchOptions> & Pick<WatchOptions, 'tags'>,
    /** With a retry of one second, as the cases about nodes that come back have it. */
    own?: OpenClient,
  ): Promise<Watching> => {
    const seen = own
      ? watching(own, options, { ...fastTiming, keepAlive: 500, retry: 1_000 })
      : watching(open, options);
    await waitFor('the first values', () => seen.samples.length >= options.tags.length);
    return seen;
  };
  /** Until a tag was told so many times; then until the server has had time to tell it once more. */
  const told = async (seen: Watching, tag: string, count: number) => {
    await waitFor(`${count} samples of ${tag}`, () => seen.of(tag).length >= count);
    await server.tell({ do: 'set', node: 'Scalar.Byte', value: { type: 'Byte', value: 0 } });
  };

  it('SUB-01: one tag and five changes are six samples in order (node-opcua)', async () => {
    await set('Scalar.Int32', int(100));
    await using seen = await start({ tags: tagsAt(here, 'Scalar.Int32') });
    for (let value = 101; value <= 105; value += 1) {
      await set('Scalar.Int32', int(value));
      await told(seen, 'Scalar.Int32', value - 99);
    }
    assert.deepEqual(seen.values('Scalar.Int32'), [100, 101, 102, 103, 104, 105]);
    assert.deepEqual(seen.gaps, []);
    assert.ok(seen.samples.every(({ quality, sourceTs }) => quality === 'good' && sourceTs !== undefined));
  });

  it('SUB-02: sampling and publishing have a pace of their own: each publish has the newest value (node-opcua)', async () => {
    await server.tell({ do: 'forget' });
    const options = { publishingInterval: 1_000, samplingInterval: 100, queueSize: 1 };
    await using seen = await start({ tags: tagsAt(here, 'Counter.0'), ...options });
    await server.tell({ do: 'run', counters: 1, rate: 10 });
    seen.forget();
    await waitFor('five publishes', () => seen.batches.length > 5, { deadline: 20_000 });
    await server.tell({ do: 'run', counters: 1, rate: 0 });
    assert.ok(seen.batches.every((batch) => batch.length === 1));
    // Four to six in five seconds. The one in the middle: what a busy machine adds to one of them is not the pace.
    const pace = middle(differences(seen.samples.map(({ sourceTs }) => sourceTs ?? Number.NaN)));
    assert.ok(pace >= 5_000 / 6 && pace <= 5_000 / 4, `one in ${pace} ms`);
    const values = seen.values('Counter.0') as readonly number[];
    const step = middle(differences(values));
    assert.ok(step >= 6 && step <= 14, `${values}`);
    assert.ok(differences(values).every((each) => each > 1));
    assert.deepEqual(seen.watch.snapshot().revised?.samplingInterval, { min: 100, max: 100 });
    assert.equal(seen.watch.snapshot().revised?.publishingInterval, 1_000);
  });

  for (const [discardOldest, expected, flagged] of [
    [true, [4, 5, 6], 4],
    [false, [1, 2, 6], 6],
  ] as const) {
    it(`SUB-04: a queue of three that ${discardOldest ? 'loses its oldest' : 'keeps its oldest'} says where values are missing (node-opcua)`, async () => {
      await set('Scalar.Int32', int(0));
      const options = { publishingInterval: 1_000, samplingInterval: 0, queueSize: 3, discardOldest };
      await using seen = await start({ tags: tagsAt(here, 'Scalar.Int32'), ...options });
      for (let value = 1; value <= 6; value += 1) await set('Scalar.Int32', int(value));
      await told(seen, 'Scalar.Int32', 4);
      assert.deepEqual(seen.values('Scalar.Int32'), [0, ...expected]);
      assert.deepEqual(
        seen.samples.filter(({ overflow }) => overflow).map(({ value }) => value),
        [flagged],
      );
      assert.ok(seen.samples.every(({ quality }) => quality === 'good'));
    });
  }

  const steps = async (seen: Watching, tag: string, values: readonly number[]) => {
    for (const value of values) await set(tag, double(value));
    await waitFor('the last value', () => seen.values(tag).at(-1) === values.at(-1));
  };

  it('SUB-05: an absolute deadband leaves out what is not more than it (node-opcua)', async () => {
    await set('Scalar.Double', double(0));
    const options = { deadband: { kind: 'absolute', value: 1 }, samplingInterval: 0, queueSize: 10 } as const;
    await using seen = await start({ tags: tagsAt(here, 'Scalar.Double'), ...options });
    await steps(seen, 'Scalar.Double', [0.5, 1, 1.1, 2, 2.2]);
    assert.deepEqual(seen.values('Scalar.Double'), [0, 1.1, 2.2]);
  });

  it('SUB-06: a deadband in percent is one of the EURange that the server knows (node-opcua)', async () => {
    await set('Analog', double(0));
    const options = { deadband: { kind: 'percent', value: 10 }, samplingInterval: 0, queueSize: 10 } as const;
    await using seen = await start({ tags: tagsAt(here, 'Analog'), ...options });
    await steps(seen, 'Analog', [20, 21, 40, 42]);
    assert.deepEqual(seen.values('Analog'), [0, 21, 42]);
  });

  for (const [trigger, expected] of [
    ['status-value-timestamp', 3],
    ['status-value', 0],
    ['status', 0],
  ] as const) {
    it(`SUB-08: the same value with three new times, triggered by ${trigger}, is ${expected} samples (node-opcua)`, async () => {
      await set('Scalar.Int32', int(7));
      const tags = tagsAt(here, 'Scalar.Int32', 'Scalar.UInt32');
      await set('Scalar.UInt32', { type: 'UInt32', value: 1 });
      const options = { tags, trigger, samplingInterval: 0, queueSize: 10 };
      await using seen = await start({ ...options });
      seen.forget();
      for (let write = 0; write < 3; write += 1) {
        await set('Scalar.Int32', int(7));
        await waitFor('another millisecond', nextMillisecond());
      }
      if (expected > 0) await waitFor('the samples', () => seen.of('Scalar.Int32').length >= expected);
      await someMessages(seen, 3);
      const times = seen.of('Scalar.Int32').map(({ sourceTs }) => sourceTs);
      assert.equal(times.length, expected);
      assert.equal(new Set(times).size, expected);
      assert.ok(seen.of('Scalar.Int32').every(({ value }) => value === 7));
    });
  }

  it('SUB-09: a tag that is added twice is watched once, and not at all when it is removed (node-opcua)', async () => {
    await using seen = watching(open, { tags: tagsAt(here, 'Scalar.Double') });
    await waitFor('the first value', () => seen.samples.length === 1);
    const before = (await server.count()).monitoredItems;
    const [tag] = tagsAt(here, 'Scalar.Int32');
    assert.ok(tag);
    seen.watch.add([tag]);
    seen.watch.add([tag]);
    await seen.watch.settled();
    assert.equal((await server.count()).monitoredItems, before + 1);
    await waitFor('its value', () => seen.of('Scalar.Int32').length === 1);
    await set('Scalar.Int32', int(201));
    await told(seen, 'Scalar.Int32', 2);
    seen.watch.remove(['Scalar.Int32']);
    await seen.watch.settled();
    assert.equal((await server.count()).monitoredItems, before);
    const count = seen.of('Scalar.Int32').length;
    assert.equal(count, 2);
    await set('Scalar.Int32', int(202));
    await set('Scalar.Double', double(303));
    await waitFor('another tag', () => seen.values('Scalar.Double').at(-1) === 303);
    assert.equal(seen.of('Scalar.Int32').length, count);
  });

  it('SUB-10: 10,000 tags go in requests of a hundred, and each tells its first value once (node-opcua)', async function () {
    this.timeout(90_000);
    const count = 10_000;
    const limits = { maxMonitoredItemsPerCall: 100 };
    const large = await startOpcUaServer(this, { counters: count, limits });
    try {
      await using own = openClient(large.url);
      await own.client.connection.link(own.signal);
      const names = Array.from({ length: count }, (_, index) => `Counter.${index}`);
      // A busy machine may be silent for longer than the other tests here take for a sign that it is gone.
      await using seen = watching(own, { tags: tagsAt(here, ...names) }, {});
      // How long that takes is this server's matter, and that of a busy machine; the simulator is held to ten seconds.
      await waitFor('all values', () => seen.samples.length >= count, { deadline: 60_000 });
      const { sizes, monitoredItems } = await large.count();
      assert.deepEqual(sizes['CreateMonitoredItems'], Array(100).fill(100));
      assert.equal(monitoredItems, count);
      await someMessages(seen, 2);
      assert.equal(seen.samples.length, count);
      assert.equal(new Set(seen.samples.map(({ tag }) => tag)).size, count);
      assert.ok(seen.samples.every(({ quality }) => quality === 'good'));
    } finally {
      await large.close();
    }
  });

  it('SUB-11: an unknown node among a hundred tags is told bad once, and watched as soon as it is there (node-opcua)', async () => {
    await server.tell({ do: 'remove', node: 'Scalar.Int16' });
    const markers = Array.from({ length: 99 }, (_, index) => ({
      name: `m${index}`,
      address: `${here}Marker.${index % 5}`,
    }));
    const tags = [...markers.slice(0, 50), ...tagsAt(here, 'Scalar.Int16'), ...markers.slice(50)];
    await server.tell({ do: 'forget' });
    await using own = openClient(server.url);
    await using seen = await start({ tags, publishingInterval: 100 }, own);
    const isGood = ({ quality }: { readonly quality: string }) => quality === 'good';
    assert.equal(seen.samples.filter(isGood).length, 99);
    const begun = Date.now();
    await waitFor('5 s', () => Date.now() - begun >= 5_000, { deadline: 10_000 });
    await server.tell({ do: 'return', node: 'Scalar.Int16' });
    using time = OwnTime.begin();
    await waitFor('its first value', () => seen.of('Scalar.Int16').some(isGood));
    const took = time.passed;
    assert.ok(took <= 1_000 + 100 + slack, `it took ${took} ms`);
    const [bad, ...others] = seen.of('Scalar.Int16').filter((sample) => !isGood(sample));
    assert.deepEqual([bad?.value, bad?.status?.name, others.length], [null, 'BadNodeIdUnknown', 0]);
    assert.equal(seen.samples.length, 101);
    const [first, ...rest] = (await server.count()).sizes.CreateMonitoredItems ?? [];
    assert.equal(first, 100);
    assert.ok(rest.length >= 4 && rest.every((size) => size === 1), `${rest}`);
  });

  it('SUB-18: nodes that vanish and return are told bad, and are watched again, each once (node-opcua)', async () => {
    const gone = [
      'Boolean',
      'SByte',
      'Byte',
      'Int16',
      'UInt16',
      'Int32',
      'UInt32',
      'Float',
      'Double',
      'String',
    ];
    const scalars = gone.map((type) => `Scalar.${type}`);
    const kept = Array.from({ length: 10 }, (_, index) => ({
      name: `Counter.${index}`,
      address: `${here}Counter.${index}`,
    }));
    await server.tell({ do: 'run', counters: 10, rate: 5 });
    const before = (await server.count()).monitoredItems;
    await using own = openClient(server.url);
    const options = { tags: [...tagsAt(here, ...scalars), ...kept], publishingInterval: 100, queueSize: 10 };
    await using seen = await start({ ...options, samplingInterval: 0 }, own);
    for (const node of scalars) await server.tell({ do: 'remove', node });
    await waitFor('all of them to be bad', () =>
      scalars.every((name) => seen.of(name).at(-1)?.quality === 'bad'),
    );
    const begun = Date.now();
    await waitFor('5 s', () => Date.now() - begun >= 5_000, { deadline: 10_000 });
    for (const node of scalars) await server.tell({ do: 'return', node });
    using time = OwnTime.begin();
    await waitFor('all of them to be good', () =>
      scalars.every((name) => seen.of(name).at(-1)?.quality === 'good'),
    );
    const took = time.passed;
    assert.ok(took <= 1_000 + 100 + slack, `it took ${took} ms`);
    await server.tell({ do: 'run', counters: 10, rate: 0 });
    for (const name of scalars) {
      const told = seen.of(name).map(({ quality, value, status }) => [quality, value === null, status?.name]);
      // This server says of an item whose node goes that its id is invalid, and of one that is asked for that it is unknown.
      assert.deepEqual(
        told.slice(1, -1),
        [
          ['bad', true, 'BadNodeIdInvalid'],
          ['bad', true, 'BadNodeIdUnknown'],
        ],
        name,
      );
      assert.deepEqual([told.length, told[0]?.[0]], [4, 'good'], name);
    }
    for (const { name } of kept) {
      // The first one is of before the counters ran.
      const values = seen.values(name).slice(1) as readonly number[];
      for (const [index, value] of values.slice(1).entries())
        assert.equal(value, (values[index] ?? 0) + 1, name);
    }
    assert.equal((await server.count()).monitoredItems, before + 20);
    assert.deepEqual(seen.gaps, []);
  });

  it('SUB-16: a tag can report when another one does; publishing can be paused, and intervals changed (node-opcua)', async () => {
    const [trigger, linked] = ['Scalar.Double', 'Scalar.UInt16'] as const;
    await using seen = await start({
      tags: tagsAt(here, trigger, linked),
      samplingInterval: 0,
      queueSize: 5,
    });
    const { watch } = seen;
    const numbers = () => [seen.values(trigger).slice(1), seen.values(linked).slice(1)];
    watch.trigger(trigger, [linked]);
    await watch.settled();
    await set(linked, { type: 'UInt16', value: 11 });
    await someMessages(seen, 4);
    assert.deepEqual(numbers(), [[], []]);
    await set(trigger, double(-1));
    await waitFor('both', () => numbers().every((values) => values.length === 1));
    assert.deepEqual(numbers(), [[-1], [11]]);
    watch.trigger(trigger, []);
    await watch.settled();

    watch.pause();
    await watch.settled();
    assert.equal(watch.snapshot().state.phase, 'paused');
    seen.forget();
    await set(trigger, double(-2));
    await someMessages(seen, 4);
    assert.deepEqual(seen.samples, []);
    watch.resume();
    await waitFor('what changed meanwhile', () => seen.values(trigger).includes(-2));
    assert.equal(watch.snapshot().state.phase, 'live');

    await server.tell({ do: 'forget' });
    const { subscriptionId } = watch.snapshot().revised ?? {};
    watch.modify({ publishingInterval: 200, samplingInterval: 500 });
    await watch.settled();
    const { revised } = watch.snapshot();
    assert.equal(revised?.subscriptionId, subscriptionId);
    assert.equal(revised?.publishingInterval, 200);
    assert.deepEqual(revised?.samplingInterval, { min: 500, max: 500 });
    const { requests } = await server.count();
    assert.deepEqual(
      ['ModifySubscription', 'ModifyMonitoredItems', 'CreateSubscription', 'CreateMonitoredItems'].map(
        (service) => requests[service] ?? 0,
      ),
      [1, 1, 0, 0],
    );
    await set(trigger, double(-3));
    await waitFor('a change', () => seen.values(trigger).includes(-3));
  });

  it('SUB-21: what is taken down and set up again five times is watched once (node-opcua)', async () => {
    await set('Scalar.UInt32', { type: 'UInt32', value: 0 });
    await using own = openClient(server.url);
    const tags = tagsAt(here, 'Scalar.UInt32', 'Scalar.Double', 'Marker.0');
    const before = await server.count();
    for (let deploy = 0; deploy < 5; deploy += 1) {
      // As a deploy does: the old one is closed while its values still come.
      await using _old = await start({ tags }, own);
    }
    await using seen = await start({ tags, queueSize: 10 }, own);
    for (let value = 1; value <= 10; value += 1) {
      await set('Scalar.UInt32', { type: 'UInt32', value });
      await told(seen, 'Scalar.UInt32', value + 1);
    }
    const after = await server.count();
    assert.equal(after.subscriptions - before.subscriptions, 1);
    assert.equal(after.monitoredItems - before.monitoredItems, tags.length);
    assert.deepEqual(
      seen.values('Scalar.UInt32'),
      Array.from({ length: 11 }, (_, value) => value),
    );
    assert.deepEqual([seen.gaps, seen.faults], [[], []]);
  });
});

const differences = (values: readonly number[]): readonly number[] =>
  values.slice(1).map((value, index) => value - (values[index] ?? Number.NaN));
const middle = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const nextMillisecond = (): (() => boolean) => {
  const now = Date.now();
  return () => Date.now() > now;
};

/** Waits for so many publishing intervals in which the server could have said something. */
async function someMessages(seen: Watching, count: number): Promise<void> {
  const until = Date.now() + count * (seen.revised.at(-1)?.publishingInterval ?? 50);
  await waitFor('publishing intervals to pass', () => Date.now() >= until);
}
