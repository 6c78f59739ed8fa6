import assert from 'node:assert/strict';
import { diffieHellman, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { releaseErrors } from '../errors.ts';
import { randomOf } from '../people.fixture.ts';
import { fingerprintOf, type PublicKey } from './key-pair.ts';
import {
  exportSealingKey,
  exportSigningKey,
  importSealingKey,
  importSigningKey,
  makeSealingKey,
  makeSigningKey,
  readSealingKey,
  readSigningKey,
} from './keys.ts';

const bytesOf = (hexadecimal: string) => () => Buffer.from(hexadecimal, 'hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Whether two are one key: what Node.js keeps beside a key differs by what it was asked for. */
const isSame = (one: PublicKey, other: PublicKey): boolean =>
  one.text === other.text && one.keyid === other.keyid && one.key.equals(other.key);

describe('a signing key', () => {
  /** @see RFC 8032, section 7.1, test 2 */
  it('is Ed25519', () => {
    const key = makeSigningKey(bytesOf('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'));
    assert.equal(hex(key.public.bytes), '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    assert.equal(
      hex(sign(null, Buffer.of(0x72), key.privateKey)),
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });

  const key = makeSigningKey(randomOf('a key'));

  it('is the same after an export, and known by its text', () => {
    assert.ok(isSame(importSigningKey(exportSigningKey(key)).public, key.public));
    assert.ok(isSame(readSigningKey(key.public.text), key.public));
    assert.match(key.public.text, /^ed25519:[\w-]{43}$/);
    assert.match(fingerprintOf(key.public.keyid), /^(?:[0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  });

  it('is refused where it is something else, in words that give nothing away', () => {
    const pem = exportSigningKey(key);
    const secret = pem.split('\n')[1] ?? '';
    const sealing = makeSealingKey(randomOf('a key'));
    const refused = [
      () => importSigningKey(pem.replace('PRIVATE KEY', 'PRIVATE KEI')),
      () => importSigningKey(pem.replace(secret, secret.slice(0, -4))),
      () => importSigningKey(''),
      () => importSigningKey(exportSealingKey(sealing)),
      () => readSigningKey(sealing.public.text),
      () => readSigningKey(key.public.text.slice(0, -1)),
      () => readSigningKey(`${key.public.text.slice(0, -1)}${key.public.text.endsWith('B') ? 'C' : 'B'}`),
      () => readSigningKey(''),
    ];
    for (const read of refused)
      assert.throws(read, (error) => {
        assert.ok(releaseErrors.keyInvalid.is(error));
        assert.ok(!inspect(error, { depth: null }).includes(secret.slice(4)));
        return true;
      });
  });

  it('shows nothing of itself where it is logged', () => {
    const secret = exportSigningKey(key).split('\n')[1]?.slice(-40) ?? '';
    assert.ok(!inspect(key, { depth: null }).includes(secret));
    assert.ok(!JSON.stringify(key).includes(secret));
  });
});

describe('a sealing key', () => {
  /** @see RFC 7748, section 6.1 */
  it('is X25519', () => {
    const alice = makeSealingKey(bytesOf('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'));
    const bob = readSealingKey(
      `x25519:${Buffer.from('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f', 'hex').toString('base64url')}`,
    );
    assert.equal(hex(alice.public.bytes), '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a');
    assert.equal(
      hex(diffieHellman({ privateKey: alice.privateKey, publicKey: bob.key })),
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    );
  });

  it('is the same after an export, and known by its text', () => {
    const key = makeSealingKey(randomOf('a key'));
    assert.ok(isSame(importSealingKey(exportSealingKey(key)).public, key.public));
    assert.ok(isSame(readSealingKey(key.public.text), key.public));
    assert.throws(() => readSigningKey(key.public.text), releaseErrors.keyInvalid.is);
  });

  /** @see https://cr.yp.to/ecdh.html#validate */
  it('is none where every exchange with it gives zeros', () => {
    for (const point of [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      `ec${'ff'.repeat(30)}7f`,
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(30)}7f`,
    ])
      assert.throws(
        () => readSealingKey(`x25519:${Buffer.from(point, 'hex').toString('base64url')}`),
        releaseErrors.keyInvalid.is,
        point,
      );
  });
});
