import assert from 'node:assert/strict';
import { LastValues, ManualClock } from '@millwright/tags';
import { DataValue } from 'node-opcua-data-value';
import { DataType } from 'node-opcua-variant';
import { addressErrors } from '../../address/errors.ts';
import { opcuaErrors, serviceError } from '../../errors.ts';
import type { OpcUaTag } from '../../tag.ts';
import { answerTo, linkOf, ScriptedCaller, ScriptedResolver } from './reader.fixture.ts';
import { Reader } from './reader.ts';

const double = (value: number): DataValue => new DataValue({ value: { dataType: DataType.Double, value } });
const tag = (number: number): OpcUaTag => ({ name: `tag ${number}`, address: `ns=1;i=${number}` });
const signal = new AbortController().signal;

/** Each node's value is its own number. */
const numbers = new ScriptedCaller(({ nodesToRead }) =>
  Promise.resolve(answerTo((nodesToRead ?? []).map(({ nodeId }) => double(Number(nodeId.value))))),
);

const reading = (caller: ScriptedCaller, resolver = new ScriptedResolver()) => {
  const clock = new ManualClock(1_000);
  const reader = new Reader({ caller, resolver, clock });
  const read = async (tags: readonly OpcUaTag[], options = {}) => {
    const result = reader.read(tags, { signal, ...options });
    await clock.advanceAsync(20);
    return result;
  };
  return { reader, read, clock, resolver };
};

describe('a reading', () => {
  it('shares its requests with what comes in the same 5 ms and wants the same', async () => {
    const { reader, clock } = reading(numbers);
    numbers.sent.length = 0;
    const [one, two] = [tag(1), tag(2)];
    const first = reader.read([one, two], { signal });
    await clock.advanceAsync(3);
    const second = reader.read([two, tag(3)], { signal });
    const older = reader.read([one], { signal, maxAge: 100 });
    await clock.advanceAsync(10);
    assert.deepEqual(
      (await first).samples.map(({ value }) => value),
      [1, 2],
    );
    assert.deepEqual(
      (await second).samples.map(({ value }) => value),
      [2, 3],
    );
    assert.equal((await older).samples[0]?.ts, 1_008);
    assert.deepEqual(
      numbers.sent.map(({ maxAge, nodesToRead }) => [maxAge, nodesToRead?.map(({ nodeId }) => nodeId.value)]),
      [
        [0, [1, 2, 3]],
        [100, [1]],
      ],
    );
    assert.equal(clock.pending, 0);
  });

  it('ends at once for whoever gives up, and goes on for the others', async () => {
    let asked: AbortSignal | undefined;
    const open = Promise.withResolvers<void>();
    const caller = new ScriptedCaller(async ({ nodesToRead }, ofRequest) => {
      asked = ofRequest;
      await open.promise;
      return answerTo((nodesToRead ?? []).map(() => double(5)));
    });
    const { reader, clock } = reading(caller);
    const [one, other] = [new AbortController(), new AbortController()];
    const given = reader.read([tag(1)], { signal: one.signal });
    const kept = reader.read([tag(2)], { signal: other.signal });
    await clock.advanceAsync(10);
    one.abort(new TypeError('enough'));
    await assert.rejects(given, /enough/);
    assert.equal(asked?.aborted, false);
    open.resolve();
    assert.equal((await kept).samples[0]?.value, 5);
  });

  it('asks nobody where all have given up before it goes out', async () => {
    numbers.sent.length = 0;
    const { reader, clock } = reading(numbers);
    const only = new AbortController();
    const given = reader.read([tag(1)], { signal: only.signal });
    await clock.advanceAsync(1);
    only.abort(new TypeError('enough'));
    await assert.rejects(given, /enough/);
    await clock.advanceAsync(10);
    assert.equal(numbers.sent.length, 0);
  });

  it('resolves its addresses once, and finds their place anew in another session', async () => {
    const places: unknown[] = [];
    const { read, resolver } = reading(
      numbers,
      new ScriptedResolver((_, link) => {
        places.push(link);
        return undefined;
      }),
    );
    const tags = [tag(1), tag(2)];
    const first = numbers.link;
    await read(tags);
    await read(tags);
    numbers.link = linkOf();
    await read(tags);
    await read(tags);
    assert.deepEqual(resolver.asked, [['ns=1;i=1', 'ns=1;i=2']]);
    assert.equal(places.length, 4);
    assert.deepEqual([places[1] === first, places[2] === numbers.link], [true, true]);
  });

  it('asks once more for a path that was of another session', async () => {
    let isLost = true;
    const { read } = reading(
      numbers,
      new ScriptedResolver((address) => {
        if (address !== 'ns=1;i=2' || !isLost) return undefined;
        isLost = false;
        return addressErrors.pathUnresolved({ path: address });
      }),
    );
    const tags = [tag(1), tag(2)];
    // The same list again: what goes out then has the place that was found anew.
    for (let again = 0; again < 3; again += 1) {
      const { samples } = await read(tags);
      assert.deepEqual(
        samples.map(({ value }) => value),
        [1, 2],
      );
    }
  });

  it('tells where nothing came at all, and whether anybody answered', async () => {
    for (const [error, code, isLost] of [
      [opcuaErrors.timeout({ milliseconds: 5 }), 'opcua.bad-timeout', true],
      [opcuaErrors.connectionLost({ reason: 'cut' }), 'opcua.connection-lost', true],
      [serviceError('BadTooManyOperations'), 'opcua.bad-too-many-operations', false],
    ] as const) {
      const { read } = reading(new ScriptedCaller(() => Promise.reject(error)));
      const { samples, failed, lost, errors } = await read([tag(1), tag(2)]);
      assert.deepEqual(
        samples.map(({ value, quality }) => [value, quality]),
        [
          [null, 'bad'],
          [null, 'bad'],
        ],
      );
      assert.equal((failed as { readonly code?: string }).code, code);
      assert.equal(lost !== undefined, isLost);
      assert.equal(errors.size, 2);
    }
  });

  it('holds a bad address against its own tag only', async () => {
    const { read } = reading(numbers);
    const { samples, failed } = await read([tag(1), { name: 'bad', address: 'bad' }]);
    assert.deepEqual(
      samples.map(({ quality }) => quality),
      ['good', 'bad'],
    );
    assert.equal(failed, undefined);
  });

  it('is bad for a request whose answer does not fit it', async () => {
    const { read } = reading(new ScriptedCaller(() => Promise.resolve(answerTo([double(1)]))));
    const { samples } = await read([tag(1), tag(2)]);
    assert.deepEqual(
      samples.map(({ status }) => status?.name),
      ['BadDecodingError', 'BadDecodingError'],
    );
  });

  it('remembers what was known of a tag', async () => {
    const last = new LastValues();
    const one = tag(1);
    let isBad = false;
    const caller = new ScriptedCaller(() =>
      isBad
        ? Promise.reject(opcuaErrors.timeout({ milliseconds: 5 }))
        : Promise.resolve(answerTo([double(7)])),
    );
    const { read } = reading(caller);
    await read([one], { last });
    isBad = true;
    const { samples } = await read([one], { last });
    assert.deepEqual(samples[0]?.last, { value: 7, ts: 1_005 });
  });

  it('of nothing is nothing', async () => {
    assert.deepEqual(await reading(numbers).read([]), { samples: [], errors: new Map() });
  });
});
