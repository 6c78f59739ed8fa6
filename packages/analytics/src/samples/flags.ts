import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { qualityCodes } from './columns.ts';
import { sampleErrors } from './errors.ts';

/** Beside the quality in its two low bits, a flag says that there is no value. */
const noValue = 4;

/** What is said of each sample beside time and value. */
export const flagOf = (value: number, quality: number): number =>
  Number.isNaN(value) ? quality | noValue : quality;
export const hasValue = (flag: number): boolean => flag < noValue;
export const qualityOfFlag = (flag: number): number => flag & 3;

/** Flags as runs: they seldom change. */
export function writeFlags(writer: ByteWriter, flags: Uint8Array): void {
  for (let start = 0; start < flags.length; ) {
    const flag = flags[start] as number;
    let end = start + 1;
    while (end < flags.length && flags[end] === flag) end += 1;
    writer.varint((end - start) * 8 + flag);
    start = end;
  }
}

/** What {@link writeFlags} wrote of so many samples. */
export function readFlags(reader: ByteReader, count: number): Uint8Array {
  const flags = new Uint8Array(count);
  for (let start = 0; start < count; ) {
    const run = reader.varint();
    const flag = run % 8;
    const end = start + Math.floor(run / 8);
    if (end === start || end > count || qualityOfFlag(flag) > qualityCodes.bad) {
      throw sampleErrors.damagedBlock({ reason: 'a run of quality that cannot be' });
    }
    flags.fill(flag, start, end);
    start = end;
  }
  return flags;
}
