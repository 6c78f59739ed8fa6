import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalText } from '../canonical.ts';
import { digestOf } from '../document/document.ts';
import { keyPairOf, publicKeyOf } from '../keys/key-pair.ts';
import { randomOf, sealingKeyOf } from '../people.fixture.ts';
import { type CommittedCredentials, commitmentTo, committed } from './commitment.ts';
import { openByHand, privateKeyOf, sealByHand } from './hpke.fixture.ts';
import { openHybrid, sealHybrid } from './hybrid.ts';
import { openSealed, type SealedContent, type SealedFor, sealFor } from './sealed.ts';
import { type SealedDocument, sealedDocument } from './sealed-document.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** RFC 9180, A.2.1 and the first message of A.2.1.1: the suite that is used here, base mode. */
const published = {
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  ephemeralMaterial: hex('909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b'),
  ephemeral: hex('f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600'),
  recipient: hex('8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb'),
  recipientPublic: hex('4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a'),
  enc: hex('1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a'),
  additional: Buffer.from('Count-0'),
  text: Buffer.from('Beauty is truth, truth beauty'),
  sealed: hex('1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28'),
};

describe('hybrid encryption', () => {
  const { info, additional, text, sealed, enc } = published;
  const context = { info, additional };
  const recipient = keyPairOf('x25519', privateKeyOf(published.recipient));

  it('gives what RFC 9180 publishes for this suite', async () => {
    assert.deepEqual(Buffer.from(recipient.public.bytes), published.recipientPublic);
    const box = await sealHybrid(text, recipient.public, context, () => published.ephemeralMaterial);
    assert.deepEqual(Buffer.from(box.enc), enc);
    assert.deepEqual(Buffer.from(box.text), sealed);
    assert.deepEqual(Buffer.from(await openHybrid({ enc, text: sealed }, recipient, context)), text);
  });

  it('is what node:crypto alone works out', async () => {
    const box = sealByHand(text, recipient.public.bytes, privateKeyOf(published.ephemeral), info, additional);
    assert.deepEqual(box, { enc, text: sealed });
  });

  it(`opens on each side what the other one sealed (SEED=${seed})`, async () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const any = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, any, any, any, async (own, other, message, about, more) => {
        const key = keyPairOf('x25519', privateKeyOf(own));
        const ours = await sealHybrid(message, key.public, { info: about, additional: more }, () => other);
        assert.deepEqual(openByHand(ours, key.privateKey, about, more), Buffer.from(message));
        const theirs = sealByHand(message, key.public.bytes, privateKeyOf(other), about, more);
        const opened = await openHybrid(theirs, key, { info: about, additional: more });
        assert.deepEqual(opened, new Uint8Array(message));
      }),
      { seed, numRuns: 25 },
    );
  });

  it('seals nothing for a key that shares no secret', async () => {
    const zero = publicKeyOf('x25519', new Uint8Array(32));
    await assert.rejects(sealHybrid(text, zero, context, randomOf('x')), { code: 'release.key-invalid' });
    await assert.rejects(openHybrid({ enc: new Uint8Array(32), text: sealed }, recipient, context), {
      code: 'release.seal-broken',
    });
  });
});

const key = sealingKeyOf('gateway-1');
const meant: SealedFor = {
  device: 'gateway-1',
  manifest: digestOf(Buffer.from('manifest')),
  job: 'job-0000000000000001',
};
const given: CommittedCredentials = committed(
  { n1: { password: '4711', user: 'Ada' }, g1: { map: { PIN: '0815', has_PIN: true } } },
  randomOf('nonce'),
);
const commitment = commitmentTo(given);
const content: SealedContent = { committed: given, environment: { PLC_PASSWORD: 'sesame' } };
const sealed = (
  what: SealedContent = content,
  target: SealedFor = meant,
  to = key.public,
): Promise<Uint8Array> => sealFor(target, to, what, randomOf('seal'));

const refused = (opening: Promise<unknown>, code: string): Promise<void> =>
  assert.rejects(opening, (error: Error & { code: string }) => {
    assert.equal(error.code, `release.${code}`, error.message);
    const words = `${error.message}${JSON.stringify(error)}${error.cause}`;
    for (const secret of ['4711', '0815', 'sesame']) assert.ok(!words.includes(secret), words);
    return true;
  });

