import { deepEqual, equal } from 'node:assert/strict';
import type { Sample } from '@millwright/tags';
import { Delivery } from './delivery.ts';

const sample = (tag: string, value: number): Sample => ({ tag, value, quality: 'good', ts: 0, address: tag });

function delivery(limit: number) {
  const batches: (readonly (readonly [string, unknown, boolean])[])[] = [];
  const dropped: number[] = [];
  const faults: unknown[] = [];
  let done: (() => void) | undefined;
  const made = new Delivery({
    limit: () => limit,
    onDropped: (total) => dropped.push(total),
    onFault: (error) => faults.push(error),
    onSamples: (samples) => {
      batches.push(samples.map(({ tag, value, overflow = false }) => [tag, value, overflow] as const));
      return new Promise<void>((resolve) => {
        done = resolve;
      });
    },
  });
  const finish = async () => {
    done?.();
    for (let turn = 0; turn < 5; turn += 1) await undefined;
  };
  return { made, batches, dropped, faults, finish };
}

describe('delivery of samples', () => {
  it('goes on where nobody can take that something was dropped', async () => {
    const told: number[] = [];
    const faults: unknown[] = [];
    const made = new Delivery({
      limit: () => 1,
      onDropped: () => {
        throw new Error('full');
      },
      onFault: (error) => faults.push(error),
      onSamples: async (samples) => {
        for (const { value } of samples) told.push(value as number);
      },
    });
    for (const value of [1, 2, 3]) made.offer([sample('a', value)]);
    for (let turn = 0; turn < 5; turn += 1) await undefined;
    deepEqual([told, faults.map(String)], [[1, 3], ['Error: full']]);
  });

  it('keeps the order while the one before is being worked on', async () => {
    const { made, batches, finish } = delivery(10);
    made.offer([sample('a', 1)]);
    made.offer([sample('a', 2), sample('b', 1)]);
    made.offer([sample('a', 3)]);
    equal(batches.length, 1);
    await finish();
    deepEqual(batches, [
      [['a', 1, false]],
      [
        ['a', 2, false],
        ['b', 1, false],
        ['a', 3, false],
      ],
    ]);
    equal(made.delivered, 4);
  });

  it('drops all but the latest of each tag where too many wait, counts them, and marks what stands for them', async () => {
    const { made, batches, dropped, finish } = delivery(4);
    made.offer([sample('a', 0)]);
    for (let value = 1; value <= 5; value += 1) made.offer([sample('a', value), sample('b', 100 - value)]);
    made.offer([sample('c', 1)]);
    await finish();
    deepEqual(dropped, [8]);
    deepEqual(batches[1], [
      ['a', 5, true],
      ['b', 95, true],
      ['c', 1, false],
    ]);
    equal(made.delivered + made.dropped, 12);
  });

  it('goes on after a consumer that failed', async () => {
    const faults: unknown[] = [];
    let calls = 0;
    const made = new Delivery({
      limit: () => 10,
      onDropped: () => {},
      onFault: (error) => faults.push(error),
      onSamples: async () => {
        calls += 1;
        if (calls === 1) throw new Error('full');
      },
    });
    made.offer([sample('a', 1)]);
    made.offer([sample('a', 2)]);
    for (let turn = 0; turn < 10; turn += 1) await undefined;
    equal(faults.length, 1);
    equal(calls, 2);
  });

  it('says nothing after the close', async () => {
    const { made, batches, finish } = delivery(10);
    made.offer([sample('a', 1)]);
    made.offer([sample('a', 2)]);
    made.close();
    await finish();
    made.offer([sample('a', 3)]);
    equal(batches.length, 1);
  });
});
