import type { Attack } from '../attacks.fixture.ts';
import { digestOf } from '../document/document.ts';
import { manifestDocument } from '../document/manifest.ts';
import {
  acknowledged,
  adoptedFlows,
  clock,
  deviceKey,
  hours,
  hubKey,
  manifest,
  noon,
  otherReleaseKey,
  releaseKey,
  reported,
  signingKeyOf,
  strangersKey,
  traits,
  trust,
} from '../people.fixture.ts';
import { usual } from '../receivers.fixture.ts';
import { foreign, heldOf, type Row, rowsOf, type Side, withKeys } from './rows.fixture.ts';

/** The release that is offered is the one that is wanted: only what else is wrong with it counts. */
const wanting = (change: Partial<typeof manifest>): Side => ({
  change,
  at: {
    wanted: {
      ...usual.wanted,
      version: change.version ?? manifest.version,
      digest: digestOf(manifestDocument.encode({ ...manifest, ...change })),
    },
  },
});
const on = (change: Partial<typeof traits>): Side => ({ at: { traits: { ...traits, ...change } } });

const thirdKey = signingKeyOf('third release');
const twoOfThree = heldOf(withKeys('release', [releaseKey, otherReleaseKey, thirdKey], { threshold: 2 }));
const otherHub = withKeys('hub', [strangersKey], { revoked: [hubKey] });
const late = { clock: { ...clock, now: noon + 48 * hours } };
const otherBoot = 'boot-00000000000000ff';

const releases: readonly Row[] = [
  { name: 'another release than the hub wants', code: 'mixed', change: { version: 8 } },
  {
    name: 'a release under another version than it has',
    code: 'mixed',
    at: { wanted: { ...usual.wanted, version: 8 } },
  },
  {
    name: 'a release under another name than it has',
    code: 'mixed',
    at: { wanted: { ...usual.wanted, name: 'press-line' } },
  },
  { name: 'a release that only the hub signed', code: 'wrong-key', by: [hubKey] },
  {
    name: 'a release that one signed where two have to',
    code: 'too-few-signatures',
    at: { trust: twoOfThree },
    good: { by: [releaseKey, thirdKey], at: { trust: twoOfThree } },
  },
  {
    name: 'a release that one signed, and a stranger, where two have to',
    code: 'too-few-signatures',
    by: [releaseKey, strangersKey],
    at: { trust: twoOfThree },
  },
  {
    name: 'a release with a key that was revoked',
    code: 'key-revoked',
    at: { trust: heldOf(withKeys('release', [otherReleaseKey], { revoked: [releaseKey] })) },
  },
  {
    name: 'a release with a key that no longer counts',
    code: 'wrong-key',
    at: { trust: heldOf(withKeys('release', [otherReleaseKey])) },
  },
  {
    name: 'a release for other labels',
    code: 'not-in-audience',
    ...on({ labels: [{ name: 'site', value: 'north-2' }] }),
  },
  { name: 'a release for a label that the device lacks', code: 'not-in-audience', ...on({ labels: [] }) },
  {
    name: 'a release for other devices',
    code: 'not-in-audience',
    ...wanting({ audience: { devices: ['gateway-70'] } }),
  },
  { name: 'a release for another Node-RED', code: 'incompatible', ...on({ nodeRed: '6.0.0' }) },
  { name: 'a release for a newer Node.js', code: 'incompatible', ...on({ node: '22.17.1' }) },
  { name: 'a release for another platform', code: 'incompatible', ...on({ platform: 'linux-arm' }) },
  {
    name: 'a release that is older than the floor',
    code: 'below-floor',
    ...wanting({ version: 4 }),
    good: wanting({ version: 5 }),
  },
  {
    name: 'a release that is older than a floor of long ago',
    code: 'below-floor',
    at: { known: { highest: 9, floor: 8 } },
  },
  {
    name: 'a release with a version far ahead',
    code: 'fast-forward',
    ...wanting({ version: 1_000_007 }),
    good: wanting({ version: 1_000_006 }),
  },
  {
    name: 'a release with a module whose version leads out of its folder',
    code: 'document-invalid',
    change: {
      parts: manifest.parts.map((part) => (part.role === 'module' ? { ...part, version: '../../x' } : part)),
    },
  },
  {
    name: 'a release with a module whose name is an option of npm',
    code: 'document-invalid',
    change: {
      parts: manifest.parts.map((part) => (part.role === 'module' ? { ...part, name: '-g' } : part)),
    },
  },
  {
    name: 'a release that has expired',
    code: 'expired',
    ...wanting({ expires: noon }),
    good: wanting({ expires: noon + 1 }),
  },
  {
    name: 'a release that expired before something that the hub signed, whatever the clock says',
    code: 'expired',
    ...wanting({ expires: noon }),
    at: { ...wanting({ expires: noon }).at, clock: { now: 0, doubted: true, seen: noon } },
  },
  {
    name: 'a release that expired, after the clock was set back',
    code: 'expired',
    ...wanting({ expires: noon }),
    at: { ...wanting({ expires: noon }).at, clock: { now: 0, doubted: false, seen: noon } },
  },
];

