import { crc32 } from 'node:zlib';
import { type BlockInfo, blockInfo, isWholeBlock, sampleErrors } from '@millwright/analytics';

/*
 * A segment is records one after the other, each a block of one tag with a head before it. Numbers are little-endian.
 *
 *   0  magic "MWSR"   4  number of the tag   8  number of the tag's first sample in the block (f64)   16  CRC-32 of all above
 */
const magic = 0x5253_574d;
const crcAt = 16;
export const recordHeadSize = crcAt + 4;

/** Where a block lies in its segment, and what its headers say. */
export interface BlockEntry {
  readonly tag: number;
  /** How many samples of its tag were written before it: blocks and journal say by it what follows what. */
  readonly sequence: number;
  /** Where the record begins. */
  readonly offset: number;
  readonly info: BlockInfo;
}

/** A record, ready to be written: what is before the block, and the block. */
export function recordOf(tag: number, sequence: number, block: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(recordHeadSize + block.length);
  bytes.writeUInt32LE(magic, 0);
  bytes.writeUInt32LE(tag, 4);
  bytes.writeDoubleLE(sequence, 8);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, crcAt)), crcAt);
  bytes.set(block, recordHeadSize);
  return bytes;
}

/** What the head at the beginning of these bytes says; undefined if none begins there. */
function headOf(bytes: Uint8Array): { readonly tag: number; readonly sequence: number } | undefined {
  if (bytes.length < recordHeadSize) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) return undefined;
  if (view.getUint32(crcAt, true) !== crc32(bytes.subarray(0, crcAt))) return undefined;
  return { tag: view.getUint32(4, true), sequence: view.getFloat64(8, true) };
}

/**
 * What a record says that begins with these bytes, of which the two headers have to be there; undefined if none does.
 *
 * @throws `samples.unknown-format`
 */
export function entryOf(bytes: Uint8Array, offset: number): BlockEntry | undefined {
  const head = headOf(bytes);
  if (!head) return undefined;
  try {
    return { ...head, offset, info: blockInfo(bytes.subarray(recordHeadSize)) };
  } catch (error) {
    if (sampleErrors.damagedBlock.is(error)) return undefined;
    throw error;
  }
}

/** What a segment holds. */
export interface ScannedRecords {
  readonly entries: readonly BlockEntry[];
  /** Where the last whole record ends: what is behind it was torn. */
  readonly end: number;
  /** Stretches between whole records that are none. */
  readonly damaged: number;
  /** The format of a block that a newer version wrote: nothing from there on was looked at. */
  readonly unknownFormat?: number;
}

const magicBytes = Buffer.from('MWSR', 'latin1');

/** Reads all of a segment, each block checked. A damaged record does not hide those behind it. */
export function scanRecords(bytes: Buffer): ScannedRecords {
  const entries: BlockEntry[] = [];
  let [end, damaged] = [0, 0];
  for (let at = 0; at >= 0 && at < bytes.length; ) {
    let entry: BlockEntry | undefined;
    try {
      entry = entryOf(bytes.subarray(at), at);
    } catch (error) {
      if (!sampleErrors.unknownFormat.is(error)) throw error;
      const { format } = error.details as { readonly format: number };
      return { entries, end: at, damaged, unknownFormat: format };
    }
    const next = at + recordHeadSize + (entry?.info.length ?? 0);
    if (!entry || next > bytes.length || !isWholeBlock(bytes.subarray(at + recordHeadSize, next))) {
      at = bytes.indexOf(magicBytes, at + 1);
      continue;
    }
    if (at > end) damaged += 1;
    entries.push(entry);
    end = at = next;
  }
  return { entries, end, damaged };
}
