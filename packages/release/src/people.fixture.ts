import { hash } from 'node:crypto';
import type { Manifest } from './document/manifest.ts';
import type { Random } from './keys/key-pair.ts';
import { makeSealingKey, type SealingKey } from './keys/sealing-key.ts';
import { makeSigningKey, type SigningKey } from './keys/signing-key.ts';

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