describe('what is sealed for a device', () => {
  it('is opened by this device, for this release and this job', async () => {
    const opened = await openSealed(await sealed(), key, meant, commitment);
    assert.deepEqual(opened.environment, content.environment);
    assert.deepEqual(opened.committed?.credentials, given.credentials);
  });

  it('can be without credentials, where the manifest names none', async () => {
    const bytes = await sealed({ committed: undefined, environment: {} });
    const opened = await openSealed(bytes, key, meant, undefined);
    assert.deepEqual(opened, { committed: undefined, environment: {} });
  });

  it('does not show in its length how long a secret is', async () => {
    const lengths = await Promise.all(
      ['1', '1234', '123456789'.repeat(50)].map(async (PIN) => {
        const bytes = await sealed({ ...content, environment: { PIN } });
        return bytes.length;
      }),
    );
    assert.equal(new Set(lengths).size, 1);
  });

  it('is another box for the same content with other randomness, and shows nothing of it', async () => {
    const [one, other] = await Promise.all(
      ['one', 'other'].map((name) => sealFor(meant, key.public, content, randomOf(name))),
    );
    assert.notDeepEqual(one, other);
    assert.ok(
      !Buffer.from(one ?? [])
        .toString('latin1')
        .includes('PLC_PASSWORD'),
    );
  });

  it('is refused by another device, for another release, in another job', async () => {
    const bytes = await sealed();
    const manifest = digestOf(Buffer.from('another manifest'));
    await refused(openSealed(bytes, key, { ...meant, device: 'gateway-2' }, commitment), 'another-device');
    await refused(openSealed(bytes, key, { ...meant, manifest }, commitment), 'seal-another-release');
    await refused(
      openSealed(bytes, key, { ...meant, job: 'job-0000000000000002' }, commitment),
      'seal-another-job',
    );
  });

  it('is refused where only what stands around it was made to fit', async () => {
    const document = sealedDocument.decode(await sealed());
    const others: readonly Partial<SealedDocument>[] = [
      { device: 'gateway-2' },
      { manifest: digestOf(Buffer.from('another manifest')) },
      { job: 'job-0000000000000002' },
    ];
    for (const other of others) {
      const bytes = sealedDocument.encode({ ...document, ...other });
      await refused(openSealed(bytes, key, { ...meant, ...other }, commitment), 'seal-broken');
    }
  });

  it('is refused where it was sealed for another key', async () => {
    const bytes = await sealed(content, meant, sealingKeyOf('gateway-2').public);
    await refused(openSealed(bytes, key, meant, commitment), 'seal-broken');
  });

  it('is refused with one bit changed, wherever it is', async () => {
    const bytes = await sealed();
    for (let at = 0; at < bytes.length; at += bytes.length > 400 ? 7 : 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      await assert.rejects(openSealed(altered, key, meant, commitment), { name: 'CodedError' });
    }
  });

  it('is refused where its credentials are not those of the release', async () => {
    const other = committed({ n1: { password: 'other', user: 'Ada' } }, randomOf('nonce'));
    const bytes = await sealed({ ...content, committed: other });
    await refused(openSealed(bytes, key, meant, commitment), 'seal-commitment');
    const without = await sealed({ ...content, committed: undefined });
    await refused(openSealed(without, key, meant, commitment), 'seal-commitment');
    await refused(openSealed(await sealed(), key, meant, undefined), 'seal-commitment');
  });

  it('is refused where what is in it is nothing that a device can use', async () => {
    const contents: readonly unknown[] = [
      { environment: { PIN: 4711 } },
      { environment: [], credentials: {}, nonce: '' },
      { environment: {}, credentials: { n1: 'sesame' }, nonce: Buffer.alloc(32).toString('base64') },
      { environment: {}, credentials: {}, nonce: Buffer.alloc(31).toString('base64') },
      { environment: {}, credentials: {} },
      { environment: {}, more: 'sesame' },
      'sesame',
      null,
    ];
    for (const each of contents) {
      const text = Buffer.from(canonicalText(each) ?? '');
      const additional = Buffer.from(canonicalText({ format: 1, ...meant }) ?? '');
      const info = Buffer.from(sealedDocument.payloadType);
      const box = await sealHybrid(text, key.public, { info, additional }, randomOf('seal'));
      const [enc = '', inside = ''] = [box.enc, box.text].map((one) => Buffer.from(one).toString('base64'));
      const bytes = sealedDocument.encode({ format: 1, ...meant, enc, box: inside });
      await refused(openSealed(bytes, key, meant, undefined), 'seal-content');
    }
  });

  it('is refused where it is no box at all', async () => {
    const document = sealedDocument.decode(await sealed());
    const text = (value: object): Buffer => Buffer.from(canonicalText(value) ?? '');
    await refused(openSealed(Buffer.from('sesame'), key, meant, commitment), 'document-invalid');
    await refused(openSealed(text({ ...document, format: 2 }), key, meant, commitment), 'unknown-format');
    await refused(openSealed(text({ ...document, more: 1 }), key, meant, commitment), 'document-invalid');
    await refused(
      openSealed(Buffer.from(JSON.stringify(document, undefined, 1)), key, meant, commitment),
      'not-canonical',
    );
    await refused(openSealed(Buffer.alloc(9 * 1024 * 1024, ' '), key, meant, commitment), 'too-large');
  });
});

describe('the commitment to credentials', () => {
  it('is the same for the same credentials in any order, and another with another nonce', () => {
    const { g1, n1 } = given.credentials as { g1: object; n1: object };
    const swapped = { credentials: { n1: { ...n1 }, g1: { ...g1 } }, nonce: given.nonce };
    assert.equal(commitmentTo(swapped), commitment);
    assert.notEqual(commitmentTo({ ...given, nonce: randomOf('other')(32) }), commitment);
  });

  it('is not made of what JSON cannot hold', () => {
    const impossible = { credentials: { n1: { password: '\ud800' } }, nonce: given.nonce };
    assert.throws(() => commitmentTo(impossible), { code: 'release.credentials-invalid' });
  });
});
