import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
} from 'node:crypto';

/** RFC 9180 once more, by node:crypto alone: what the library says is compared with it. */
const x25519 = (bytes: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'X25519', x: Buffer.from(bytes).toString('base64url') },
    format: 'jwk',
  });

const rawPublic = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');

/** The key whose 32 private bytes are these. */
export const privateKeyOf = (bytes: Uint8Array): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), bytes]),
    format: 'der',
    type: 'pkcs8',
  });

const extract = (salt: Uint8Array, key: Uint8Array): Buffer =>
  createHmac('sha256', salt).update(key).digest();

function expand(key: Uint8Array, info: Uint8Array, length: number): Buffer {
  let block = Buffer.alloc(0);
  let all = Buffer.alloc(0);
  for (let count = 1; all.length < length; count++) {
    block = createHmac('sha256', key).update(block).update(info).update(Buffer.of(count)).digest();
    all = Buffer.concat([all, block]);
  }
  return all.subarray(0, length);
}

const version = Buffer.from('HPKE-v1');
const none = Buffer.alloc(0);
const two = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const kem = Buffer.concat([Buffer.from('KEM'), two(0x20)]);
const suite = Buffer.concat([Buffer.from('HPKE'), two(0x20), two(1), two(3)]);

/** @see RFC 9180, section 4 */
const labelledExtract = (id: Buffer, salt: Buffer, label: string, key: Uint8Array): Buffer =>
  extract(salt, Buffer.concat([version, id, Buffer.from(label), key]));
const labelledExpand = (id: Buffer, key: Buffer, label: string, info: Uint8Array, length: number): Buffer =>
  expand(key, Buffer.concat([two(length), version, id, Buffer.from(label), info]), length);

/** The key and the nonce of the first message. @see RFC 9180, sections 4.1 and 5.1 */
function schedule(
  dh: Buffer,
  enc: Uint8Array,
  recipient: Uint8Array,
  info: Uint8Array,
): { readonly key: Buffer; readonly nonce: Buffer } {
  const eae = labelledExtract(kem, none, 'eae_prk', dh);
  const shared = labelledExpand(kem, eae, 'shared_secret', Buffer.concat([enc, recipient]), 32);
  const context = Buffer.concat([
    Buffer.of(0),
    labelledExtract(suite, none, 'psk_id_hash', none),
    labelledExtract(suite, none, 'info_hash', info),
  ]);
  const secret = labelledExtract(suite, shared, 'secret', none);
  return {
    key: labelledExpand(suite, secret, 'key', context, 32),
    nonce: labelledExpand(suite, secret, 'base_nonce', context, 12),
  };
}

export function sealByHand(
  text: Uint8Array,
  recipient: Uint8Array,
  ephemeral: KeyObject,
  info: Uint8Array,
  additional: Uint8Array,
): { readonly enc: Buffer; readonly text: Buffer } {
  const enc = rawPublic(createPublicKey(ephemeral));
  const dh = diffieHellman({ privateKey: ephemeral, publicKey: x25519(recipient) });
  const { key, nonce } = schedule(dh, enc, recipient, info);
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  cipher.setAAD(additional, { plaintextLength: text.length });
  return { enc, text: Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]) };
}

export function openByHand(
  { enc, text }: { readonly enc: Uint8Array; readonly text: Uint8Array },
  privateKey: KeyObject,
  info: Uint8Array,
  additional: Uint8Array,
): Buffer {
  const dh = diffieHellman({ privateKey, publicKey: x25519(enc) });
  const { key, nonce } = schedule(dh, enc, rawPublic(createPublicKey(privateKey)), info);
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  cipher.setAAD(additional, { plaintextLength: text.length - 16 });
  cipher.setAuthTag(text.subarray(text.length - 16));
  return Buffer.concat([cipher.update(text.subarray(0, text.length - 16)), cipher.final()]);
}
