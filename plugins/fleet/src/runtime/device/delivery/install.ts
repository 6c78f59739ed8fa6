import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from '@millwright/release';
import { npmReason } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import { codeOf } from '../files.ts';
import type { Blobs } from './blobs.ts';
import { type LockFile, type Place, readLockFile } from './lock-file.ts';

/** Of what npm prints, in characters. */
const longestOutput = 200_000;

export interface InstallOptions {
  /** Where `node_modules` is made; it is there, and empty. */
  readonly folder: string;
  /** The lock file of the release. */
  readonly lock: string;
  /** Its modules. */
  readonly modules: readonly Part[];
  readonly blobs: Blobs;
  /** npm's own program. */
  readonly npm: string | undefined;
}

/**
 * Installs the modules of a release as its lock file lays them out: by npm, from the tarballs that were fetched, without a network,
 * without anybody's settings, and without running a script of theirs. In the end each place is compared with the lock file.
 *
 * @throws `fleet.npm-missing`, `fleet.modules-not-installed` with npm's reason, `fleet.modules-other`, or what the disk says
 */
export async function installModules(options: InstallOptions, signal: AbortSignal): Promise<LockFile> {
  const { folder, lock: text, modules, blobs, npm } = options;
  const lock = readLockFile(text);
  if (lock.places.length === 0) return lock;
  if (npm === undefined) throw fleetErrors.npmMissing();
  // Beside, not within: npm removes what it does not know from where it installs.
  const scratch = `${folder}-scratch`;
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { mode: 0o700 });
  try {
    const files = new Map<string, string>();
    for (const { integrity = '', digest } of modules) {
      // npm tells a tarball from a folder by the end of its name.
      const file = join(scratch, `${digest}.tgz`);
      await linkOrCopy(blobs.path(digest), file);
      files.set(integrity, file);
    }
    const made = lock.files((integrity) => `file:${files.get(integrity) ?? ''}`);
    await writeFile(join(folder, 'package.json'), made.description);
    await writeFile(join(folder, 'package-lock.json'), made.lock);
    await runNpm(npm, folder, scratch, signal);
    for (const place of lock.places) await compare(folder, place);
    // Without the addresses, which are of a folder that is gone.
    await writeFile(join(folder, 'package-lock.json'), text);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return lock;
}

function runNpm(npm: string, folder: string, scratch: string, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const settings = ['--userconfig', join(scratch, 'user'), '--globalconfig', join(scratch, 'global')];
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--no-update-notifier', '--loglevel', 'error'];
  const child = spawn(
    process.execPath,
    [
      npm,
      'ci',
      '--offline',
      '--ignore-scripts',
      '--cache',
      join(scratch, 'cache'),
      '--logs-max',
      '0',
      ...settings,
      ...quiet,
    ],
    // Neither settings of npm nor secrets of the flows: nothing but what finds and runs a program.
    {
      cwd: folder,
      env: plainEnvironment(scratch),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      signal,
    },
  );
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (printed.length < longestOutput) printed += chunk.toString();
  });
  child.once('error', reject);
  child.once('close', (code) => {
    if (signal.aborted) reject(signal.reason);
    else if (code === 0) resolve();
    else reject(fleetErrors.modulesNotInstalled({ reason: npmReason(printed) ?? `it ended with ${code}` }));
  });
  return promise;
}

function plainEnvironment(scratch: string): Record<string, string> {
  const { PATH = '', SystemRoot, TEMP } = process.env;
  return {
    PATH,
    HOME: scratch,
    // Else npm leaves a cache of its code in the temporary directory.
    NODE_DISABLE_COMPILE_CACHE: '1',
    ...(SystemRoot && { SystemRoot }),
    ...(TEMP && { TEMP }),
  };
}

async function compare(folder: string, { path, name, version }: Place): Promise<void> {
  let found: { readonly name?: unknown; readonly version?: unknown } | null;
  try {
    found = JSON.parse(await readFile(join(folder, path, 'package.json'), 'utf8'));
  } catch (error) {
    throw fleetErrors.modulesOther({ place: path }, { cause: error });
  }
  if (found?.name !== name || found.version !== version) throw fleetErrors.modulesOther({ place: path });
}

/** Takes neither time nor room where the disk has further names of a file. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}
