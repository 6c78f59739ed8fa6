import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { isCodedError } from '@millwright/schema';
import tar from 'tar-stream';
import * as v from 'valibot';
import { readJson } from '../canonical.ts';
import { moduleName, moduleVersion } from '../document/fields.ts';
import { releaseErrors } from '../errors.ts';
import { quoted } from '../refusal-details.ts';
import { largestRatio } from './packed.ts';
import { gunzipped } from './unpacked.ts';

/** What a tarball of npm turns out to be. */
export interface InspectedModule {
  /** As its own `package.json` says. */
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  /** The scripts that npm would run to install it; a `binding.gyp` makes one by itself. */
  readonly installScripts: readonly string[];
  /** The packages that it brings along in its own `node_modules`, at any depth. */
  readonly bundled: readonly BundledPackage[];
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly size: number;
  readonly contentSize: number;
  /** As lock files write it: `sha512-…`. */
  readonly integrity: string;
}

export interface BundledPackage {
  /** `node_modules/@acme/oven` */
  readonly place: string;
  /** As its `package.json` says; empty without one. */
  readonly name: string;
  readonly installScripts: readonly string[];
}

/** In bytes, unpacked. */
const largestModule = 512 * 1024 * 1024;
const largestDescription = 4 * 1024 * 1024;
const installScripts = ['preinstall', 'install', 'postinstall'] as const;

/**
 * Reads a tarball as npm packs it, in one pass and without writing anything: what is in a release is looked at on both
 * sides.
 *
 * @param most how many bytes it may unpack to
 * @throws `release.module-unreadable`, `release.module-unsafe` (links, paths that lead out), `release.part-bomb`,
 *   `release.part-damaged`, or what the source throws
 */
export async function inspectModule(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most = largestModule,
): Promise<InspectedModule> {
  const [digest, integrity] = [createHash('sha256'), createHash('sha512')];
  const stored = { bytes: 0 };
  const content = { bytes: 0 };
  const description = await readDescription(
    limited(gunzipped(counted(source, stored, [digest, integrity]), undefined), content, most),
  );
  if (content.bytes > stored.bytes * largestRatio) throw releaseErrors.partBomb({ digest: undefined });
  return {
    ...description,
    digest: digest.digest('hex'),
    size: stored.bytes,
    contentSize: content.bytes,
    integrity: `sha512-${integrity.digest('base64')}`,
  };
}

async function* counted(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  count: { bytes: number },
  hashes: readonly Hash[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source) {
    count.bytes += chunk.length;
    for (const hash of hashes) hash.update(chunk);
    yield chunk;
  }
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  count: { bytes: number },
  most: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source) {
    count.bytes += chunk.length;
    if (count.bytes > most) throw releaseErrors.partBomb({ digest: undefined });
    yield chunk;
  }
}

type Description = Pick<InspectedModule, 'name' | 'version' | 'license' | 'installScripts' | 'bundled'>;

/** The package at the root of a tarball, or one that it brings along. */
interface Found {
  description?: Readonly<Record<string, unknown>>;
  hasGyp: boolean;
}

async function readDescription(source: AsyncIterable<Uint8Array>): Promise<Description> {
  const extract = tar.extract();
  const input = Readable.from(source, { objectMode: false });
  input.once('error', (error) => extract.destroy(error));
  input.pipe(extract);
  const all = new Map<string, Found>([['', { hasGyp: false }]]);
  try {
    for await (const entry of extract) {
      const path = pathOf(entry.header);
      const [place = ''] = packagePlace.exec(path) ?? [];
      const found = all.get(place) ?? { hasGyp: false };
      all.set(place, found);
      // On many devices capitals make no other file.
      const file = path.slice(place.length).toLowerCase();
      found.hasGyp ||= file === 'binding.gyp';
      const isDescription = file === 'package.json';
      if (isDescription && (found.description || (entry.header.size ?? 0) > largestDescription))
        throw releaseErrors.moduleUnreadable({ reason: 'it has two descriptions, or one without an end' });
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry as AsyncIterable<Uint8Array>) if (isDescription) chunks.push(chunk);
      if (isDescription) found.description = descriptionIn(Buffer.concat(chunks));
    }
  } catch (error) {
    if (isCodedError(error) || input.errored === error) throw error;
    throw releaseErrors.moduleUnreadable({ reason: 'it is no tar file' });
  } finally {
    input.destroy();
    extract.destroy();
  }
  return describe(all);
}

/** The package that a path lies in, where that is one that npm would find. */
const packagePlace = /^(?:node_modules\/(?:@[^/]+\/)?[^/]+\/)*/i;

/** npm takes the first directory away, whatever its name. */
function pathOf({
  name,
  type,
}: {
  readonly name: string;
  readonly type?: string | null | undefined;
}): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const isInside = !/^[/\\]|^[a-z]:|[\\\0]/i.test(name) && !parts.includes('..');
  if ((type !== 'file' && type !== 'directory') || !isInside) throw releaseErrors.moduleUnsafe();
  return parts.slice(1).join('/');
}

function descriptionIn(text: Buffer): Readonly<Record<string, unknown>> {
  const value = readJson(text)?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw releaseErrors.moduleUnreadable({ reason: 'a package.json in it is no object in JSON' });
  return value as Readonly<Record<string, unknown>>;
}

function describe(all: ReadonlyMap<string, Found>): Description {
  const { description = {} } = all.get('') ?? {};
  const { name, version, license } = description;
  if (!v.is(moduleName, name) || !v.is(moduleVersion, version))
    throw releaseErrors.moduleUnreadable({ reason: 'it has no package.json with name and version' });
  return {
    name,
    version,
    license: typeof license === 'string' && license !== '' ? quoted(license, 200) : undefined,
    installScripts: scriptsOf(all.get('')),
    bundled: Array.from(all)
      .filter(([place]) => place !== '')
      .map(([place, found]) => ({
        place: quoted(place.slice(0, -1), 400),
        name: quoted(String(found.description?.['name'] ?? ''), 214),
        installScripts: scriptsOf(found),
      })),
  };
}

function scriptsOf({ description = {}, hasGyp = false }: Partial<Found> = {}): readonly string[] {
  const own = (description['scripts'] ?? {}) as Readonly<Record<string, unknown>>;
  const found = installScripts.filter((each) => typeof own[each] === 'string' && own[each] !== '');
  const builds =
    hasGyp && description['gypfile'] !== false && !found.includes('install') && !found.includes('preinstall');
  return builds ? [...found, 'binding.gyp'] : found;
}
