import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { releaseErrors } from '../errors.ts';
import { hubKey, otherReleaseKey, releaseKey, strangersKey } from '../people.fixture.ts';
import { addSignature, checkSignatures, preAuthEncoding, readEnvelope, signEnvelope } from './envelope.ts';

const type = 'application/vnd.millwright.note+json';
const payload = Buffer.from('{"format":1}');
const signed = signEnvelope(type, payload, [releaseKey]);
const read = (text: string | Uint8Array) => readEnvelope(text, 'note', 100);
const check = (text: string, keys = [releaseKey], threshold = 1, revoked: readonly string[] = []) =>
  checkSignatures(read(text), 'note', { keys: keys.map((key) => key.public), threshold, revoked });

describe('an envelope', () => {
  /** @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md#test-vectors */
  it('signs what the vector of DSSE signs', () => {
    const encoded = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
    assert.equal(Buffer.from(encoded).toString(), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    const base64url = (decimal: string): string =>
      Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex').toString('base64url');
    const key = createPublicKey({
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: base64url('46950820868899156662930047687818585632848591499744589407958293238635476079160'),
        y: base64url('5640078356564379163099075877009565129882514886557779369047442380624545832820'),
      },
      format: 'jwk',
    });
    const signature = Buffer.from(
      'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==',
      'base64',
    );
    assert.ok(verify('sha256', encoded, { key, dsaEncoding: 'ieee-p1363' }, signature));
  });

  it('counts the bytes of what it signs, not its characters', () => {
    const encoded = preAuthEncoding('ö', Buffer.from('€'));
    assert.equal(Buffer.from(encoded).toString(), 'DSSEv1 2 ö 3 €');
  });

  it('comes back as it was, from a text or its bytes', () => {
    for (const source of [signed, Buffer.from(signed)]) {
      const envelope = read(source);
      assert.equal(envelope.payloadType, type);
      assert.deepEqual(Buffer.from(envelope.payload), payload);
      assert.deepEqual(
        envelope.signatures.map(({ keyid }) => keyid),
        [releaseKey.public.keyid],
      );
    }
  });

  it('is believed by as many signatures as it takes, in whatever order they were made', () => {
    const both = [releaseKey, otherReleaseKey];
    const texts = [
      signEnvelope(type, payload, both),
      signEnvelope(type, payload, both.toReversed()),
      addSignature(read(signed), otherReleaseKey),
      addSignature(read(signEnvelope(type, payload, both)), releaseKey),
    ];
    assert.equal(new Set(texts).size, 1);
    for (const text of texts) assert.equal(check(text, both, 2).length, 2);
    assert.throws(() => check(signed, both, 2), releaseErrors.tooFewSignatures.is);
  });

  it('takes at least one signature, whatever the threshold says', () => {
    assert.throws(() => check(signEnvelope(type, payload, []), [releaseKey], 0), releaseErrors.unsigned.is);
    assert.throws(() => check(signed, [hubKey], 0), releaseErrors.wrongKey.is);
  });

  it('does not mind signatures of strangers, and does not count them', () => {
    const text = addSignature(read(signed), strangersKey);
    assert.deepEqual(check(text), [releaseKey.public.keyid]);
    assert.throws(() => check(text, [releaseKey], 2), releaseErrors.tooFewSignatures.is);
  });

  it('is not believed by a key that was revoked', () => {
    assert.throws(
      () => check(signed, [releaseKey], 1, [releaseKey.public.keyid]),
      releaseErrors.keyRevoked.is,
    );
  });

  it('has one text: what says the same in another way is refused', () => {
    const { payload: base64, payloadType, signatures } = JSON.parse(signed);
    const [signature] = signatures;
    const others: readonly (readonly [string, string])[] = [
      ['a blank', signed.replace(':', ': ')],
      ['another order', JSON.stringify({ payloadType, payload: base64, signatures })],
      ['a member twice', signed.replace('{"payload"', `{"payload":"${base64}","payload"`)],
      ['another member', signed.replace('{"payload"', '{"a":1,"payload"')],
      ['another prototype', signed.replace('{"payload"', '{"__proto__":{},"payload"')],
      ['base64 without padding', signed.replace('==', '')],
      ['base64 for addresses', signed.replace(base64, Buffer.from('{"format":"??>"}').toString('base64url'))],
      [
        'a signature twice',
        JSON.stringify({ payload: base64, payloadType, signatures: [signature, signature] }),
      ],
      ['a key id in capitals', signed.replace(signature.keyid, signature.keyid.toUpperCase())],
      ['a mark of the order of bytes', `\ufeff${signed}`],
      ['something behind it', `${signed}\n`],
    ];
    for (const [about, text] of others)
      assert.throws(
        () => read(text),
        (error) => releaseErrors.envelopeInvalid.is(error) || releaseErrors.notCanonical.is(error),
        about,
      );
  });

  it('is refused before it is looked into if it is too large', () => {
    assert.throws(() => read('x'.repeat(20_000)), releaseErrors.tooLarge.is);
    assert.equal(read(signEnvelope(type, Buffer.alloc(100), [releaseKey])).payload.length, 100);
    assert.throws(() => read(signEnvelope(type, Buffer.alloc(101), [releaseKey])), releaseErrors.tooLarge.is);
  });

  it('is refused if it is no text at all', () => {
    for (const source of ['', 'null', '[]', '1', '"text"', '['.repeat(5000), Buffer.of(0xff, 0xfe)])
      assert.throws(() => read(source), releaseErrors.envelopeInvalid.is);
  });
});
