import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { inOrder, isKeptTime, qualityCodes, type SampleColumns } from './columns.ts';
import { crc32 } from './crc32.ts';
import { sampleErrors } from './errors.ts';
import { flagOf, hasValue, qualityOfFlag, readFlags, writeFlags } from './flags.ts';
import { blockInfo, headerSize, trailerSize, writeHeader } from './header.ts';
import { planIntegers, readIntegers, writeIntegers } from './integers.ts';
import { summarise } from './summary.ts';
import { readValues, writeValues } from './value-codec.ts';

/** Samples that one block holds at most, so that a reader never has to believe in a number without end. */
export const maxBlockSamples = 65_536;

function checkKept({ times, values, quality }: SampleColumns): void {
  const count = times.length;
  const refuse = (reason: string) => sampleErrors.notKept({ reason });
  if (values.length !== count || quality.length !== count) throw refuse('their columns differ in length');
  if (count === 0 || count > maxBlockSamples) {
    throw refuse(`a block takes 1 to ${maxBlockSamples} of them, and they are ${count}`);
  }
  for (let row = 0; row < count; row += 1) {
    const time = times[row] as number;
    if (!isKeptTime(time)) {
      throw refuse(`${time} is no time in whole milliseconds`);
    }
    if ((quality[row] as number) > qualityCodes.bad) throw refuse(`${quality[row]} is no quality`);
  }
}

function flagsOf({ values, quality }: SampleColumns): Uint8Array {
  const flags = new Uint8Array(values.length);
  for (let row = 0; row < flags.length; row += 1) {
    flags[row] = flagOf(values[row] as number, quality[row] as number);
  }
  return flags;
}

/**
 * Samples of one tag as a block, without loss: -0 and infinities come back as they were, and every NaN as no value.
 * Samples may come out of order and with the same time.
 *
 * @throws `samples.not-kept` if there are none or more than 65,536, or a time or quality is none
 */
export function encodeBlock(columns: SampleColumns): Uint8Array {
  checkKept(columns);
  const { times, values } = columns;
  const count = times.length;
  const writer = new ByteWriter(headerSize + trailerSize + 4 * count + 64);
  writer.skip(headerSize);
  writeFlags(writer, flagsOf(columns));
  writeIntegers(writer, planIntegers(times));
  const present = values.every((value) => !Number.isNaN(value))
    ? values
    : values.filter((value) => !Number.isNaN(value));
  const codec = writeValues(writer, present);
  writer.skip(trailerSize);
  const bytes = writer.done();
  writeHeader(bytes, { length: bytes.length, codec, count, ...summarise(inOrder(columns)) });
  const end = bytes.length - trailerSize;
  new DataView(bytes.buffer).setUint32(end, crc32(bytes, 0, end), true);
  return bytes;
}

/** Whether these bytes are one block from end to end, as it was written. */
export function isWholeBlock(bytes: Uint8Array): boolean {
  const end = bytes.length - trailerSize;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return end >= headerSize && view.getUint32(end, true) === crc32(bytes, 0, end);
}

/** Puts the values that there are back between those that are missing. */
function spread(present: Float64Array, flags: Uint8Array): Float64Array {
  if (present.length === flags.length) return present;
  const values = new Float64Array(flags.length).fill(Number.NaN);
  let next = 0;
  for (let row = 0; row < flags.length; row += 1) {
    if (hasValue(flags[row] as number)) values[row] = present[next++] as number;
  }
  return values;
}

/**
 * The samples of one block by time; of several with the same time, the one that was written last.
 *
 * @throws `samples.damaged-block` if anything in it is not as it was written, `samples.unknown-format`
 */
export function decodeBlock(bytes: Uint8Array): SampleColumns {
  const { length, codec, count } = blockInfo(bytes);
  if (length !== bytes.length || !isWholeBlock(bytes)) {
    throw sampleErrors.damagedBlock({ reason: 'it is not as it was written' });
  }
  if (count > maxBlockSamples) throw sampleErrors.damagedBlock({ reason: `${count} samples` });
  const reader = new ByteReader(bytes, headerSize, bytes.length - trailerSize);
  const flags = readFlags(reader, count);
  const times = readIntegers(reader, count);
  const missing = flags.reduce((sum, flag) => sum + (hasValue(flag) ? 0 : 1), 0);
  const values = spread(readValues(reader, codec, count - missing), flags);
  if (!reader.isAtEnd) throw sampleErrors.damagedBlock({ reason: 'it goes on behind its samples' });
  return inOrder({ times, values, quality: flags.map(qualityOfFlag) });
}
