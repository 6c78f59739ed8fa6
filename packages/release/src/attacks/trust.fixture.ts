import type { Attack } from '../attacks.fixture.ts';
import {
  deviceKey,
  hours,
  hubKey,
  noon,
  otherReleaseKey,
  releaseKey,
  strangersKey,
  trust,
} from '../people.fixture.ts';
import { code, codeRecord, codeText, secondTrust, signedSample } from '../receivers.fixture.ts';
import type { Trust } from '../trust/trust.ts';
import { foreign, heldOf, type Row, rowsOf, withKeys } from './rows.fixture.ts';

const next = (own: Trust): Trust => ({ ...own, version: 2, created: noon });

const trusts: readonly Row[] = [
  { name: 'a trust of before', code: 'trust-older', change: trust, at: { trust: heldOf(secondTrust) } },
  { name: 'another trust of the same version', code: 'trust-forked', change: { version: 1 } },
  { name: 'a trust after next', code: 'trust-skipped', change: { version: 3 } },
  { name: 'a trust of the end of time', code: 'trust-skipped', change: { version: 2 ** 53 - 1 } },
  { name: 'a trust that only the hub signed', code: 'wrong-key', by: [hubKey] },
  { name: 'a trust that only the release key signed', code: 'wrong-key', by: [releaseKey] },
  {
    name: 'a trust with a release key of who has the hub',
    code: 'wrong-key',
    change: next(withKeys('release', [strangersKey])),
    by: [hubKey, strangersKey],
  },
  {
    name: 'a trust with a hub of who has the release key',
    code: 'wrong-key',
    change: next(withKeys('hub', [strangersKey])),
    by: [releaseKey, strangersKey],
  },
  {
    name: 'a trust whose new key signed nothing',
    code: 'wrong-key',
    change: next(withKeys('release', [otherReleaseKey])),
    good: { change: next(withKeys('release', [otherReleaseKey])), by: [releaseKey, otherReleaseKey, hubKey] },
  },
  {
    name: 'a trust in which a revoked key may come back',
    code: 'trust-revives',
    at: { trust: heldOf(withKeys('release', [releaseKey], { revoked: [strangersKey] })) },
  },
  {
    name: 'a trust in which a revoked key counts',
    code: 'document-invalid',
    change: { revoked: [releaseKey.public.keyid] },
  },
  {
    name: 'a trust in which the hub signs releases',
    code: 'one-key',
    change: next(withKeys('release', [releaseKey, hubKey])),
  },
  {
    name: 'a trust in which more have to sign than there are',
    code: 'document-invalid',
    change: next(withKeys('release', [releaseKey], { threshold: 2 })),
  },
];

const requests: readonly Row[] = [
  { name: 'a code that the hub does not have', code: 'code-unknown', at: { code: undefined } },
  { name: 'a code that has expired', code: 'code-expired', at: { now: codeRecord.expires } },
  { name: 'a code that is used up', code: 'code-used-up', at: { code: { ...codeRecord, usesLeft: 0 } } },
  {
    name: 'a device for whose key nothing can be sealed',
    code: 'document-invalid',
    change: { keys: { signing: deviceKey.public.text, sealing: `x25519:${'A'.repeat(43)}` } },
  },
  { name: 'a device that does not know the code', code: 'too-few-signatures', by: [deviceKey] },
  { name: 'a device that does not hold its key', code: 'too-few-signatures', by: [code.key] },
];

const challenges: readonly Row[] = [
  { name: 'a hub with another trust', code: 'another-hub', at: { chain: [signedSample('trust')] } },
  { name: 'a hub without any trust', code: 'another-hub', at: { chain: [] } },
  {
    name: 'a hub whose trust nobody signed',
    code: 'unsigned',
    at: { chain: [signedSample('trust', trust, [])] },
  },
  { name: 'a challenge that was for another device', code: 'mixed', change: { request: foreign } },
];

const answers: readonly Row[] = [
  { name: 'an answer to another challenge', code: 'proof-wrong', change: { challenge: foreign } },
  {
    name: 'an answer with another number than was drawn',
    code: 'proof-wrong',
    change: { nonce: 'A'.repeat(43) },
  },
  { name: 'an answer that comes late', code: 'proof-wrong', at: { now: noon + hours / 2 } },
  {
    name: 'an answer once the code is used up',
    code: 'code-used-up',
    at: { code: { ...codeRecord, usesLeft: 0 } },
  },
  { name: 'an answer without the key of the device', code: 'too-few-signatures', by: [code.key] },
  { name: 'an answer without the code', code: 'too-few-signatures', by: [deviceKey] },
];

const welcomes: readonly Row[] = [
  {
    name: 'a welcome for another device',
    code: 'another-device',
    change: { key: strangersKey.public.keyid },
  },
  { name: 'a welcome of another enrolment', code: 'mixed', change: { challenge: foreign } },
  { name: 'a welcome from the release key', code: 'wrong-key', by: [releaseKey] },
];

const codes: readonly (readonly [name: string, code: string, text: string])[] = [
  ['a code with a slip', 'code-mistyped', codeText.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ['a code that is cut off', 'code-mistyped', codeText.slice(0, -12)],
  ['a code of a later kind', 'unknown-format', codeText.replace('mw1', 'mw2')],
];

/** Who counts, and who may join: signed as it has to be, and not to be accepted here, or now. */
export const attacksOnTrust: readonly Attack[] = [
  ...rowsOf('trust', trusts),
  ...rowsOf('request', requests),
  ...rowsOf('challenge', challenges),
  ...rowsOf('answer', answers),
  ...rowsOf('welcome', welcomes),
  ...codes.map(([name, reason, refused]) => ({
    name,
    arrives: 'code' as const,
    refused,
    good: codeText,
    code: `release.${reason}`,
  })),
];
