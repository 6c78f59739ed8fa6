import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { decimalsOf, fromDecimals } from './decimals.ts';
import { readDoubles, writeDoubles } from './doubles.ts';
import { sampleErrors } from './errors.ts';
import { planIntegers, readIntegers, writeIntegers } from './integers.ts';
import { fromSingles, singlesOf } from './singles.ts';

/** How the values of a block are coded; the numbers stand in files. */
export const codecs = { constant: 0, decimal: 1, single: 2, double: 3 } as const;
export type Codec = (typeof codecs)[keyof typeof codecs];

/** With so few places no single-precision coding is shorter: it need not be tried. */
const surelyDecimal = 3;

function isConstant(values: Float64Array): boolean {
  const [first] = values;
  return values.every((value) => Object.is(value, first));
}

/** Writes values (no NaN among them) in the coding that suits them best, and says which. */
export function writeValues(writer: ByteWriter, values: Float64Array): Codec {
  const [first] = values;
  if (first === undefined) return codecs.constant;
  if (isConstant(values)) {
    writer.double(first);
    return codecs.constant;
  }
  const decimals = decimalsOf(values);
  const decimal = decimals && planIntegers(decimals.scaled);
  const singles = decimals && decimals.places <= surelyDecimal ? undefined : singlesOf(values);
  const single = singles && planIntegers(singles);
  if (decimals && decimal && !(single && single.cost < decimal.cost)) {
    writer.byte(decimals.places);
    writeIntegers(writer, decimal);
    return codecs.decimal;
  }
  if (single) {
    writeIntegers(writer, single);
    return codecs.single;
  }
  writeDoubles(writer, values);
  return codecs.double;
}

/** What {@link writeValues} wrote of so many values. */
export function readValues(reader: ByteReader, codec: number, count: number): Float64Array {
  if (count === 0) return new Float64Array(0);
  switch (codec) {
    case codecs.constant:
      return new Float64Array(count).fill(reader.double());
    case codecs.decimal:
      return fromDecimals({ places: reader.byte(), scaled: readIntegers(reader, count) });
    case codecs.single:
      return fromSingles(readIntegers(reader, count));
    case codecs.double:
      return readDoubles(reader, count);
    default:
      throw sampleErrors.damagedBlock({ reason: `its values are coded in the way ${codec}` });
  }
}
