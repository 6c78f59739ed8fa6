import { createHash } from 'node:crypto';
import { entryHeader, paddingOf } from './header.ts';
import type { SignedBlob } from './names.ts';
import { openBundle } from './read-bundle.ts';
import type { StoredBlob } from './write-bundle.ts';

export const digestText = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export function storedBlob(text: Uint8Array | string): StoredBlob {
  const bytes = Buffer.from(text);
  return { digest: digestText(bytes), size: bytes.length, content: () => [bytes] };
}

/** All bytes of a stream. */
export async function bytesOf(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The same bytes in chunks of such a size, and whether the reader let go of them. */
export class Chunks implements AsyncIterable<Uint8Array> {
  readonly #bytes: Uint8Array;
  readonly #size: number;
  given = 0;
  isClosed = false;

  constructor(bytes: Uint8Array, size: number) {
    this.#bytes = bytes;
    this.#size = size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let at = 0; at < this.#bytes.length; at += this.#size) {
        const chunk = this.#bytes.subarray(at, at + this.#size);
        this.given += chunk.length;
        yield chunk;
      }
    } finally {
      this.isClosed = true;
    }
  }
}

/** An entry as it stands in the file. */
export function entry(name: string, content: Uint8Array | string): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(content);
  return Buffer.concat([entryHeader(name, bytes.length), bytes, Buffer.alloc(paddingOf(bytes.length))]);
}

/** A header with other bytes at these places, and the checksum that fits them. */
export function alteredHeader(header: Uint8Array, changes: Readonly<Record<number, string>>): Buffer {
  const block = Buffer.from(header);
  for (const [at, text] of Object.entries(changes)) block.write(text, Number(at), 'latin1');
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** Reads all of a bundle whose manifest signs these blobs. */
export async function readAll(
  source: AsyncIterable<Uint8Array>,
  signed: Iterable<SignedBlob>,
): Promise<{ manifest: string; trust: string | undefined; blobs: Map<string, Buffer> }> {
  const bundle = await openBundle(source);
  const blobs = new Map<string, Buffer>();
  for await (const { digest, content } of bundle.blobs(signed)) blobs.set(digest, await bytesOf(content));
  return { manifest: bundle.manifest, trust: bundle.trust, blobs };
}
