import assert from 'node:assert/strict';
import { digestOf, signDocument } from '../document/document.ts';
import { releaseErrors } from '../errors.ts';
import type { SigningKey } from '../keys/keys.ts';
import { hubKey, noon, otherReleaseKey, releaseKey, signingKeyOf, strangersKey } from '../people.fixture.ts';
import { isOneKey, type Trust, trustDocument } from './trust.ts';
import { firstTrust, followTrust, nextTrust, readTrustChain, trustChainText } from './trust-chain.ts';

const thirdKey = signingKeyOf('third release');
const nextHubKey = signingKeyOf('next hub');

const trustOf = (
  version: number,
  release: readonly SigningKey[],
  hub: readonly SigningKey[],
  { threshold = 1, revoked = [] as readonly SigningKey[] } = {},
): Trust => ({
  format: 1,
  version,
  created: noon + version,
  roles: {
    release: { keys: release.map((key) => key.public.text), threshold },
    hub: { keys: hub.map((key) => key.public.text), threshold: 1 },
  },
  revoked: revoked.map((key) => key.public.keyid),
});
const signed = (trust: Trust, keys: readonly SigningKey[]): string =>
  signDocument(trustDocument, trust, keys);
const pinOf = (trust: Trust): string => digestOf(trustDocument.encode(trust));

const first = trustOf(1, [releaseKey], [hubKey]);
const held = firstTrust(signed(first, [releaseKey, hubKey]), pinOf(first));

describe('the trust that a device begins with', () => {
  it('is the one that the code names, signed by those who are in it', () => {
    assert.deepEqual(held.trust, first);
    assert.throws(
      () => firstTrust(signed(first, [releaseKey, hubKey]), pinOf({ ...first, created: 0 })),
      releaseErrors.anotherHub.is,
    );
    assert.throws(() => firstTrust(signed(first, [releaseKey]), pinOf(first)), releaseErrors.wrongKey.is);
    assert.throws(() => firstTrust(signed(first, [hubKey]), pinOf(first)), releaseErrors.wrongKey.is);
  });

  it('may be of any version', () => {
    const later = trustOf(5, [releaseKey], [hubKey]);
    assert.equal(firstTrust(signed(later, [releaseKey, hubKey]), pinOf(later)).trust.version, 5);
  });
});

describe('the next trust', () => {
  const both = [releaseKey, hubKey];

  it('takes the place of the one before, signed by the keys of both', () => {
    const second = trustOf(2, [otherReleaseKey], [nextHubKey], { revoked: [releaseKey] });
    const all = [...both, otherReleaseKey, nextHubKey];
    assert.deepEqual(nextTrust(held, signed(second, all)).trust, second);
    for (const missing of all) {
      const some = all.filter((key) => key !== missing);
      assert.throws(() => nextTrust(held, signed(second, some)), releaseErrors.wrongKey.is);
    }
  });

  it('cannot be made by who has the key of one role only', () => {
    const byThiefOfHub = trustOf(2, [strangersKey], [hubKey]);
    const byThiefOfRelease = trustOf(2, [releaseKey], [strangersKey]);
    assert.throws(
      () => nextTrust(held, signed(byThiefOfHub, [hubKey, strangersKey])),
      releaseErrors.wrongKey.is,
    );
    assert.throws(
      () => nextTrust(held, signed(byThiefOfRelease, [releaseKey, strangersKey])),
      releaseErrors.wrongKey.is,
    );
  });

  it('takes as many signatures as the one before wants', () => {
    const keys = [releaseKey, otherReleaseKey, thirdKey];
    const two = trustOf(1, keys, [hubKey], { threshold: 2 });
    const from = firstTrust(signed(two, [releaseKey, thirdKey, hubKey]), pinOf(two));
    const next = trustOf(2, [otherReleaseKey, thirdKey], [hubKey], { threshold: 1, revoked: [releaseKey] });
    assert.throws(() => nextTrust(from, signed(next, [thirdKey, hubKey])), releaseErrors.tooFewSignatures.is);
    assert.equal(nextTrust(from, signed(next, [otherReleaseKey, thirdKey, hubKey])).trust.version, 2);
  });

  it('is neither older, nor a second one of the same version, nor one after next', () => {
    const second = nextTrust(held, signed(trustOf(2, [releaseKey], [hubKey]), both));
    assert.throws(() => nextTrust(second, signed(first, both)), releaseErrors.trustOlder.is);
    assert.throws(
      () => nextTrust(second, signed({ ...second.trust, created: 0 }, both)),
      releaseErrors.trustForked.is,
    );
    assert.throws(
      () => nextTrust(held, signed(trustOf(3, [releaseKey], [hubKey]), both)),
      releaseErrors.trustSkipped.is,
    );
    assert.equal(nextTrust(held, signed(first, both)), held);
  });

  it('never lets a key count again that was revoked', () => {
    const second = trustOf(2, [releaseKey], [hubKey], { revoked: [otherReleaseKey] });
    const revoked = nextTrust(held, signed(second, both));
    assert.throws(
      () => nextTrust(revoked, signed(trustOf(3, [releaseKey], [hubKey]), both)),
      releaseErrors.trustRevives.is,
    );
    assert.throws(
      () =>
        trustDocument.encode({ ...second, version: 3, roles: trustOf(3, [otherReleaseKey], [hubKey]).roles }),
      releaseErrors.documentInvalid.is,
    );
  });

  it('does not let the hub sign releases where two keys were wanted', () => {
    const one = trustOf(2, [releaseKey, hubKey], [hubKey]);
    assert.throws(() => nextTrust(held, signed(one, both)), releaseErrors.oneKey.is);
    const from = firstTrust(signed({ ...one, version: 1 }, both), pinOf({ ...one, version: 1 }));
    assert.equal(nextTrust(from, signed(one, both)).trust.version, 2);
  });

  it('is no trust where more have to sign than there are, or a key stands twice', () => {
    assert.throws(
      () => trustDocument.encode(trustOf(1, [releaseKey], [hubKey], { threshold: 2 })),
      releaseErrors.documentInvalid.is,
    );
    assert.throws(
      () => trustDocument.encode(trustOf(1, [releaseKey, releaseKey], [hubKey], { threshold: 2 })),
      releaseErrors.documentInvalid.is,
    );
  });
});

