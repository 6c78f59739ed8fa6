import assert from 'node:assert/strict';
import type { Lessons } from '@millwright/tags';
import fc from 'fast-check';
import { parseAddress } from '../address/parse.ts';
import { smallestPdu } from '../wire/setup.ts';
import type { RequestLimits } from './limits.ts';
import { planS7Reads } from './read-plan.ts';
import { type S7Span, spanOf, unitBytes } from './region.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const at = (address: string): S7Span => {
  const { place, shape } = parseAddress(address);
  return spanOf(place, shape);
};
const reals = (count: number, stride: number): readonly S7Span[] =>
  Array.from({ length: count }, (_, index) => at(`DB1.DBD${index * stride}:REAL`));
const limits = (pdu: number, items = 20): RequestLimits => ({ pdu, items });
/** What is asked for, request by request: `DB1@0+4`. */
const asked = (members: readonly S7Span[], of: RequestLimits, options = {}, lessons?: Lessons) =>
  planS7Reads(members, of, options, lessons).requests.map(({ items }) =>
    items.map(({ area, db = '', start, length }) => `${area}${db}@${start}+${length}`),
  );

/** What a request and its answer take, by the layout of S7 alone. @see Wireshark's dissector of S7comm, `s7comm.param.item`, `s7comm.data` */
function sizes(items: readonly { readonly area: string; readonly length: number }[]): [number, number] {
  let answer = 10 + 2 + 2;
  items.forEach(({ area, length }, index) => {
    const bytes = area === 'T' || area === 'C' ? length * 2 : length;
    answer += 4 + bytes + (index < items.length - 1 ? bytes % 2 : 0);
  });
  return [10 + 2 + 12 * items.length, answer];
}

const anySpan = fc
  .record({
    region: fc.constantFrom('DB1', 'DB2', 'M', 'I', 'PI', 'T', 'C'),
    start: fc.integer({ min: 0, max: 400 }),
    length: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1, max: 24 }) },
      fc.integer({ min: 1, max: 2_000 }),
    ),
  })
  .map(({ region, start, length }): S7Span => {
    const db = region.startsWith('DB') ? Number(region.slice(2)) : undefined;
    const area = db === undefined ? (region as S7Span['place']['area']) : 'DB';
    return { area: region, start, length, place: db === undefined ? { area } : { area, db } };
  });

describe(`read plan of S7 (seed ${seed})`, () => {
  it('S-B-01: 1,000 REAL one after the other are 5 requests with a PDU of 960', () => {
    const requests = asked(reals(1_000, 4), limits(960));
    assert.equal(requests.length, 5);
    assert.deepEqual(requests[0], ['DB1@0+940']);
    assert.deepEqual(requests[4], ['DB1@3760+240']);
  });

  it('S-B-02: 1,000 REAL every 16 bytes are 17 requests with a gap of 16, and 50 of 20 items without', () => {
    const members = reals(1_000, 16);
    assert.equal(asked(members, limits(960), { gap: 16 }).length, 17);
    const apart = asked(members, limits(960), { gap: 0 });
    assert.equal(apart.length, 50);
    assert.ok(apart.every((items) => items.length === 20));
  });

  it('S-B-03: no request and no answer is longer than the PDU, and every byte that is wanted is asked for', () => {
    fc.assert(
      fc.property(
        fc.array(anySpan, { maxLength: 120 }),
        fc.integer({ min: smallestPdu, max: 960 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 64 }),
        fc.boolean(),
        (members, pdu, most, gap, optimize) => {
          const { requests } = planS7Reads(members, limits(pdu, most), { gap, optimize });
          const reached = new Set<string>();
          for (const { items, parts } of requests) {
            const [request, answer] = sizes(items);
            assert.ok(request <= pdu, `a request of ${request} bytes`);
            assert.ok(answer <= pdu, `an answer of ${answer} bytes`);
            assert.ok(items.length <= most);
            assert.equal(items.length, parts.length);
            items.forEach(({ area, db = '', start, length }, index) => {
              const { block, offset, bytes } = parts[index] as (typeof parts)[number];
              const unit = unitBytes({ area });
              assert.equal(start, block.start + offset / unit);
              assert.equal(bytes, length * unit);
              for (let each = start; each < start + length; each += 1) reached.add(`${area}${db}@${each}`);
            });
          }
          const inBlocks = requests.flatMap(({ parts }) => parts.flatMap(({ block }) => block.members));
          for (const member of members) {
            const { area, start, length } = member;
            for (let each = start; each < start + length; each += 1)
              assert.ok(reached.has(`${area}@${each}`));
            assert.ok(inBlocks.includes(member));
          }
        },
      ),
      { seed, numRuns: 150 },
    );
  });

  it('S-B-03: an odd item has a byte behind it, but for the last one', () => {
    const members = ['DB1.DBB0:BYTE[45]', 'DB1.DBB100:BYTE[45]'].map(at);
    // 14 + (4 + 45 + 1) + (4 + 45) = 113.
    assert.equal(asked(members, limits(113)).length, 1);
    assert.equal(asked(members, limits(112)).length, 2);
  });

  it('S-B-04: an array of 2,000 bytes is read in pieces, beside what is short', () => {
    const members = ['DB1.DBB0:BYTE[2000]', 'DB2.DBW0', 'T3'].map(at);
    assert.deepEqual(asked(members, limits(960)), [
      ['DB2@0+2', 'T@3+1', 'DB1@1884+116'],
      ['DB1@0+942'],
      ['DB1@942+942'],
    ]);
  });

  it('S-B-05: a request has at most 20 items, or as many as are allowed', () => {
    const members = Array.from({ length: 100 }, (_, index) => at(`DB${index + 1}.DBW0`));
    const counts = (items: number) => asked(members, limits(960, items)).map(({ length }) => length);
    assert.deepEqual(counts(20), [20, 20, 20, 20, 20]);
    assert.deepEqual(counts(64), [64, 36]);
    assert.deepEqual(counts(1_000), [79, 21]);
  });

  it('S-B-06: without optimizing, each address is an item of its own', () => {
    const members = ['DB1.DBW0', 'DB1.DBW2', 'DB1.DBX2.1', 'DB1.DBD2:REAL'].map(at);
    assert.deepEqual(asked(members, limits(240), { optimize: false }), [
      ['DB1@0+2', 'DB1@2+2', 'DB1@2+1', 'DB1@2+4'],
    ]);
    assert.deepEqual(asked(members, limits(240)), [['DB1@0+6']]);
  });

  it('counts timers and counters, and never reads modules along', () => {
    const members = ['T0', 'T9', 'T19', 'C7', 'PIW256', 'PIW260'].map(at);
    assert.deepEqual(asked(members, limits(240)), [['T@0+10', 'T@19+1', 'C@7+1', 'PI@256+2', 'PI@260+2']]);
    const many = Array.from({ length: 100 }, (_, index) => at(`T${index}`));
    assert.deepEqual(asked(many, limits(113)), [['T@0+47'], ['T@47+47'], ['T@94+6']]);
  });

  it('keeps to what refused requests have taught', () => {
    const members = ['DB1.DBW0', 'DB1.DBW2', 'DB1.DBW8', 'DB1.DBW10'].map(at);
    const lessons: Lessons = {
      limitOf: () => 8,
      bars: (_region, from) => from === 4,
      isBad: ({ start }) => start === 10,
    };
    assert.deepEqual(asked(members, limits(240), {}, lessons), [['DB1@0+4', 'DB1@8+2', 'DB1@10+2']]);
  });
});
