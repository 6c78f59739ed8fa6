import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keyPairOf, publicKeyOf } from '../keys/key-pair.ts';
import { randomOf } from '../people.fixture.ts';
import { openByHand, privateKeyOf, sealByHand } from './hpke.fixture.ts';
import { openHybrid, sealHybrid } from './hybrid.ts';

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
