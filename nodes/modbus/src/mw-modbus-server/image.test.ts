import assert from 'node:assert/strict';
import { type ModbusTag, packRegisters, unpackRegisters } from '@millwright/modbus';
import { type Sample, systemClock, tagErrors } from '@millwright/tags';
import { Image } from './image.ts';

const tag = (
  name: string,
  address: number,
  type: ModbusTag['type'],
  more: Partial<ModbusTag> = {},
): ModbusTag => ({ name, area: 'holding-register', address, type, byteOrder: 'ABCD', ...more });

const coil = tag('run', 0, 'bool', { area: 'coil' });
const count = tag('count', 0, 'uint16');
const wide = tag('wide', 1, 'uint64');
const level = tag('level', 5, 'float32');
const digits = tag('digits', 7, 'bcd16');
const bit = tag('bit', 8, 'bool', { bit: 3 });
const other = tag('other', 8, 'bool', { bit: 4 });
const text = tag('text', 9, 'string', { length: 2 });
const all = [coil, count, wide, level, digits, bit, other, text];

function imageOf(tags: readonly ModbusTag[]) {
  const samples: Sample[] = [];
  const served = tags.map((each) => ({ tag: each, writable: true }));
  const image = new Image(served, { clock: systemClock, onWrite: (some) => samples.push(...some) });
  const registers = (address: number, quantity: number) =>
    unpackRegisters(image.read('holding-register', address, quantity) as Uint8Array);
  return { image, samples, registers };
}

/** What of these tags comes back in these, through a file. */
function kept(from: Image, tags: readonly ModbusTag[]) {
  const next = imageOf(tags);
  next.image.restore(JSON.parse(JSON.stringify(from.kept())));
  return next;
}

describe('the image of a Modbus server', () => {
  it('sets all that a message brings, or nothing of it', () => {
    const { image, registers } = imageOf(all);
    assert.throws(() => image.set({ count: 5, digits: 99_999 }), tagErrors.valueDoesNotFit.is);
    assert.throws(() => image.set({ count: 5, nobody: 1 }), tagErrors.unknownTag.is);
    assert.deepEqual(registers(0, 1), [0]);
    image.set({ bit: true, count: 5, other: true });
    image.set({ bit: false });
    assert.deepEqual([...registers(0, 1), ...registers(8, 1)], [5, 0x10]);
  });

  it('keeps what it holds register by register, also what is no value', () => {
    const { image, samples, registers } = imageOf(all);
    image.set({ run: true, bit: true, text: 'OK' });
    const written = [7, 0x7fff, 0xffff, 0xffff, 0xffff, 0x7fc0, 1, 0xabcd];
    image.write('holding-register', 0, written.length, packRegisters(written));
    assert.deepEqual(
      samples.map(({ value, text: shown }) => [value, shown]),
      [
        [7, undefined],
        [null, String(0x7fff_ffff_ffff_ffffn)],
        [null, 'NaN'],
        [null, '0xabcd'],
      ],
    );
    const after = kept(image, all);
    assert.deepEqual(after.registers(0, 11), registers(0, 11));
    assert.deepEqual(after.image.read('coil', 0, 1), Uint8Array.of(1));
  });

  it('keeps the value of a tag that is another one now, where that can hold it', () => {
    const { image } = imageOf(all);
    image.set({ count: 300, level: 1.5, bit: true, text: 'OKAY' });
    image.write('holding-register', 1, 4, packRegisters([0x7fff, 0xffff, 0xffff, 0xffff]));
    const after = kept(image, [
      tag('count', 0, 'float32', { byteOrder: 'CDAB' }),
      tag('level', 2, 'uint16'),
      tag('bit', 3, 'bool', { bit: 5, byteOrder: 'BADC' }),
      tag('text', 4, 'string', { length: 1 }),
      tag('wide', 5, 'uint64', { byteOrder: 'DCBA' }),
    ]);
    assert.deepEqual(after.registers(0, 9), [0, 0x4396, 0, 0x2000, 0, 0xffff, 0xffff, 0xffff, 0xff7f]);
  });
});
