import assert from 'node:assert/strict';
import { intentOf } from '@millwright/tags';
import fc from 'fast-check';
import { encodeRequest } from '../pdu/pdu.ts';
import { answerFrom, MemoryStore } from '../serve/store.ts';
import { tag } from './scene.fixture.ts';
import { type ModbusTag, memberOf } from './tag.ts';
import type { WriteItem } from './write-item.ts';
import { planWrites, type WriteMeans } from './write-plan.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const means: WriteMeans = { multipleOnly: false, limitOf: () => 2_000 };
const item = (of: ModbusTag, value: unknown): WriteItem => ({
  member: memberOf(of),
  written: value,
  ...intentOf(of, value),
});
const word = (address: number, value: number): WriteItem =>
  item(tag(`r${address}`, 'holding-register', address, 'uint16'), value);

const size = 24;
const place = fc.nat({ max: size - 2 });
const anyItem = fc.oneof(
  fc.tuple(place, fc.boolean()).map(([at, value]) => item(tag(`c${at}`, 'coil', at, 'bool'), value)),
  fc.tuple(place, fc.nat({ max: 0xffff })).map(([at, value]) => word(at, value)),
  fc
    .tuple(place, fc.nat({ max: 0xffff_ffff }))
    .map(([at, value]) => item(tag(`d${at}`, 'holding-register', at, 'uint32'), value)),
  fc
    .tuple(place, fc.nat({ max: 15 }), fc.constantFrom('ABCD' as const, 'BADC' as const), fc.boolean())
    .map(([at, bit, byteOrder, value]) =>
      item(tag(`b${at}.${bit}`, 'holding-register', at, 'bool', { bit, byteOrder }), value),
    ),
);

/** What a unit holds after these items were written in these requests. */
function held(items: readonly WriteItem[], more: Partial<WriteMeans> = {}): readonly unknown[] {
  const store = new MemoryStore({
    coil: size,
    'discrete-input': 0,
    'holding-register': size,
    'input-register': 0,
  });
  store.write('holding-register', 0, size, new Uint8Array(size * 2).fill(0x5a));
  for (const { request } of planWrites(items, { ...means, ...more })) {
    assert.ok(encodeRequest(request));
    assert.deepEqual(answerFrom(store, request), { done: true });
  }
  return [store.read('coil', 0, size), store.read('holding-register', 0, size)];
}

describe(`write plan (seed ${seed})`, () => {
  it('leaves what writing one by one leaves, each item in one request, in their order', () => {
    const alone: Partial<WriteMeans> = { limitOf: () => 0 };
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 12 }), fc.boolean(), (items, multipleOnly) => {
        const planned = planWrites(items, { ...means, multipleOnly });
        assert.deepEqual(
          planned.flatMap((each) => each.items),
          items,
        );
        assert.deepEqual(held(items, { multipleOnly }), held(items, alone));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('puts no more into one request than the protocol and the unit take', () => {
    const many = Array.from({ length: 130 }, (_, at) => word(at, at));
    const lengths = (of: Partial<WriteMeans>) =>
      planWrites(many, { ...means, ...of }).map(({ length }) => length);
    assert.deepEqual(lengths({}), [123, 7]);
    assert.deepEqual(lengths({ limitOf: () => 50 }), [50, 50, 30]);
  });

  it('divides no value, even where it is longer than the unit takes with others', () => {
    const text = item(tag('text', 'holding-register', 1, 'string', { length: 9 }), 'a text');
    const [first, second] = planWrites([word(0, 1), text], { ...means, limitOf: () => 8 });
    assert.equal(first?.length, 1);
    assert.equal(second?.length, 9);
  });

  it('writes what goes back and forth in the order in which it came', () => {
    const bit = (value: boolean) => item(tag('b', 'holding-register', 3, 'bool', { bit: 2 }), value);
    assert.equal(planWrites([word(3, 1), word(3, 2), bit(true), bit(false)], means).length, 4);
  });

  it('takes a bit that does not apply to its type for none', () => {
    const [only] = planWrites([item(tag('w', 'holding-register', 3, 'uint16', { bit: 2 }), 9)], means);
    assert.deepEqual(only?.request, { do: 'write-register', address: 3, value: 9 });
  });
});
