import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WriteItem } from '../client/session.ts';
import { smallestPdu } from '../wire/setup.ts';
import type { RequestLimits } from './limits.ts';
import { nextWrites, type PlannedValue, type WriteRequest } from './write-plan.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const bytes = (start: number, length: number, area: 'M' | 'T' = 'M'): WriteItem => ({
  area,
  start,
  bytes: Uint8Array.from({ length }, (_, index) => index),
});
const bit = (start: number): WriteItem => ({ area: 'M', start, bit: 3, value: true });
const limits = (pdu: number, items = 20): RequestLimits => ({ pdu, items });
/** The requests of all turns, in their order. */
function requestsOf(
  values: readonly PlannedValue[],
  of: RequestLimits,
): readonly WriteRequest<PlannedValue>[] {
  const requests: WriteRequest<PlannedValue>[] = [];
  for (let left = values; left.length > 0; ) {
    const turn = nextWrites(left, of);
    assert.ok(turn.requests.length === 1 || turn.values.length === 1);
    requests.push(...turn.requests);
    left = left.slice(turn.values.length);
  }
  return requests;
}
const lengthOf = (item: WriteItem): number => ('bytes' in item ? item.bytes.length : 1);

/** @see Wireshark's dissector of S7comm: all addresses, then all data, each but the last filled to an even length */
function sizeOfRequest(items: readonly WriteItem[]): number {
  const data = items.map(
    (item, index) => lengthOf(item) + (index < items.length - 1 ? lengthOf(item) % 2 : 0),
  );
  return data.reduce((sum, each) => sum + 4 + each, 10 + 2 + 12 * items.length);
}

const anyItem = fc.oneof(
  fc
    .record({ start: fc.nat(100), length: fc.integer({ min: 1, max: 30 }) })
    .map((of) => bytes(of.start, of.length)),
  fc.nat(100).map(bit),
  fc.integer({ min: 1, max: 1_500 }).map((length) => bytes(0, length)),
);

describe(`write plan of S7 (seed ${seed})`, () => {
  it('S-W-03: more than 20 items, or than the PDU holds, are several requests, in their order', () => {
    const values = Array.from({ length: 45 }, (_, index): PlannedValue => ({ items: [bytes(index * 2, 2)] }));
    const startsOf = (of: RequestLimits) =>
      requestsOf(values, of).map(({ items }) => items.map(({ start }) => start / 2));
    assert.deepEqual(
      startsOf(limits(960)).map(({ length }) => length),
      [20, 20, 5],
    );
    // 12 + 12 * 18 <= 240.
    assert.deepEqual(
      startsOf(limits(240)).map(({ length }) => length),
      [12, 12, 12, 9],
    );
    assert.deepEqual(startsOf(limits(240)).flat(), [...values.keys()]);
  });

  it('divides only what is longer than a request, and then gives it requests of its own', () => {
    const values: PlannedValue[] = [{ items: [bit(0)] }, { items: [bytes(10, 500)] }, { items: [bit(1)] }];
    const requests = requestsOf(values, limits(240));
    assert.deepEqual(
      requests.map(({ items }) => items.map((item) => [item.start, lengthOf(item)])),
      [[[0, 1]], [[10, 212]], [[222, 212]], [[434, 76]], [[1, 1]]],
    );
    const timers = requestsOf([{ items: [bytes(0, 300, 'T')] }], limits(240));
    assert.deepEqual(
      timers.map(({ items }) => items[0]?.start),
      [0, 106],
    );
  });

  it('gives a value that has to be alone a request of its own', () => {
    const values: PlannedValue[] = [
      { items: [bit(0)] },
      { items: [bit(1)], alone: true },
      { items: [bit(2)] },
    ];
    assert.deepEqual(
      requestsOf(values, limits(240)).map(({ items }) => items.map(({ start }) => start)),
      [[0], [1], [2]],
    );
  });

  it('S-W-03: never makes a request or an answer that is longer than the PDU, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(anyItem, { minLength: 1, maxLength: 4 }), { maxLength: 60 }),
        fc.integer({ min: smallestPdu, max: 960 }),
        fc.integer({ min: 1, max: 40 }),
        (lists, pdu, most) => {
          const values = lists.map((items): PlannedValue => ({ items }));
          const requests = requestsOf(values, limits(pdu, most));
          for (const { items } of requests) {
            assert.ok(sizeOfRequest(items) <= pdu);
            assert.ok(14 + items.length <= pdu);
            assert.ok(items.length <= most);
          }
          const sent = requests.flatMap(({ items, values: of }) =>
            items.map((item, index) => ({ item, of: of[index] })),
          );
          for (const value of values) {
            const own = sent.filter(({ of }) => of === value).map(({ item }) => lengthOf(item));
            const wanted = value.items.map(lengthOf);
            assert.equal(
              own.reduce((sum, each) => sum + each, 0),
              wanted.reduce((sum, each) => sum + each, 0),
            );
          }
          const order = sent.map(({ of }) => values.indexOf(of as PlannedValue));
          assert.deepEqual(
            order,
            order.toSorted((a, b) => a - b),
          );
        },
      ),
      { seed, numRuns: 150 },
    );
  });
});
