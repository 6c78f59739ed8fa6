import assert from 'node:assert/strict';
import type { ModbusTag } from '@millwright/modbus';
import { ManualClock, tagErrors } from '@millwright/tags';
import { Image } from './image.ts';

const tag = (name: string, address: number, type: ModbusTag['type'], more: Partial<ModbusTag> = {}) => ({
  tag: { name, area: 'holding-register', address, type, byteOrder: 'ABCD', ...more } as ModbusTag,
  writable: true,
});
const tags = [
  tag('level', 0, 'int16'),
  tag('wide', 1, 'uint64'),
  tag('number', 5, 'float32'),
  tag('digits', 7, 'bcd16'),
  tag('bit', 8, 'bool', { bit: 3 }),
];
const made = () => new Image(tags, { clock: new ManualClock(), onWrite: () => {} });

describe('what a server holds', () => {
  it('is set as a whole or not at all', () => {
    const image = made();
    image.set({ level: 5 });
    assert.throws(() => image.set({ level: 6, digits: 99_999 }), tagErrors.valueDoesNotFit.is);
    assert.throws(() => image.set({ level: 6, nobody: 1 }), tagErrors.unknownTag.is);
    assert.equal(image.kept()['level'], 5);
    image.set({ level: 7, digits: 12, bit: true });
    assert.deepEqual([image.kept()['level'], image.kept()['digits'], image.kept()['bit']], [7, 12, true]);
  });

  it('is kept also where it is no value of its tag, byte by byte', () => {
    const image = made();
    const bytes = Uint8Array.of(
      0,
      5,
      0x7f,
      255,
      255,
      255,
      255,
      255,
      255,
      255,
      0x7f,
      0xc0,
      0,
      1,
      0xab,
      0xcd,
      0,
      8,
    );
    assert.equal(image.write('holding-register', 0, 9, bytes), undefined);
    const kept = JSON.parse(JSON.stringify(image.kept()));
    assert.deepEqual(kept, {
      level: 5,
      wide: { bytes: '7fffffffffffffff' },
      number: { bytes: '7fc00001' },
      digits: { bytes: 'abcd' },
      bit: true,
    });
    const restored = made();
    for (const [name, value] of Object.entries(kept)) restored.restore(name, value);
    assert.deepEqual(restored.read('holding-register', 0, 9), bytes);
  });

  it('keeps what the table says where what was kept does not fit it any more', () => {
    const image = made();
    image.set({ level: 5 });
    for (const kept of [null, { bytes: 'abcdef' }, { bytes: 7 }, {}, 'x', 70_000])
      image.restore('level', kept);
    image.restore('nobody', 1);
    assert.equal(image.kept()['level'], 5);
  });
});
