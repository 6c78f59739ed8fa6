import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Credentials,
  committed,
  type Desired,
  type DeviceValue,
  deliver,
  digestOf,
  inspectModule,
  type Manifest,
  makeRelease,
  manifestDocument,
  type ReleaseModule,
  readSealingKey,
  type SigningKey,
  sealFor,
  signDocument,
} from '@millwright/release';

/** A module as npm packs it. */
export interface TestModule {
  readonly name: string;
  readonly version: string;
  /** Files beside `package.json`, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Members of its `package.json`. */
  readonly members?: object;
}

export interface TestReleaseInput {
  readonly key: SigningKey;
  readonly name?: string;
  readonly version?: number;
  readonly flows: readonly object[];
  readonly credentials?: Credentials;
  readonly modules?: readonly TestModule[];
  /** Ranges that the project asks for; by default each module by itself. */
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly windowSeconds?: number;
  readonly change?: Partial<Manifest>;
}

/** A signed release, and all that a hub has to send of it. */
export interface TestRelease {
  readonly manifest: Manifest;
  readonly digest: string;
  /** By digest; the manifest's envelope under that of its payload. */
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  /** What is wanted of a device, beside its id, counter and job; its box is added to `blobs`. */
  wishFor(
    device: { readonly id: string; readonly sealing: string },
    job: string,
    values?: readonly DeviceValue[],
  ): Promise<
    Pick<Desired, 'job' | 'release' | 'environment' | 'sealed'> & { readonly box: Uint8Array | undefined }
  >;
}

export function packModule({ name, version, files = {}, members = {} }: TestModule): Buffer {
  const scratch = mkdtempSync(join(tmpdir(), 'millwright-module-'));
  try {
    const folder = join(scratch, 'package');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name, version, license: 'Apache-2.0', ...members }),
    );
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    const file = join(scratch, 'module.tgz');
    execFileSync('tar', ['-czf', file, '-C', scratch, 'package']);
    return readFileSync(file);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

export async function makeTestRelease(input: TestReleaseInput): Promise<TestRelease> {
  const { key, name = 'oven-line', version = 1, flows, credentials, modules = [], windowSeconds = 2 } = input;
  const packed = modules.map((module) => packModule(module));
  const inspected = await Promise.all(
    packed.map(
      async (bytes): Promise<ReleaseModule> => ({ ...(await inspectModule([bytes])), origin: 'registry' }),
    ),
  );
  const secret = credentials && committed(credentials, randomBytes);
  const { manifest: made, parts } = makeRelease({
    name,
    version,
    created: Date.now(),
    flows: JSON.stringify(flows),
    credentials: secret,
    modules: inspected,
    ...(modules.length > 0 && { lock: lockText(modules, inspected, input.dependencies) }),
    compatible: { nodeRed: [4, 5], node: '18.0.0' },
    health: { windowSeconds },
  });
  const manifest = { ...made, ...input.change };
  const digest = digestOf(manifestDocument.encode(manifest));
  const blobs = new Map<string, Uint8Array>([
    [digest, Buffer.from(signDocument(manifestDocument, manifest, [key]))],
    ...parts.map((part): [string, Uint8Array] => [part.digest, part.bytes]),
    ...packed.map((bytes): [string, Uint8Array] => [createHash('sha256').update(bytes).digest('hex'), bytes]),
  ]);
  return {
    manifest,
    digest,
    blobs,
    wishFor: async ({ id, sealing }, job, values = []) => {
      const { environment, sealed } = deliver(values);
      const isSecret = secret !== undefined || Object.keys(sealed).length > 0;
      const box = isSecret
        ? await sealFor(
            { device: id, manifest: digest, job },
            readSealingKey(sealing),
            { committed: secret, environment: sealed },
            randomBytes,
          )
        : undefined;
      const size = [...blobs.values()].reduce((sum, { length }) => sum + length, 0);
      return {
        job,
        release: { name, version, digest, size },
        environment: [...environment],
        ...(box && { sealed: { digest: createHash('sha256').update(box).digest('hex'), size: box.length } }),
        box,
      };
    },
  };
}

/** Each module in `node_modules` itself. */
function lockText(
  modules: readonly TestModule[],
  inspected: readonly ReleaseModule[],
  dependencies = Object.fromEntries(modules.map(({ name, version }) => [name, version])),
): string {
  const places = modules.map(({ name, version, members = {} }, at) => [
    `node_modules/${name}`,
    { version, integrity: inspected[at]?.integrity, ...members },
  ]);
  return JSON.stringify({
    name: 'node-red-project',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'node-red-project', dependencies }, ...Object.fromEntries(places) },
  });
}
