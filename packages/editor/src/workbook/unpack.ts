import { workbookErrors } from './errors.ts';

/** How a file lies in an archive. Sizes in bytes. */
export interface Packed {
  readonly method: number;
  /** CRC-32 of what it holds. */
  readonly check: number;
  readonly size: number;
}

const [stored, deflated] = [0, 8];

/**
 * Unpacks a file of an archive. Undefined where it holds more than it may, whatever its size is said to be: it is unpacked no further than that.
 *
 * @throws workbook.broken where it is not what its size and checksum say
 */
export async function unpack(
  { method, check, size }: Packed,
  packed: Uint8Array,
  mostBytes: number,
): Promise<Uint8Array | undefined> {
  if (method === stored) return packed.length <= mostBytes ? packed : undefined;
  if (method !== deflated) throw workbookErrors.broken();
  const parts: BlobPart[] = [];
  let length = 0;
  try {
    for await (const part of inflated(asGzip(packed, check, size))) {
      length += part.length;
      if (length > mostBytes) return undefined;
      parts.push(part);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  } catch (cause) {
    throw workbookErrors.broken(undefined, { cause });
  }
}

/** A reader of its own: not every browser has streams that can be iterated. Leaving the loop ends the stream. */
async function* inflated(gzip: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = gzip.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/**
 * The same data in the dress of gzip, which the browser unpacks and checks.
 *
 * @see RFC 1952 section 2.3
 */
function asGzip(deflatedBytes: Uint8Array, check: number, size: number): Blob {
  const head = new Uint8Array([0x1f, 0x8b, deflated, 0, 0, 0, 0, 0, 0, 0xff]);
  const tail = new DataView(new ArrayBuffer(8));
  tail.setUint32(0, check, true);
  tail.setUint32(4, size, true);
  return new Blob([head, deflatedBytes as Uint8Array<ArrayBuffer>, tail]);
}
