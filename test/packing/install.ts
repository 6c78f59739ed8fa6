import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve, sep } from 'node:path';
import type { NodeRedProcess, Target } from '@millwright/testing';
import { root } from '@millwright/testing';

/** A registry that nobody can reach: the discard port of the loopback. */
export const noRegistry = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  npm_config_update_notifier: 'false',
};

// What the repository's own tree holds besides Node-RED and is large or would be found by it.
const notNodeRed =
  /[\\/]node_modules[\\/](@millwright|@esbuild|esbuild|@biomejs|@typescript|typescript|playwright-core|node-(bin-)?(linux|darwin|win)-[^\\/]+|\.bin|\.cache)([\\/]|$)/;

/** Thousands of files, which nobody writes into: one copy of each serves all tests of the process. */
const copies = new Map<string, Promise<string>>();

after(async () => {
  for (const home of copies.values()) await rm(await home, { recursive: true, force: true });
});

/** A copy of a target outside the repository: Node-RED looks for nodes in every node_modules above its own folder. */
export async function outsideOfRepository(target: Target): Promise<Target> {
  const copy = copies.get(target.home) ?? copyOf(target.home);
  copies.set(target.home, copy);
  return { ...target, home: await copy };
}

async function copyOf(home: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'millwright-node-red-'));
  linkTree(join(home, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Names for the same files: a tenth of the time of a copy. */
function linkTree(from: string, to: string): void {
  if (notNodeRed.test(from + sep)) return;
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile() && !notNodeRed.test(source + sep)) linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    // The temporary directory may be on another disk.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    copyFileSync(source, target);
  }
}

/** `npm pack` of a folder (as it stands, or from the root of the repository): what a release would publish. Returns the tarball's path. */
export function pack(directory: string, into: string): string {
  const output = execFileSync('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', into], {
    cwd: resolve(root, directory),
    env: { ...process.env, ...noRegistry },
    encoding: 'utf8',
  });
  const packed = JSON.parse(output);
  const first = Array.isArray(packed) ? packed[0] : Object.values(packed)[0];
  return join(into, basename(first.filename));
}

/** A packed package holds only what Node-RED loads, with its licences, and needs nothing else. */
export function assertSelfContained(tarball: string): void {
  const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const odd = files.filter((file) => !/^package\/(dist\/|resources\/|package\.json$|README\.md$)/.test(file));
  assert.deepEqual(odd, []);
  const manifest = JSON.parse(
    execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }),
  );
  assert.deepEqual(Object.keys(manifest.dependencies ?? {}), []);
  for (const file of ['LICENSE', 'THIRD-PARTY-NOTICES.txt'])
    assert.ok(files.includes(`package/dist/${file}`), file);
}

/** `npm install <tarballs>` into a user directory. */
export function npmInstall(userDirectory: string, tarballs: readonly string[]): void {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], {
    cwd: userDirectory,
    env: { ...process.env, ...noRegistry },
    encoding: 'utf8',
  });
}

/** What the palette manager's upload button does. */
export async function upload(nodeRed: NodeRedProcess, tarball: string): Promise<Response> {
  const form = new FormData();
  form.set('tarball', new Blob([new Uint8Array(readFileSync(tarball))]), basename(tarball));
  return fetch(`${nodeRed.adminUrl}/nodes`, { method: 'POST', body: form });
}
