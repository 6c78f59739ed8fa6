import assert from 'node:assert/strict';
import { firstCertificate, splitCertificates } from './certificate-chain.ts';

const sequence = (length: number, fill: number): Uint8Array =>
  Uint8Array.from([0x30, 0x82, length >> 8, length & 0xff, ...new Array<number>(length).fill(fill)]);

describe('certificates that stand one behind the other', () => {
  const [own, issuer] = [sequence(700, 1), sequence(300, 2)];

  it('are parted by their lengths', () => {
    const both = Buffer.concat([own, issuer]);
    assert.deepEqual(Uint8Array.from(firstCertificate(both)), own);
    assert.deepEqual(
      splitCertificates(both).map((each) => each.length),
      [704, 304],
    );
  });

  it('end where what is there ends, whatever it says', () => {
    assert.deepEqual(splitCertificates(new Uint8Array()), []);
    assert.deepEqual(splitCertificates(Uint8Array.of(1, 2, 3)), [Uint8Array.of(1, 2, 3)]);
    assert.equal(splitCertificates(own.subarray(0, 100)).length, 1);
    assert.equal(splitCertificates(Uint8Array.of(0x30, 0x80, 0x30, 0x80)).length, 2);
  });
});
