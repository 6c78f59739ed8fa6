import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type AeadEncryptionContext, AeadId, type AeadInterface } from '@hpke/core';

type Bytes = ArrayBufferLike | ArrayBufferView;

const name = 'chacha20-poly1305';
const tagBytes = 16;

const view = (bytes: Bytes): Uint8Array =>
  ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);

/** The whole of it, as an `ArrayBuffer` of its own. */
const joined = (...parts: readonly Uint8Array[]): ArrayBuffer => new Uint8Array(Buffer.concat(parts)).buffer;

/**
 * ChaCha20-Poly1305 as `@hpke/core` takes a cipher. Web Crypto, which it works with, has none; OpenSSL does.
 *
 * @see RFC 8439, and RFC 9180, section 7.3
 */
export const chaCha20Poly1305: AeadInterface = {
  id: AeadId.Chacha20Poly1305,
  keySize: 32,
  nonceSize: 12,
  tagSize: tagBytes,
  createEncryptionContext: (key): AeadEncryptionContext => ({
    seal: async (nonce, data, additional) => {
      const cipher = createCipheriv(name, view(key), view(nonce), { authTagLength: tagBytes });
      cipher.setAAD(view(additional), { plaintextLength: data.byteLength });
      return joined(cipher.update(view(data)), cipher.final(), cipher.getAuthTag());
    },
    open: async (nonce, data, additional) => {
      const bytes = view(data);
      const length = Math.max(0, bytes.length - tagBytes);
      const cipher = createDecipheriv(name, view(key), view(nonce), { authTagLength: tagBytes });
      cipher.setAAD(view(additional), { plaintextLength: length });
      cipher.setAuthTag(bytes.subarray(length));
      return joined(cipher.update(bytes.subarray(0, length)), cipher.final());
    },
  }),
};
