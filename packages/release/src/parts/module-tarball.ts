import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { isCodedError } from '@millwright/schema';
import tar from 'tar-stream';
import { readJson } from '../canonical.ts';
import { releaseErrors } from '../errors.ts';
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
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly size: number;
  readonly contentSize: number;
  /** As lock files write it: `sha512-…`. */
  readonly integrity: string;
}

/** In bytes, unpacked. */
const largestModule = 512 * 1024 * 1024;
const largestDescription = 4 * 1024 * 1024;
const installScripts = ['preinstall', 'install', 'postinstall'] as const;

/**
 * Reads a tarball as npm packs it, in one pass and without writing anything: what is in a release is looked at on both
 * sides.
 *
 * @throws `release.module-unreadable`, `release.module-unsafe` (links, paths that lead out), `release.part-bomb`,
 *   `release.part-damaged`, or what the source throws
 */
export async function inspectModule(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<InspectedModule> {
  const [digest, integrity] = [createHash('sha256'), createHash('sha512')];
  const stored = { bytes: 0 };
  const content = { bytes: 0 };
  const description = await readDescription(
    limited(gunzipped(counted(source, stored, [digest, integrity]), undefined), content),
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
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source) {
    count.bytes += chunk.length;
    if (count.bytes > largestModule) throw releaseErrors.partBomb({ digest: undefined });
    yield chunk;
  }
}

type Description = Pick<InspectedModule, 'name' | 'version' | 'license' | 'installScripts'>;

async function readDescription(source: AsyncIterable<Uint8Array>): Promise<Description> {
  const extract = tar.extract();
  const input = Readable.from(source, { objectMode: false });
  input.once('error', (error) => extract.destroy(error));
  input.pipe(extract);
  let text: Buffer | undefined;
  let hasGyp = false;
  try {
    for await (const entry of extract) {
      const path = pathOf(entry.header);
      const isDescription = path === 'package.json';
      hasGyp ||= path === 'binding.gyp';
      if (isDescription && (text || (entry.header.size ?? 0) > largestDescription))
        throw releaseErrors.moduleUnreadable({ reason: 'it has two descriptions, or one without an end' });
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry as AsyncIterable<Uint8Array>) if (isDescription) chunks.push(chunk);
      if (isDescription) text = Buffer.concat(chunks);
    }
  } catch (error) {
    if (isCodedError(error) || input.errored === error) throw error;
    throw releaseErrors.moduleUnreadable({ reason: 'it is no tar file' });
  } finally {
    input.destroy();
    extract.destroy();
  }
  return describe(text, hasGyp);
}

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

function describe(text: Buffer | undefined, hasGyp: boolean): Description {
  const { name, version, license, scripts, gypfile } = ((text && readJson(text)?.value) ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof name !== 'string' || typeof version !== 'string')
    throw releaseErrors.moduleUnreadable({ reason: 'it has no package.json with name and version' });
  const own = (scripts ?? {}) as Readonly<Record<string, unknown>>;
  const found = installScripts.filter((each) => typeof own[each] === 'string' && own[each] !== '');
  const builds = hasGyp && gypfile !== false && !found.includes('install') && !found.includes('preinstall');
  return {
    name,
    version,
    license: typeof license === 'string' && license !== '' ? license.slice(0, 200) : undefined,
    installScripts: builds ? [...found, 'binding.gyp'] : found,
  };
}