describe('a chain of trust', () => {
  const keys = [1, 2, 3, 4].map((version) => signingKeyOf(`release ${version}`));
  const chain = keys.map((key, at) => {
    const before = keys[at - 1];
    return signed(trustOf(at + 1, [key], [hubKey]), [key, hubKey, ...(before ? [before] : [])]);
  });
  const [start = ''] = chain;
  const begin = firstTrust(start, pinOf(trustOf(1, keys.slice(0, 1), [hubKey])));

  it('is followed step by step, from wherever it begins', () => {
    const end = followTrust(begin, chain);
    assert.equal(end.trust.version, 4);
    assert.deepEqual(followTrust(begin, chain.slice(1)), end);
    assert.equal(followTrust(end, chain), end);
    assert.equal(followTrust(end, chain.slice(0, 2)), end);
    assert.equal(followTrust(begin, []), begin);
  });

  it('is the one that the device is on', () => {
    const end = followTrust(begin, chain);
    const other = { ...end.trust, created: 0 };
    const forked = signed(other, [...keys.slice(2), hubKey]);
    assert.throws(() => followTrust(end, [...chain.slice(0, 3), forked]), releaseErrors.trustForked.is);
  });

  it('has no gap', () => {
    assert.throws(() => followTrust(begin, chain.slice(2)), releaseErrors.trustSkipped.is);
    assert.throws(() => followTrust(begin, chain.toSpliced(2, 1)), releaseErrors.trustSkipped.is);
    assert.throws(() => followTrust(begin, chain.toReversed()), releaseErrors.trustSkipped.is);
    const end = followTrust(begin, chain);
    assert.throws(() => followTrust(end, chain.toSpliced(1, 1)), releaseErrors.trustSkipped.is);
  });

  it('is a file of lines', () => {
    assert.deepEqual(readTrustChain(trustChainText(chain)), chain);
    assert.deepEqual(readTrustChain(''), []);
  });
});

describe('one key', () => {
  it('is what a trust has with which the hub can sign releases alone', () => {
    assert.equal(isOneKey(first), false);
    assert.equal(isOneKey(trustOf(1, [hubKey], [hubKey])), true);
    assert.equal(isOneKey(trustOf(1, [releaseKey, hubKey], [hubKey])), true);
    assert.equal(isOneKey(trustOf(1, [releaseKey, hubKey], [hubKey], { threshold: 2 })), false);
  });
});
