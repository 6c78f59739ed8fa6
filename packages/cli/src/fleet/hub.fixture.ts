import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  makeRelease,
  makeSigningKey,
  manifestDocument,
  type SigningKey,
  signDocument,
  type Trust,
  trustDocument,
  writeBundle,
} from '@millwright/release';
import type { Surroundings } from '../command.ts';
import { commands } from '../commands.ts';
import { type Answer, json } from '../instance/server.fixture.ts';
import { main } from '../main.ts';
import { recorded } from '../output.fixture.ts';

export const passphrase = 'correct horse, battery';

/** The same key each time; another for another number. */
export const keyOf = (number: number): SigningKey =>
  makeSigningKey((bytes) => new Uint8Array(bytes).fill(number));
export const [releaseKey, hubKey] = [keyOf(1), keyOf(2)];

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Given extends Partial<Surroundings['input']> {
  readonly url?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs `millwright fleet <args>` in this process. The passphrase, or what `text` gives, comes on the standard input. */
export async function fleet(args: readonly string[], given: Given = {}): Promise<Ran> {
  const { url, environment, ...input } = given;
  const surroundings = recorded({ ...environment, ...(url ? { MILLWRIGHT_URL: url } : {}) });
  const stdin = { ...surroundings.input, text: async () => `${passphrase}\n`, ...input };
  const code = await main(['fleet', ...args], commands, { ...surroundings, input: stdin });
  return { code, out: surroundings.text(), err: surroundings.errorText() };
}

/** A directory for the files of one test. */
export async function inScratch(work: (path: (name: string) => string) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'millwright-fleet-'));
  try {
    await work((name) => join(directory, name));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** An answer that keeps what was asked. */
export function taking(value: unknown, asked: unknown[]): Answer {
  return (request: IncomingMessage, response) =>
    void text(request).then((body) => {
      asked.push(body === '' ? request.url : JSON.parse(body));
      json(value)(request, response);
    });
}

const input = {
  name: 'filler-line',
  version: 7,
  created: Date.parse('2026-11-26T12:00:00Z'),
  compatible: { nodeRed: [4, 5], node: '22.18.0' },
  health: { windowSeconds: 60, connections: true },
  source: { version: '42', rev: 'a'.repeat(64), by: 'anna' },
  floor: 3,
  audience: { labels: [{ name: 'line', value: '1' }] },
  flows: JSON.stringify([{ id: 't', type: 'tab', label: 'Filler' }]),
  modules: [],
} satisfies Parameters<typeof makeRelease>[0];
const made = makeRelease(input);
/** The release before it. */
const former = makeRelease({
  ...input,
  version: 6,
  flows: JSON.stringify([{ id: 't', type: 'tab', label: 'Old filler' }]),
});
export const { manifest } = made;

export const manifestText = (keys: readonly SigningKey[]): string =>
  signDocument(manifestDocument, manifest, keys);

/** The bytes of the release as a bundle. */
export const bundleOf = (keys: readonly SigningKey[], trust?: string): Promise<Buffer> =>
  bytesOf(made, manifestText(keys), trust);

/** The same of the release before. */
export const formerBundleOf = (keys: readonly SigningKey[]): Promise<Buffer> =>
  bytesOf(former, signDocument(manifestDocument, former.manifest, keys));

async function bytesOf({ manifest, parts }: typeof made, text: string, trust?: string): Promise<Buffer> {
  const contents = new Map(parts.map(({ digest, bytes }) => [digest, bytes]));
  const blobs = manifest.parts.map(({ digest, size }) => ({
    digest,
    size,
    content: () => [contents.get(digest) ?? new Uint8Array()],
  }));
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeBundle({ manifest: text, trust, blobs })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const trustOf = (version: number, release: SigningKey, hub: SigningKey): Trust => ({
  format: 1,
  version,
  created: Date.parse('2026-11-26T12:00:00Z'),
  roles: {
    release: { keys: [release.public.text], threshold: 1 },
    hub: { keys: [hub.public.text], threshold: 1 },
  },
  revoked: [],
});

export const trustText = (trust: Trust, keys: readonly SigningKey[]): string =>
  signDocument(trustDocument, trust, keys);
