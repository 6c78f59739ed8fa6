import assert from 'node:assert/strict';
import { randomOf } from '../people.fixture.ts';
import { commitmentTo } from './commitment.ts';
import {
  acceptSealed,
  content,
  given,
  key,
  meant,
  sealAttacks,
  sealed,
  secrets,
} from './seal-attacks.fixture.ts';
import { openSealed, sealFor } from './sealed.ts';

describe('what is sealed for a device', () => {
  it('is opened by this device, for this release and this job', async () => {
    const opened = await acceptSealed(await sealed());
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

  it('is refused with credentials where the manifest names none', async () => {
    for (const none of [undefined, 'zz', ''])
      await assert.rejects(openSealed(await sealed(), key, meant, none), { code: 'release.seal-commitment' });
  });

  it('is refused with one bit changed, wherever it is', async () => {
    const bytes = await sealed();
    for (let at = 0; at < bytes.length; at += at > 400 ? 7 : 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      await assert.rejects(acceptSealed(altered), { name: 'CodedError' });
    }
  });
});

describe('a device', () => {
  for (const { name, refused, good, code } of sealAttacks)
    it(`refuses ${name}, and says nothing of what is in it`, async () => {
      await acceptSealed(good);
      await assert.rejects(acceptSealed(refused), (error: Error & { code: string }) => {
        assert.equal(error.code, code, error.message);
        const words = `${error.message}${JSON.stringify(error)}${error.cause}`;
        for (const secret of secrets) assert.ok(!words.includes(secret), words);
        return true;
      });
    });
});

describe('the commitment to credentials', () => {
  it('is the same for the same credentials in any order, and another with another nonce', () => {
    const { g1, n1 } = given.credentials as { g1: object; n1: object };
    const swapped = { credentials: { n1: { ...n1 }, g1: { ...g1 } }, nonce: given.nonce };
    assert.equal(commitmentTo(swapped), commitmentTo(given));
    assert.notEqual(commitmentTo({ ...given, nonce: randomOf('other')(32) }), commitmentTo(given));
  });

  it('is not made of what JSON cannot hold', () => {
    const impossible = { credentials: { n1: { password: '\ud800' } }, nonce: given.nonce };
    assert.throws(() => commitmentTo(impossible), { code: 'release.credentials-invalid' });
  });
});
