import assert from 'node:assert/strict';
import { decodeValue } from './decode.ts';
import { type Decoded, isValue } from './decoded.ts';
import { encodeValue } from './encode.ts';
import { byteOrders, registersOf, type ValueFormat } from './format.ts';

/** Formats whose values are small integers and bools here, which take no memory of their own. */
const formats: readonly ValueFormat[] = byteOrders.flatMap((byteOrder): ValueFormat[] => [
  { type: 'int16', byteOrder },
  { type: 'uint32', byteOrder, sentinel: 'sunspec' },
  { type: 'int64', byteOrder },
  { type: 'bcd32', byteOrder },
  { type: 'float64', byteOrder },
  { type: 'bool', byteOrder, bit: 3 },
  { type: 'uint16', byteOrder, scaling: { kind: 'factor', factor: 0.5, offset: 1 } },
  { type: 'int32', byteOrder, scaling: { kind: 'range', raw: [0, 100], scaled: [0, 200], clamp: true } },
]);
const tags = 1_024;

/** The bytes of the heap that one run takes: the median, since a run may be hit by a collection or a compilation. */
function taken(run: () => void): number {
  const runs = Array.from({ length: 51 }, () => {
    const before = process.memoryUsage().heapUsed;
    run();
    return process.memoryUsage().heapUsed - before;
  });
  return runs.sort((a, b) => a - b)[25] ?? Number.NaN;
}

describe('decoding a table', () => {
  it('allocates next to nothing beyond the values', function () {
    this.timeout(20_000);
    const members = Array.from({ length: tags }, (_, index) => {
      const format = formats[index % formats.length] as ValueFormat;
      return { format, at: index * 8 };
    });
    const bytes = new Uint8Array(tags * 8);
    for (const { format, at } of members) {
      bytes.set(encodeValue(format.type === 'bool' ? true : 6, format), at);
      assert.ok(registersOf(format) <= 4);
    }
    const values = new Array<Decoded>(tags).fill(0);
    const decode = () => {
      let index = 0;
      for (const { format, at } of members) values[index++] = decodeValue(bytes, format, at);
    };
    for (let warm = 0; warm < 500; warm += 1) decode();
    assert.ok(values.every(isValue));
    const each = taken(decode) / tags;
    assert.ok(each < 4, `${each} bytes for each tag`);
  });
});
