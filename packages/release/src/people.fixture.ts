import { hash } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { LastDesired } from './desired/check-desired.ts';
import type { Desired } from './desired/desired.ts';
import type { DeviceTraits } from './document/check-manifest.ts';
import { digestOf } from './document/document.ts';
import { type Manifest, manifestDocument } from './document/manifest.ts';
import type { Random } from './keys/key-pair.ts';
import { makeSealingKey, makeSigningKey, type SealingKey, type SigningKey } from './keys/keys.ts';
import type { Acknowledged } from './reported/acknowledged.ts';
import type { Adoption } from './reported/adoption.ts';
import type { ReportRecord } from './reported/check-reported.ts';
import type { Greeting } from './reported/greeting.ts';
import type { Reported } from './reported/reported.ts';
import type { Trust } from './trust/trust.ts';

/** Bytes that follow from a text: the same keys in each run. They are published here, so they sign nothing else. */
export function randomOf(text: string): Random {
  let drawn = 0;
  return (bytes) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < bytes; have += 32) blocks.push(hash('sha256', `${text} ${drawn++}`, 'buffer'));
    return new Uint8Array(Buffer.concat(blocks).subarray(0, bytes));
  };
}

export const signingKeyOf = (name: string): SigningKey => makeSigningKey(randomOf(`signing ${name}`));
export const sealingKeyOf = (name: string): SealingKey => makeSealingKey(randomOf(`sealing ${name}`));

export const releaseKey = signingKeyOf('release');
export const otherReleaseKey = signingKeyOf('other release');
export const hubKey = signingKeyOf('hub');
export const strangersKey = signingKeyOf('stranger');

/** 2026-11-26, noon, UTC. */
export const noon = Date.UTC(2026, 10, 26, 12);
export const hours = 3_600_000;

const digestOfText = (text: string): string => hash('sha256', text, 'hex');

export const manifest: Manifest = {
  format: 1,
  name: 'oven-line',
  version: 7,
  created: noon - 2 * hours,
  rev: digestOfText('flows'),
  source: { version: 'v-42', rev: digestOfText('flows'), by: 'Ada' },
  compatible: { nodeRed: [4, 5], node: '22.18.0', platforms: ['linux-x64', 'linux-arm64'] },
  parts: [
    {
      role: 'flows',
      digest: digestOfText('packed flows'),
      size: 900,
      contentSize: 5000,
      media: 'application/json',
      encoding: 'gzip',
    },
    {
      role: 'module',
      name: '@acme/node-red-oven',
      version: '1.2.3',
      integrity: `sha512-${'A'.repeat(86)}==`,
      origin: 'registry',
      digest: digestOfText('module'),
      size: 20_000,
      contentSize: 80_000,
      media: 'application/x-tar',
      encoding: 'gzip',
    },
  ],
  credentials: { commitment: digestOfText('credentials') },
  health: { windowSeconds: 60, connections: true },
  audience: { labels: [{ name: 'site', value: 'north' }] },
};

export const trust: Trust = {
  format: 1,
  version: 1,
  created: noon - 1000 * hours,
  roles: {
    release: { keys: [releaseKey.public.text], threshold: 1 },
    hub: { keys: [hubKey.public.text], threshold: 1 },
  },
  revoked: [],
};

export const deviceKey = signingKeyOf('device');
export const deviceSealingKey = sealingKeyOf('device');

export const traits: DeviceTraits = {
  id: 'gateway-7',
  labels: [{ name: 'site', value: 'north' }],
  nodeRed: '5.0.2',
  node: '24.21.0',
  platform: 'linux-x64',
};

export const clock: Clock = { now: noon, doubted: false, seen: noon - hours };

export const manifestDigest = digestOf(manifestDocument.encode(manifest));

export const desired: Desired = {
  format: 1,
  device: traits.id,
  hub: hubKey.public.keyid,
  counter: 12,
  job: 'job-0000000000000012',
  issued: noon - hours / 2,
  expires: noon + 24 * hours,
  onExpiry: 'warn',
  release: { name: 'oven-line', version: 7, digest: manifestDigest, size: 40_000, floor: 5 },
  environment: [
    { name: 'PLC_HOST', value: '10.0.7.1' },
    { name: 'PLC_PIN', sealed: true },
  ],
  sealed: { digest: digestOfText('sealed'), size: 512 },
  drift: 'report',
};

/** The one that the device believed before. */
export const last: LastDesired = { counter: 11, digest: digestOfText('before'), hub: hubKey.public.keyid };

export const reported: Reported = {
  format: 1,
  device: traits.id,
  boot: 'boot-000000000000000b',
  counter: 40,
  since: 30,
  time: noon,
  phase: 'watching',
  job: desired.job,
  desired: desired.counter,
  rev: manifest.rev,
  committed: {
    rev: digestOfText('former flows'),
    release: { name: 'oven-line', version: 6, digest: digestOfText('former manifest') },
  },
  outcomes: [
    {
      job: 'job-0000000000000011',
      result: 'rolled-back',
      release: { name: 'oven-line', version: 5, digest: digestOfText('failed manifest') },
      error: {
        code: 'rollout.unhealthy',
        message: 'Not healthy: connection-lost (PLC)',
        details: { reasons: [{ code: 'connection-lost', subject: 'PLC' }] },
      },
      time: noon - hours,
    },
  ],
  untold: 0,
  versions: { millwright: '0.1.0', nodeRed: '5.0.2', node: '24.21.0', platform: 'linux-x64' },
  restart: 'exit',
};

/** What the hub says to that report. */
export const acknowledged: Acknowledged = {
  format: 1,
  device: traits.id,
  jobs: reported.outcomes.map(({ job }) => job),
};

/** How the device comes back to its hub. */
export const greeting: Greeting = {
  format: 1,
  device: traits.id,
  nonce: Buffer.from(randomOf('greeting')(32)).toString('base64url'),
  time: noon,
};

/** Flows that somebody changed on the device, and how it hands them in. */
export const adoptedFlows = JSON.stringify([
  { id: 't', type: 'tab', label: 'Oven' },
  { id: 'h', type: 'http request', z: 't', url: 'http://plc.example' },
]);
export const adoption: Adoption = {
  format: 1,
  device: traits.id,
  rev: digestOfText(adoptedFlows),
  digest: digestOfText(adoptedFlows),
  size: Buffer.byteLength(adoptedFlows),
  credentials: ['h'],
  time: noon,
};

/** What the hub knows before that report. */
export const record: ReportRecord = {
  counter: 39,
  boot: reported.boot,
  since: reported.since,
  recent: [
    { counter: 39, digest: digestOfText('report 39') },
    { counter: 37, digest: digestOfText('report 37') },
  ],
};
