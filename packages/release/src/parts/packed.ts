import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Part } from '../document/manifest.ts';

/** What a part of a release looks like once it is stored: the members that its manifest signs, and the bytes. */
export interface PackedPart extends Pick<Part, 'digest' | 'size' | 'contentSize' | 'media' | 'encoding'> {
  readonly bytes: Uint8Array;
}

/** A part that unpacks to more than so many times its size is refused, and not made. */
export const largestRatio = 100;

/** Where the header of gzip says which system it was written on, it says: unknown. @see RFC 1952, section 2.3.1 */
const systemAt = 9;
const unknownSystem = 255;

/**
 * Packs a part, with gzip where that makes it smaller. The header says nothing of when and where, so that the same
 * content gives the same bytes, as far as zlib gives them.
 */
export function packed(content: Uint8Array, media: string): PackedPart {
  const zipped = gzipSync(content, { level: 9 });
  zipped[systemAt] = unknownSystem;
  const pays = zipped.length < content.length && content.length <= zipped.length * largestRatio;
  const bytes = pays ? zipped : content;
  return {
    digest: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    contentSize: content.length,
    media,
    encoding: pays ? 'gzip' : 'identity',
    bytes,
  };
}
