import { crc32 } from './crc32.ts';
import { sampleErrors } from './errors.ts';
import type { GoodValues, Point, Summary } from './summary.ts';

/** What the header of a block says: enough for an overview, without decoding the samples. */
export interface BlockInfo extends Summary {
  /** Bytes of the whole block. */
  readonly length: number;
  /** How the values are coded. */
  readonly codec: number;
  /** Samples as they were written, those of the same time too. */
  readonly count: number;
}

/*
 * All numbers are little-endian. Later formats keep these places, so that an older reader knows a newer block.
 *
 *   0  magic "MWSB"          10  samples            22  first, last time (f64 each)
 *   4  length of the block   14  good values        38  sum of good values
 *   8  format, 9 codec       18  uncertain values   46  min, max, first, last good value: time, value (f64 each)
 *                                                  110  CRC-32 of all above
 */
const magic = 0x4253_574d;
const format = 1;
const crcAt = 110;
export const headerSize = crcAt + 4;
export const trailerSize = 4;

const pointNames = ['min', 'max', 'first', 'last'] as const;
const pointAt = (index: number): number => 46 + 16 * index;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function writeHeader(bytes: Uint8Array, info: BlockInfo): void {
  const view = viewOf(bytes);
  view.setUint32(0, magic, true);
  view.setUint32(4, info.length, true);
  view.setUint8(8, format);
  view.setUint8(9, info.codec);
  view.setUint32(10, info.count, true);
  view.setUint32(14, info.good?.count ?? 0, true);
  view.setUint32(18, info.uncertain, true);
  view.setFloat64(22, info.first, true);
  view.setFloat64(30, info.last, true);
  view.setFloat64(38, info.good?.sum ?? 0, true);
  pointNames.forEach((name, index) => {
    view.setFloat64(pointAt(index), info.good?.[name].time ?? 0, true);
    view.setFloat64(pointAt(index) + 8, info.good?.[name].value ?? 0, true);
  });
  view.setUint32(crcAt, crc32(bytes, 0, crcAt), true);
}

function readGood(view: DataView, count: number): GoodValues {
  const points = pointNames.map((name, index): [string, Point] => [
    name,
    {
      time: view.getFloat64(pointAt(index), true),
      value: view.getFloat64(pointAt(index) + 8, true),
    },
  ]);
  const named = Object.fromEntries(points) as Record<(typeof pointNames)[number], Point>;
  return { count, sum: view.getFloat64(38, true), ...named };
}

/**
 * What the header at the beginning of these bytes says. It is checked by itself, so the rest of the block need not be
 * there.
 *
 * @throws `samples.damaged-block`, or `samples.unknown-format` where a newer version wrote it
 */
export function blockInfo(bytes: Uint8Array): BlockInfo {
  if (bytes.length < headerSize) throw sampleErrors.damagedBlock({ reason: 'it is shorter than a header' });
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== magic) throw sampleErrors.damagedBlock({ reason: 'none begins here' });
  if (view.getUint32(crcAt, true) !== crc32(bytes, 0, crcAt)) {
    throw sampleErrors.damagedBlock({ reason: 'its header is not as it was written' });
  }
  if (view.getUint8(8) !== format) throw sampleErrors.unknownFormat({ format: view.getUint8(8) });
  const good = view.getUint32(14, true);
  return {
    length: view.getUint32(4, true),
    codec: view.getUint8(9),
    count: view.getUint32(10, true),
    uncertain: view.getUint32(18, true),
    first: view.getFloat64(22, true),
    last: view.getFloat64(30, true),
    ...(good > 0 && { good: readGood(view, good) }),
  };
}
