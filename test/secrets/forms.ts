import { gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** How a secret could stand in a file: as it is, in UTF-16, in hex, in Base64 at any of the three offsets. */
export function forms(secret: string | Buffer): Buffer[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  );
  return [
    bytes,
    ...(typeof secret === 'string' ? [Buffer.from(secret, 'utf16le')] : []),
    Buffer.from(bytes.toString('hex')),
    ...base64.map((text) => Buffer.from(text)),
  ];
}

/** Every stretch of a file that some decompressor accepts: compression alone must not be what hides a secret. */
export function* unpacked(bytes: Buffer): Generator<Buffer> {
  yield bytes;
  const magics = [
    [Buffer.of(0x28, 0xb5, 0x2f, 0xfd), zstdDecompressSync],
    [Buffer.of(0x1f, 0x8b), gunzipSync],
    [Buffer.of(0x78, 0x9c), inflateSync],
    [Buffer.of(0x78, 0x01), inflateRawSync],
  ] as const;
  for (const [magic, unpack] of magics) {
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      try {
        yield unpack(bytes.subarray(at));
      } catch {
        // Not a stream after all.
      }
    }
  }
}
