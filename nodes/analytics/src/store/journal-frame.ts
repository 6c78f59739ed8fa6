import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Samples of several tags in the order in which they came: the number of the tag of each. */
export interface NumberedSamples {
  readonly tags: Uint32Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly quality: Uint8Array;
}

/** Of each tag, the number of samples that were written before the first one of it in this journal. */
export type Sequences = ReadonlyMap<number, number>;

export type JournalFrame =
  | { readonly is: 'sequences'; readonly sequences: Sequences }
  | { readonly is: 'samples'; readonly samples: NumberedSamples };

/** A stretch that is no whole frame, with whole ones behind it: what was in it is lost. */
export interface LostFrames {
  readonly is: 'lost';
}

/*
 * A journal is frames one after the other. Numbers are little-endian; the body is compressed by DEFLATE (RFC 1951).
 *
 *   0  magic "MWSJ"   4  format, 5 kind   8  bytes of the body   12  rows   16  CRC-32 of the body   20  CRC-32 of all above
 *
 * Kind 0 has sequences, as columns: tags (u32), sequences (f64). Kind 1 has samples: tags (u32), times (f64), values
 * (f64), quality (u8).
 */
const magic = 0x4a53_574d;
const format = 1;
const crcAt = 20;
const headSize = crcAt + 4;
const kinds = ['sequences', 'samples'] as const;
const rowSizes = { sequences: 12, samples: 21 } as const;
/** Rows of one frame at most, so that nothing is unpacked without end. */
export const maxFrameRows = 1_000_000;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

function columnsOf(frame: JournalFrame): readonly ArrayBufferView[] {
  if (frame.is === 'samples') {
    const { tags, times, values, quality } = frame.samples;
    return [tags, times, values, quality];
  }
  return [Uint32Array.from(frame.sequences.keys()), Float64Array.from(frame.sequences.values())];
}

export function encodeFrame(frame: JournalFrame): Buffer {
  const body = deflateRawSync(Buffer.concat(columnsOf(frame).map(bytesOf)), { level: 1 });
  const head = Buffer.alloc(headSize);
  head.writeUInt32LE(magic, 0);
  head.writeUInt8(format, 4);
  head.writeUInt8(kinds.indexOf(frame.is), 5);
  head.writeUInt32LE(body.length, 8);
  head.writeUInt32LE(frame.is === 'samples' ? frame.samples.tags.length : frame.sequences.size, 12);
  head.writeUInt32LE(crc32(body), 16);
  head.writeUInt32LE(crc32(head.subarray(0, crcAt)), crcAt);
  return Buffer.concat([head, body]);
}

/** A column of a body, copied to where numbers of its size may lie. */
function column(body: Buffer, at: number, length: number): ArrayBuffer {
  const copy = new ArrayBuffer(length);
  Buffer.from(copy).set(body.subarray(at, at + length));
  return copy;
}

function decodeBody(kind: (typeof kinds)[number], body: Buffer, rows: number): JournalFrame {
  const tags = new Uint32Array(column(body, 0, 4 * rows));
  const numbers = new Float64Array(column(body, 4 * rows, 8 * rows));
  if (kind === 'sequences') {
    return { is: kind, sequences: new Map([...tags].map((tag, row) => [tag, numbers[row] as number])) };
  }
  const values = new Float64Array(column(body, 12 * rows, 8 * rows));
  const quality = new Uint8Array(column(body, 20 * rows, rows));
  return { is: kind, samples: { tags, times: numbers, values, quality } };
}

/** Undefined where it is not as long as it has to be: somebody made it up. */
function unpacked(packed: Buffer, length: number): Buffer | undefined {
  try {
    const body = inflateRawSync(packed, { maxOutputLength: length + 1 });
    return body.length === length ? body : undefined;
  } catch {
    return undefined;
  }
}

/** What a journal holds. */
export interface ReadJournal {
  readonly frames: readonly (JournalFrame | LostFrames)[];
  /** Where the last whole frame ends: what is behind it was torn. */
  readonly end: number;
  /** The format of a frame that a newer version wrote: nothing from there on was looked at. */
  readonly unknownFormat?: number;
}

type ReadFrame =
  | { readonly is: 'whole'; readonly frame: JournalFrame; readonly end: number }
  | { readonly is: 'unknown'; readonly format: number }
  | { readonly is: 'none' };

const none: ReadFrame = { is: 'none' };

function frameAt(bytes: Buffer, at: number): ReadFrame {
  const head = bytes.subarray(at, at + headSize);
  if (head.length < headSize || head.readUInt32LE(0) !== magic) return none;
  if (head.readUInt32LE(crcAt) !== crc32(head.subarray(0, crcAt))) return none;
  const kind = kinds[head.readUInt8(5)];
  if (head.readUInt8(4) !== format || kind === undefined) return { is: 'unknown', format: head.readUInt8(4) };
  const [length, rows] = [head.readUInt32LE(8), head.readUInt32LE(12)];
  const end = at + headSize + length;
  const packed = bytes.subarray(at + headSize, end);
  if (packed.length !== length || rows > maxFrameRows || head.readUInt32LE(16) !== crc32(packed)) return none;
  const body = unpacked(packed, rowSizes[kind] * rows);
  return body ? { is: 'whole', frame: decodeBody(kind, body, rows), end } : none;
}

const magicBytes = Buffer.from('MWSJ', 'latin1');

/** Reads all of a journal. A damaged frame does not hide those behind it. */
export function readFrames(bytes: Buffer): ReadJournal {
  const frames: (JournalFrame | LostFrames)[] = [];
  let end = 0;
  for (let at = 0; at >= 0 && at < bytes.length; ) {
    const found = frameAt(bytes, at);
    if (found.is === 'unknown') return { frames, end: at, unknownFormat: found.format };
    if (found.is === 'none') {
      at = bytes.indexOf(magicBytes, at + 1);
      continue;
    }
    if (at > end) frames.push({ is: 'lost' });
    frames.push(found.frame);
    end = at = found.end;
  }
  return { frames, end };
}
