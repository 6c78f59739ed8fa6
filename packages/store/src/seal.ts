import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

/** Shorter texts do not get smaller. */
const worthCompressing = 128;
const plainMethod = 0;
const zstdMethod = 1;

/** The secret of one file, from which everything else follows. */
export const keyLength = 32;

/** What a key can do. The key itself never leaves this object. */
export interface Sealer {
  /** Names the key without telling anything about it. */
  readonly id: string;
  /**
   * The address of a content: an HMAC, so that someone with the file alone cannot even test a guess of what
   * is in it.
   */
  address(purpose: string, text: string): Buffer;
  /** Compresses and encrypts. `context` must be given again to open it: a content cannot be put in another's place. */
  seal(context: Buffer, text: string): Buffer;
  /** @returns undefined unless this key sealed exactly these bytes in this context */
  unseal(context: Buffer, sealed: Uint8Array): string | undefined;
}

/** @param area whose contents they are, such as `history`: the same key does other things in another area */
export function createSealer(key: Buffer, area: string): Sealer {
  const derive = (purpose: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', key, '', `millwright ${area} ${purpose} 1`, length));
  const sealKey = derive('seal', 32);
  const addressKey = derive('address', 32);

  return {
    id: derive('id', 8).toString('hex'),

    address: (purpose, text) =>
      createHmac('sha256', addressKey).update(purpose).update('\0').update(text).digest(),

    seal(context, text) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv(algorithm, sealKey, iv).setAAD(context);
      const body = pack(text);
      return Buffer.concat([iv, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
    },

    unseal(context, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length <= ivLength + tagLength) return undefined;
      const decipher = createDecipheriv(algorithm, sealKey, bytes.subarray(0, ivLength), {
        authTagLength: tagLength,
      })
        .setAAD(context)
        .setAuthTag(bytes.subarray(-tagLength));
      const body = decipher.update(bytes.subarray(ivLength, -tagLength));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return unpack(body);
    },
  };
}

function pack(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length < worthCompressing) return Buffer.concat([Buffer.of(plainMethod), bytes]);
  return Buffer.concat([Buffer.of(zstdMethod), zstdCompressSync(bytes)]);
}

function unpack(body: Buffer): string | undefined {
  const content = body.subarray(1);
  switch (body[0]) {
    case plainMethod:
      return content.toString('utf8');
    case zstdMethod:
      return zstdDecompressSync(content).toString('utf8');
    default:
      return undefined;
  }
}