const wishes: readonly Row[] = [
  { name: 'what the hub wants of another device', code: 'another-device', change: { device: 'gateway-70' } },
  { name: 'what the hub wanted before', code: 'replayed', change: { counter: 10 } },
  { name: 'something else with a number that was used', code: 'counter-reused', change: { counter: 11 } },
  {
    name: 'a number far ahead',
    code: 'fast-forward',
    change: { counter: 1_000_012 },
    good: { change: { counter: 1_000_011 } },
  },
  {
    name: 'what was held back until it had expired',
    code: 'desired-expired',
    at: late,
    good: { change: { expires: noon + 72 * hours }, at: late },
  },
  {
    name: 'what had expired before it was signed, whatever the clock says',
    code: 'desired-expired',
    change: { expires: noon - hours },
    at: { clock: { now: 0, doubted: true, seen: 0 } },
  },
  { name: 'what only the release key signed', code: 'wrong-key', by: [releaseKey] },
  {
    name: 'what names another hub than the one that signs',
    code: 'wrong-key',
    change: { hub: strangersKey.public.keyid },
  },
  {
    name: 'what the former hub signed, whose key was revoked',
    code: 'key-revoked',
    at: { trust: heldOf(otherHub) },
  },
  {
    name: 'what the new hub signed before it counted',
    code: 'replayed',
    change: { hub: strangersKey.public.keyid, issued: trust.created - 1 },
    by: [strangersKey],
    at: { trust: heldOf(otherHub) },
    good: {
      change: { hub: strangersKey.public.keyid, counter: 1 },
      by: [strangersKey],
      at: { trust: heldOf(otherHub) },
    },
  },
  {
    name: 'an environment value that loads a program',
    code: 'environment-reserved',
    change: { environment: [{ name: 'NODE_OPTIONS', value: '--require /tmp/a.js' }] },
  },
  {
    name: 'a floor above every release',
    code: 'document-invalid',
    change: { release: { name: 'oven-line', version: 7, digest: foreign, size: 1, floor: 2 ** 53 - 1 } },
  },
  {
    name: 'an environment value twice',
    code: 'document-invalid',
    change: {
      environment: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
  },
];

const reports: readonly Row[] = [
  { name: 'a report of another device', code: 'another-device', change: { device: 'gateway-70' } },
  { name: 'a report of a device that was shut out', code: 'device-shut-out', at: { isShutOut: true } },
  { name: 'a report of before', code: 'replayed', change: { counter: 38 } },
  { name: 'a second report with one number', code: 'copied-device', change: { counter: 39 } },
  {
    name: 'a report of another start, with numbers of this one',
    code: 'copied-device',
    change: { boot: otherBoot, since: 35, counter: 38 },
  },
  {
    name: 'a report of another start that goes on with numbers of this one',
    code: 'copied-device',
    change: { boot: otherBoot, since: 39, counter: 41 },
    good: { change: { boot: otherBoot, since: 40, counter: 41 } },
  },
  {
    name: 'a report of another start that began before',
    code: 'copied-device',
    change: { boot: otherBoot, since: 20, counter: 50 },
  },
  {
    name: 'a report of this start that says it began elsewhere',
    code: 'copied-device',
    change: { since: 31 },
  },
  {
    name: 'a report of the start before, that comes late',
    code: 'replayed',
    change: { boot: otherBoot, since: 20, counter: 29 },
  },
  { name: 'a report before its own start', code: 'document-invalid', change: { since: 41 } },
  {
    name: 'a report in which a job ended twice',
    code: 'document-invalid',
    change: { outcomes: [...reported.outcomes, { ...reported.outcomes[0], result: 'committed' }] },
  },
  {
    name: 'a report with an error that turns around',
    code: 'document-invalid',
    change: { trouble: { code: 'rollout.failed', message: 'a\u202eb' } },
  },
  {
    name: 'a report with more details than any error has',
    code: 'document-invalid',
    change: {
      trouble: {
        code: 'rollout.failed',
        message: 'a',
        details: { a: 'a'.repeat(500), b: 'b'.repeat(500), c: 'ccc' },
      },
    },
  },
];

const knowings: readonly Row[] = [
  {
    name: 'that the hub knows the outcomes of another device',
    code: 'another-device',
    change: { device: 'gateway-70' },
  },
  { name: 'that the hub knows, from the device itself', code: 'wrong-key', by: [deviceKey] },
  { name: 'that the hub knows, from the release key', code: 'wrong-key', by: [releaseKey] },
  {
    name: 'that the hub knows, from a key that was revoked',
    code: 'key-revoked',
    at: { trust: heldOf(otherHub) },
  },
  { name: 'that the hub knows nothing', code: 'document-invalid', change: { jobs: [] } },
  {
    name: 'that the hub knows a job twice',
    code: 'document-invalid',
    change: { jobs: [...acknowledged.jobs, ...acknowledged.jobs] },
  },
];

const greetings: readonly Row[] = [
  { name: 'a greeting of another device', code: 'another-device', change: { device: 'gateway-70' } },
  { name: 'a greeting that the hub signed', code: 'wrong-key', by: [hubKey] },
  { name: 'a greeting of a device that was shut out', code: 'device-shut-out', at: { isShutOut: true } },
  { name: 'a greeting with a number of another time', code: 'proof-wrong', at: { nonce: 'B'.repeat(43) } },
  { name: 'a greeting with a number of its own', code: 'proof-wrong', change: { nonce: 'B'.repeat(43) } },
  { name: 'a greeting with a number that is too short', code: 'document-invalid', change: { nonce: 'B' } },
];

const withSecret = JSON.stringify([{ id: 'h', type: 'http request', credentials: { password: 'x' } }]);
const adoptions: readonly Row[] = [
  { name: 'flows of another device', code: 'another-device', change: { device: 'gateway-70' } },
  { name: 'flows that the hub signed for a device', code: 'wrong-key', by: [hubKey] },
  { name: 'flows of a device that was shut out', code: 'device-shut-out', at: { isShutOut: true } },
  {
    name: 'other flows than those that the device signed',
    code: 'blob-digest',
    at: { flows: adoptedFlows.replace('Oven', 'Open') },
  },
  { name: 'more flows than the device signed', code: 'blob-size', at: { flows: `${adoptedFlows} ` } },
  {
    name: 'flows with the revision of others',
    code: 'flows-invalid',
    change: { rev: digestOf(Buffer.from('[]')) },
  },
  {
    name: 'flows of a device with credentials in them',
    code: 'flows-invalid',
    change: {
      rev: digestOf(Buffer.from(withSecret)),
      digest: digestOf(Buffer.from(withSecret)),
      size: withSecret.length,
    },
    at: { flows: withSecret },
  },
  {
    name: 'flows of a device that are none',
    code: 'flows-invalid',
    change: { digest: digestOf(Buffer.from('{}')), size: 2 },
    at: { flows: '{}' },
  },
  {
    name: 'flows of a device that name a node twice',
    code: 'document-invalid',
    change: { credentials: ['h', 'h'] },
  },
];

/** Releases, what the hub wants, and what devices report: signed as it has to be, and not to be accepted here, or now. */
export const attacksOnReleases: readonly Attack[] = [
  ...rowsOf('manifest', releases),
  ...rowsOf('desired', wishes),
  ...rowsOf('reported', reports),
  ...rowsOf('acknowledged', knowings),
  ...rowsOf('greeting', greetings),
  ...rowsOf('adoption', adoptions),
];
