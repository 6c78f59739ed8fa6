import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { NodeId } from 'node-opcua-nodeid';
import type { Caller } from '../caller.ts';
import type { SessionLink } from '../session-link.ts';
import type { RawValue } from '../values/data-value.ts';
import { DataItem } from './data-item.ts';
import { DataSink } from './data-sink.ts';

type Outcomes = readonly { readonly result: RawValue }[];

/** 1970 in steps of 100 ns since 1601. @see OPC 10000-6 section 5.2.2.5 (DateTime) */
const epoch = 116_444_736_000_000_000n;

function rawOf(type: number, number: Buffer, sourceTs: number): RawValue {
  const time = Buffer.alloc(8);
  time.writeBigInt64LE(epoch + BigInt(sourceTs) * 10_000n);
  return { bytes: Buffer.concat([Buffer.from([0x05, type]), number, time]), at: 0 };
}

/** An Int32, which may have a name: only the server knows. */
function int(value: number, sourceTs: number): RawValue {
  const number = Buffer.alloc(4);
  number.writeInt32LE(value);
  return rawOf(6, number, sourceTs);
}

function double(value: number, sourceTs: number): RawValue {
  const number = Buffer.alloc(8);
  number.writeDoubleLE(value);
  return rawOf(11, number, sourceTs);
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Two tags, `a` and `b`, of a server that tells of their types and answers readings when the test says so. */
function scene() {
  const told: (readonly [string, unknown])[] = [];
  const faults: unknown[] = [];
  const items = new Map<string, DataItem>();
  const types = Promise.withResolvers<void>();
  const readings: ((outcomes: Outcomes) => void)[] = [];
  const caller: Pick<Caller, 'callMany'> = {
    // It is what the sink asks for: a value of each item.
    callMany: <_Operation, Result>() =>
      new Promise<readonly { readonly result: Result }[]>((resolve) => {
        readings.push((outcomes) => resolve(outcomes as unknown as readonly { readonly result: Result }[]));
      }),
  };
  const session = {
    link: {} as SessionLink,
    types: {
      namespaces: [],
      byEncoding: () => null,
      learnEncodings: () => types.promise,
      learnNodes: () => types.promise,
      nodeType: () => undefined,
    },
  };
  const sink = new DataSink(
    items,
    {
      tags: [],
      publishingInterval: 100,
      onSamples: (samples) => {
        for (const { tag, value } of samples) told.push([tag, value]);
      },
      onGap: () => {},
    },
    {
      caller: caller as Caller,
      resolver: {
        resolve: () => Promise.resolve(new Map()),
        nodeId: () => new NodeId(),
        textOf: String,
      },
      clock: new ManualClock(),
      session: () => session,
      fault: (error) => faults.push(error),
    },
  );
  for (const name of ['a', 'b']) {
    const item = new DataItem({ name, address: name }, {}, sink);
    item.id = items.size + 1;
    items.set(name, item);
  }
  return {
    told,
    faults,
    /** The tags are read; their values come when the answer is there. */
    read(): { answer(a: RawValue, b: RawValue): Promise<unknown> } {
      sink.stale();
      return {
        answer(a, b) {
          readings.shift()?.([{ result: a }, { result: b }]);
          return settled();
        },
      };
    },
    message(...values: readonly (readonly [string, RawValue])[]): void {
      sink.heard(0);
      for (const [name, raw] of values) {
        const item = items.get(name);
        if (item) sink.value(item, raw, 0);
      }
      sink.flush(false);
    },
    tellTypes(): Promise<unknown> {
      types.resolve();
      return settled();
    },
  };
}

describe('what a watch tells while the types of values are asked for', () => {
  it('is what changed while tags were read, and not what was read', async () => {
    const { told, faults, read, message, tellTypes } = scene();
    const reading = read();
    message(['a', int(2, 20)]);
    await reading.answer(int(1, 10), double(5, 10));
    await tellTypes();
    assert.deepEqual(told, [
      ['a', 2],
      ['b', 5],
    ]);
    assert.deepEqual(faults, []);
  });

  it('is what was read, and not what was on its way then', async () => {
    const { told, faults, read, message, tellTypes } = scene();
    await read().answer(double(2, 20), double(5, 10));
    message(['b', int(6, 20)], ['a', double(1, 10)]);
    await tellTypes();
    assert.deepEqual(told, [
      ['a', 2],
      ['b', 5],
      ['b', 6],
    ]);
    message(['a', double(3, 5)]);
    assert.deepEqual(told.at(-1), ['a', 3], 'a change, whatever its time says');
    assert.deepEqual(faults, []);
  });

  it('is told once where it is read as well', async () => {
    const { told, faults, read, message, tellTypes } = scene();
    message(['a', double(1, 10)], ['b', int(6, 20)]);
    await read().answer(double(1, 10), int(6, 20));
    await tellTypes();
    assert.deepEqual(told, [
      ['a', 1],
      ['b', 6],
    ]);
    assert.deepEqual(faults, []);
  });
});
