import assert from 'node:assert/strict';
import {
  encodedArray,
  encodeValue,
  SimulatedUaServer,
  status,
  type UaServerOptions,
} from '@millwright/simulators/opcua';
import { readingMessages, type Sample } from '@millwright/tags';
import { OwnTime, waitFor } from '@millwright/testing';
import { DataValue } from 'node-opcua-data-value';
import * as types from 'node-opcua-types';
import { DataType, Variant } from 'node-opcua-variant';
import { openClient } from './support/client.ts';
import { fastTiming, tagsAt, watching } from './support/watching.ts';

const here = 'ns=1;s=';
const int = (value: number): Variant => new Variant({ dataType: DataType.Int32, value });
const named = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `t${index}`);

describe('watching an OPC UA server that a test scripts', () => {
  let server: SimulatedUaServer;

  const begin = async (names: readonly string[], options: UaServerOptions = {}): Promise<void> => {
    server = new SimulatedUaServer({
      nodes: Object.fromEntries(names.map((name) => [here + name, { value: int(0) }])),
      ...options,
    });
    await server.listen();
  };
  const subscription = () => {
    const [only, ...others] = server.subscriptions.values();
    assert.ok(only);
    assert.equal(others.length, 0);
    return only;
  };
  const set = (name: string, value: number) => server.set(here + name, int(value));

  afterEach(() => server?.dispose());

  it('SUB-02: what is asked for as the pace of publishing and of sampling, and the newest value in each message (the wire simulator)', async () => {
    await begin(['a']);
    await using open = openClient(server.url);
    const pace = { publishingInterval: 1_000, samplingInterval: 100, queueSize: 1 };
    await using seen = watching(open, { tags: tagsAt(here, 'a'), ...pace });
    const made = await waitFor('the first value', () => seen.samples.length > 0 && subscription());
    made.stop();
    seen.forget();
    const [items] = server.seen.requests('CreateMonitoredItems');
    const { samplingInterval, queueSize } = items?.itemsToCreate?.[0]?.requestedParameters ?? {};
    assert.deepEqual([samplingInterval, queueSize], [100, 1]);
    assert.equal(server.seen.requests('CreateSubscription')[0]?.requestedPublishingInterval, 1_000);
    for (let publish = 1; publish <= 5; publish += 1) {
      for (let value = 1; value <= 10; value += 1) set('a', publish * 10 + value);
      made.tick();
      await waitFor('the batch', () => seen.batches.length === publish);
    }
    assert.deepEqual(
      seen.batches.map((batch) => batch.map(({ value }) => value)),
      [[20], [30], [40], [50], [60]],
    );
  });

  it('SUB-03: each of five publishes brings all ten values of a queue, in one message (the wire simulator)', async () => {
    await begin(['a']);
    await using open = openClient(server.url);
    const options = {
      tags: tagsAt(here, 'a'),
      publishingInterval: 1_000,
      samplingInterval: 100,
      queueSize: 10,
    };
    await using seen = watching(open, options);
    const made = await waitFor('the first value', () => seen.samples.length > 0 && subscription());
    made.stop();
    seen.forget();
    for (let publish = 0; publish < 5; publish += 1) {
      for (let value = 1; value <= 10; value += 1) set('a', publish * 10 + value);
      made.tick();
      await waitFor('the batch', () => seen.batches.length === publish + 1);
    }
    assert.deepEqual(
      seen.batches.map((batch) => batch.length),
      [10, 10, 10, 10, 10],
    );
    assert.deepEqual(
      seen.values('a'),
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    const [asked] = server.seen.requests('CreateMonitoredItems');
    assert.equal(asked?.itemsToCreate?.[0]?.requestedParameters.samplingInterval, 100);
    assert.equal(asked?.itemsToCreate?.[0]?.requestedParameters.queueSize, 10);
    assert.equal(server.seen.requests('CreateSubscription')[0]?.requestedPublishingInterval, 1_000);
  });

  it('SUB-07: a tag whose deadband the server refuses is told bad once, and not watched without it (the wire simulator)', async () => {
    await begin(['a', 'b', 'c']);
    server.on('CreateMonitoredItems', async (request, { next }) => {
      const response = await next();
      assert.ok(typeof response === 'object' && 'results' in response);
      for (const [index, item] of (request.itemsToCreate ?? []).entries()) {
        if (item.itemToMonitor.nodeId.value !== 'b') continue;
        for (const [id, made] of subscription().items) {
          if (made.node.value === 'b') subscription().items.delete(id);
        }
        const refused = new types.MonitoredItemCreateResult({ statusCode: status('BadFilterNotAllowed') });
        response.results?.splice(index, 1, refused);
      }
      return response;
    });
    await using open = openClient(server.url);
    const options = { tags: tagsAt(here, 'a', 'b', 'c'), deadband: { kind: 'absolute', value: 1 } } as const;
    await using seen = watching(open, options, { retry: 50 });
    await waitFor('the values', () => seen.values('a').length === 1 && seen.values('c').length === 1);
    await waitFor('it to be asked for again', () => server.seen.count('CreateMonitoredItems') >= 4);
    assert.deepEqual(
      seen.of('b').map(({ value, quality, status: told }) => [value, quality, told?.name]),
      [[null, 'bad', 'BadFilterNotAllowed']],
    );
    for (const request of server.seen.requests('CreateMonitoredItems')) {
      for (const { requestedParameters } of request.itemsToCreate ?? []) {
        assert.ok(requestedParameters.filter instanceof types.DataChangeFilter);
        assert.equal(requestedParameters.filter.deadbandValue, 1);
      }
    }
    assert.deepEqual(
      server.seen.sizes('CreateMonitoredItems').slice(1),
      Array(server.seen.count('CreateMonitoredItems') - 1).fill(1),
    );
  });

  it('an item that the server takes with more to say than Good is there, once (the wire simulator)', async () => {
    await begin(['a', 'b', 'c']);
    const overload = status('GoodOverload');
    server.on('CreateMonitoredItems', async (_, { next }) => {
      const answer = await next();
      if (typeof answer === 'object' && 'results' in answer)
        for (const result of answer.results ?? []) result.statusCode = overload;
      return answer;
    });
    server.on('ModifyMonitoredItems', async (_, { next }) => {
      const answer = await next();
      if (typeof answer === 'object' && 'results' in answer)
        for (const result of answer.results ?? []) result.statusCode = overload;
      return answer;
    });
    await using open = openClient(server.url);
    await using seen = watching(open, { tags: tagsAt(here, 'a', 'b') }, { ...fastTiming, retry: 50 });
    await waitFor('the first values', () => seen.samples.length === 2);
    seen.watch.add(tagsAt(here, 'c'));
    await waitFor('the third', () => seen.values('c').length === 1);
    set('a', 1);
    await waitFor('its change', () => seen.values('a').length === 2);
    assert.deepEqual([server.seen.sizes('CreateMonitoredItems'), subscription().items.size], [[2, 1], 3]);
    assert.deepEqual(
      [new Set(seen.samples.map(({ quality }) => quality)), seen.faults],
      [new Set(['good']), []],
    );
  });

  it('SUB-10: 10,000 tags go in requests of a hundred, one after the other (the wire simulator)', async () => {
    await begin([], {
      generate: (id) => (id.includes('s=t') ? { value: int(7) } : undefined),
      operationLimits: { MaxMonitoredItemsPerCall: 100 },
    });
    await using open = openClient(server.url);
    using time = OwnTime.begin();
    await using seen = watching(open, { tags: tagsAt(here, ...named(10_000)) });
    await waitFor('all values', () => seen.samples.length >= 10_000, { deadline: 40_000 });
    assert.ok(time.passed < 10_000, `it took ${time.passed} ms`);
    assert.deepEqual(server.seen.sizes('CreateMonitoredItems'), Array(100).fill(100));
    assert.equal(server.seen.mostInFlight('CreateMonitoredItems'), 1);
    assert.equal(new Set(seen.samples.map(({ tag }) => tag)).size, 10_000);
    assert.equal(seen.samples.length, 10_000);
    assert.ok(seen.samples.every(({ value, quality }) => value === 7 && quality === 'good'));
  });

  describe('SUB-12: a message that is missing is asked for once more', () => {
    const losing = async (isKept: boolean, before = () => {}) => {
      await begin(['a', 'b']);
      const open = openClient(server.url);
      const seen = watching(open, { tags: tagsAt(here, 'a', 'b') });
      const made = await waitFor('the first values', () => seen.samples.length === 2 && subscription());
      made.stop();
      await waitFor('Publish requests to wait', () => made.session?.waiting);
      seen.forget();
      if (!isKept) server.on('Republish', () => ({ fault: 'BadMessageNotAvailable' }));
      before();
      set('a', 1);
      made.lose(1);
      made.tick();
      set('b', 2);
      made.tick();
      return {
        seen,
        made,
        async [Symbol.asyncDispose]() {
          await seen[Symbol.asyncDispose]();
          await open[Symbol.asyncDispose]();
        },
      };
    };

    it('and told before the ones after it (the wire simulator)', async () => {
      await using lost = await losing(true);
      const { seen } = lost;
      await waitFor('both values', () => seen.samples.length === 2);
      assert.deepEqual(
        seen.told.map((each) => ('gap' in each ? 'gap' : [each.tag, each.value])),
        [
          ['a', 1],
          ['b', 2],
        ],
      );
      assert.equal(server.seen.count('Republish'), 1);
      assert.equal(server.seen.requests('Republish')[0]?.retransmitSequenceNumber, 2);
    });

    it('and what cannot be read then is bad until it can be, and not what it was before (the wire simulator)', async () => {
      let readable = (): void => {};
      await using lost = await losing(false, () => {
        readable = server.on('Read', ({ nodesToRead }) =>
          nodesToRead?.some(({ nodeId }) => nodeId.namespace > 0) ? { fault: 'BadInternalError' } : undefined,
        );
      });
      const { seen, made } = lost;
      // The server goes on to publish: it is not its silence that makes the tag bad.
      const pace = setInterval(() => made.tick(), 50);
      try {
        const ofA = () => seen.samples.filter(({ tag }) => tag === 'a');
        await waitFor('the doubt', () => ofA().length > 0);
        assert.deepEqual(
          ofA().map(({ value, status }) => [value, status?.name]),
          [[null, 'BadInternalError']],
        );
        readable();
        await waitFor('the value', () => ofA().length > 1);
        assert.deepEqual([ofA().length, ofA()[1]?.value, ofA()[1]?.quality], [2, 1, 'good']);
        assert.equal(server.seen.count('CreateSubscription'), 1);
      } finally {
        clearInterval(pace);
      }
    });

    it('and a gap is told where the server does not have it, and what is there now (the wire simulator)', async () => {
      await using lost = await losing(false);
      const { seen } = lost;
      await waitFor('the lost change to be read', () => seen.values('a').includes(1));
      assert.deepEqual(
        seen.told.map((each) => ('gap' in each ? 'gap' : [each.tag, each.value])),
        ['gap', ['b', 2], ['a', 1]],
      );
      const [gap] = seen.gaps;
      assert.ok(gap && gap.from <= gap.to && Date.now() - gap.from < 10_000);
      assert.equal(server.seen.count('Republish'), 1);
    });

    it('and what changes after a tag was read is told, though its time is behind (the wire simulator)', async () => {
      const at = (value: number, sourceTimestamp: number) =>
        new DataValue({
          value: new Variant({ dataType: DataType.Double, value }),
          sourceTimestamp: new Date(sourceTimestamp),
        });
      await using lost = await losing(false, () => {
        // A Read is answered by a clock that is an hour ahead for one of them.
        server.on('Read', ({ nodesToRead }) => {
          const [first] = nodesToRead ?? [];
          if (first?.nodeId.namespace !== 1 || first.attributeId !== 13) return undefined;
          const values = (nodesToRead ?? []).map(({ nodeId }) =>
            encodeValue(nodeId.value === 'a' ? at(1, Date.now() + 3_600_000) : at(2, Date.now())),
          );
          return { tail: Buffer.concat([encodedArray(values), encodedArray([])]) };
        });
      });
      const { seen, made } = lost;
      await waitFor('what was read', () => seen.values('a').includes(1));
      // What comes together with it may be older.
      set('b', 3);
      made.tick();
      await waitFor('the next message', () => seen.values('b').includes(3));
      for (const value of [10, 11]) {
        server.set(`${here}a`, at(value, Date.now()));
        made.tick();
        await waitFor(`the change to ${value}`, () => seen.values('a').at(-1) === value);
      }
      assert.deepEqual(seen.faults, []);
    });
  });

  describe('SUB-13: after the loss of the session', () => {
    const losing = async (names: readonly string[], isTransferKnown: boolean) => {
      await begin(names);
      const open = openClient(server.url);
      const seen = watching(open, { tags: tagsAt(here, ...names) });
      const made = await waitFor(
        'the first values',
        () => seen.samples.length === names.length && subscription(),
      );
      if (!isTransferKnown) server.on('TransferSubscriptions', () => ({ fault: 'BadServiceUnsupported' }));
      seen.forget();
      const [session] = server.sessions.values();
      assert.ok(session);
      server.expire(session, !isTransferKnown);
      await waitFor('values to be good again', () =>
        names.every((name) => seen.of(name).at(-1)?.quality === 'good'),
      );
      for (const [index, name] of names.entries()) set(name, index + 1);
      await waitFor('the changes', () =>
        names.every((name, index) => seen.values(name).at(-1) === index + 1),
      );
      const bad = seen.samples.filter(({ quality }) => quality === 'bad');
      assert.deepEqual(
        bad.map(({ tag, value, last }) => [tag, value, last?.value]),
        names.map((name) => [name, null, 0]),
      );
      assert.equal(seen.gaps.length, 1);
      assert.equal(subscription().items.size, names.length);
      assert.equal(server.seen.count('TransferSubscriptions'), 1);
      assert.equal(server.seen.count('CreateSession'), 2);
      const ids = [made.id, subscription().id] as const;
      await seen[Symbol.asyncDispose]();
      await open[Symbol.asyncDispose]();
      return ids;
    };

    it('the subscription is taken over, and goes on (the wire simulator)', async () => {
      const names = ['a', 'b', 'c'];
      const [before, after] = await losing(names, true);
      const [transfer] = server.seen.requests('TransferSubscriptions');
      assert.deepEqual([...(transfer?.subscriptionIds ?? [])], [before]);
      assert.equal(after, before);
      assert.equal(server.seen.count('CreateSubscription'), 1);
      assert.deepEqual(server.seen.sizes('CreateMonitoredItems'), [3]);
    });

    it('a new one is made with every item where the server does not know the service (the wire simulator)', async () => {
      await losing(['a', 'b', 'c'], false);
      assert.equal(server.seen.count('CreateSubscription'), 2);
      assert.deepEqual(server.seen.sizes('CreateMonitoredItems'), [3, 3]);
    });
  });

  it('SUB-14: a subscription that has expired is made anew in the same session (the wire simulator)', async () => {
    await begin(['a', 'b']);
    await using open = openClient(server.url);
    await using seen = watching(open, { tags: tagsAt(here, 'a', 'b') });
    await waitFor('the first values', () => seen.samples.length === 2);
    const expire = {
      'by a StatusChangeNotification': () => subscription().expire('BadTimeout'),
      'by BadNoSubscription': () => {
        const own = subscription();
        own.stop();
        server.subscriptions.delete(own.id);
        for (const session of server.sessions.values()) session.remove(own);
      },
    };
    let value = 0;
    for (const [how, end] of Object.entries(expire)) {
      const before = subscription().id;
      seen.forget();
      server.seen.forget();
      await waitFor('a Publish request to wait', () => subscription().session?.waiting);
      using time = OwnTime.begin();
      end();
      await waitFor(`values after the end ${how}`, () =>
        ['a', 'b'].every((name) => seen.of(name).at(-1)?.quality === 'good'),
      );
      value += 1;
      set('a', value);
      await waitFor('a change', () => seen.values('a').at(-1) === value);
      assert.ok(time.passed < 5_000, `it took ${time.passed} ms`);
      assert.notEqual(subscription().id, before);
      assert.deepEqual(
        ['CreateSubscription', 'CreateSession', 'ActivateSession'].map((service) =>
          server.seen.count(service as 'CreateSession'),
        ),
        [1, 0, 0],
        how,
      );
      assert.deepEqual(server.seen.sizes('CreateMonitoredItems'), [2]);
      assert.equal(subscription().items.size, 2);
      const [gap, ...others] = seen.gaps;
      assert.ok(gap && gap.to >= gap.from && others.length === 0, how);
    }
  });

  it('SUB-15: after a refusal no more Publish requests wait than the server takes (the wire simulator)', async () => {
    await begin(['a'], { maxPublishRequests: 2 });
    let waiting = 0;
    let most = 0;
    let refused = 0;
    server.on('Publish', async (_request, { next }) => {
      waiting += 1;
      const reply = await next();
      waiting -= 1;
      if (typeof reply === 'object' && 'fault' in reply) refused += 1;
      else if (refused > 0) most = Math.max(most, waiting + 1);
      return reply;
    });
    await using open = openClient(server.url);
    await using seen = watching(open, { tags: tagsAt(here, 'a'), queueSize: 100 });
    const made = await waitFor('the first value', () => seen.samples.length > 0 && subscription());
    const expected = Array.from({ length: 30 }, (_, index) => index);
    for (const value of expected.slice(1)) {
      set('a', value);
      made.tick();
      await waitFor('the value', () => seen.values('a').at(-1) === value);
    }
    assert.equal(refused, 1);
    assert.ok(most <= 2, `${most} waited`);
    assert.deepEqual(seen.values('a'), expected);
    assert.equal(seen.watcher.snapshot().mostPublishRequests, 2);
    assert.deepEqual([server.seen.count('CreateSession'), server.seen.count('CreateSubscription')], [1, 1]);
  });

  describe('SUB-17: a server that keeps silent of a subscription, whose keep-alive time is 2 s', () => {
    const revise = { subscription: { publishingInterval: 100, maxKeepAliveCount: 20 } };
    const misbehaving = async (begun: (made: ReturnType<typeof subscription>) => () => void) => {
      await begin(['a', 'b'], { revise });
      const open = openClient(server.url);
      const seen = watching(open, { tags: tagsAt(here, 'a', 'b'), publishingInterval: 100 });
      const made = await waitFor('the first values', () => seen.samples.length === 2 && subscription());
      seen.forget();
      server.seen.forget();
      const phases = new Set<string>();
      const unfollow = open.client.connection.onChange(({ phase }) => phases.add(phase));
      using time = OwnTime.begin();
      const behave = begun(made);
      const again = await waitFor('another subscription', () => {
        const other = [...server.subscriptions.values()].find(({ id }) => id !== made.id);
        return other?.items.size === 2 && other;
      });
      const took = time.passed;
      behave();
      await waitFor('values', () => ['a', 'b'].every((name) => seen.of(name).at(-1)?.quality === 'good'));
      assert.ok(took < 5_000, `it took ${took} ms`);
      assert.ok(phases.has('degraded'));
      assert.ok(seen.states.some(({ phase }) => phase === 'troubled'));
      assert.equal(seen.states.at(-1)?.phase, 'live');
      assert.equal(server.seen.count('CreateSubscription'), 1);
      assert.deepEqual(server.seen.sizes('CreateMonitoredItems'), [2]);
      assert.deepEqual([...server.subscriptions.keys()], [again.id]);
      assert.equal(seen.gaps.length, 1);
      unfollow();
      await seen[Symbol.asyncDispose]();
      await open[Symbol.asyncDispose]();
    };

    it('by promising more and sending nothing (the wire simulator)', () =>
      misbehaving((made) => {
        made.stop();
        const timer = setInterval(() => made.pushNothing(true), 100);
        return () => clearInterval(timer);
      }));

    it('by not answering Publish at all (the wire simulator)', () =>
      misbehaving((made) => {
        made.stop();
        return () => {};
      }));
  });

  it('SUB-22: what the server made of the intervals and the queue is told, and the watchdog goes by it (the wire simulator)', async () => {
    await begin(['a'], {
      revise: {
        subscription: { publishingInterval: 100, maxKeepAliveCount: 5, lifetimeCount: 40 },
        samplingInterval: 50,
        queueSize: 10,
      },
    });
    await using open = openClient(server.url);
    const asked = { publishingInterval: 10, samplingInterval: 1, queueSize: 1_000 };
    await using seen = watching(open, { tags: tagsAt(here, 'a'), ...asked });
    const made = await waitFor('the first value', () => seen.samples.length > 0 && subscription());
    const [request] = server.seen.requests('CreateMonitoredItems');
    const { samplingInterval, queueSize } = request?.itemsToCreate?.[0]?.requestedParameters ?? {};
    assert.deepEqual([samplingInterval, queueSize], [1, 1_000]);
    assert.equal(server.seen.requests('CreateSubscription')[0]?.requestedPublishingInterval, 10);
    const granted = {
      subscriptionId: made.id,
      publishingInterval: 100,
      keepAliveCount: 5,
      lifetimeCount: 40,
    };
    assert.deepEqual(seen.revised, [
      { ...granted, samplingInterval: { min: 50, max: 50 }, queueSize: { min: 10, max: 10 } },
    ]);
    assert.deepEqual(seen.watch.snapshot().revised, seen.revised[0]);
    assert.deepEqual(seen.watcher.snapshot().subscriptions, [{ ...granted, items: 1 }]);
    made.stop();
    const started = performance.now();
    using time = OwnTime.begin();
    await waitFor('the watchdog', () => seen.states.some(({ phase }) => phase === 'troubled'));
    const took = [performance.now() - started, time.passed] as const;
    // One and a half times 5 x 100 ms, and half a second; what was asked for would be 10 ms x 100.
    assert.ok(took[0] > 700 && took[1] < 2_500, `it took ${took.join(', of its own ')} ms`);
  });

  it('SUB-19: one message for each publish, or one for each value, tell the same (the wire simulator)', async () => {
    const names = named(100);
    await begin(names);
    await using open = openClient(server.url);
    await using seen = watching(open, { tags: tagsAt(here, ...names) });
    const made = await waitFor('the first values', () => seen.samples.length === 100 && subscription());
    made.stop();
    seen.forget();
    for (let publish = 1; publish <= 10; publish += 1) {
      for (const [index, name] of names.entries()) set(name, publish * 1_000 + index);
      made.tick();
      await waitFor('the batch', () => seen.batches.length === publish);
    }
    const messages = (each: boolean) =>
      seen.batches.flatMap((batch) => readingMessages(batch, { each, hold: false }));
    const [batched, single] = [messages(false), messages(true)];
    assert.deepEqual([batched.length, single.length], [10, 1_000]);
    const told = ({ tag, value, quality, sourceTs }: Sample) => [tag, value, quality, sourceTs];
    assert.deepEqual(
      batched.flatMap((message) => ('samples' in message ? message.samples.map(told) : [])),
      single.flatMap((message) => ('sample' in message ? [told(message.sample)] : [])),
    );
    assert.deepEqual(
      seen.samples.map(({ value }) => value),
      Array.from({ length: 1_000 }, (_, at) => (Math.floor(at / 100) + 1) * 1_000 + (at % 100)),
    );
  });
});
