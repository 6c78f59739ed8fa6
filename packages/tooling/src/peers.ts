import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAddon, loadsHere, peersDirectory } from '@millwright/testing';
import { failure, good, step } from './console.ts';

/**
 * `npm run peers`: installs the outside peers that npm has, each in its own folder, never into the root tree, and
 * compiles those that are in C or C++.
 */
const having = (file: string): readonly string[] =>
  readdirSync(peersDirectory).filter((name) => existsSync(join(peersDirectory, name, file)));
const names = having('package.json');
for (const name of names) {
  step(`Installing the peer ${name}`);
  const npm = process.env['npm_execpath'];
  const [command, prefix] = npm ? [process.execPath, [npm]] : ['npm', []];
  const result = spawnSync(
    command,
    [...prefix, 'install', '--no-audit', '--no-fund', '--loglevel=error', '--workspaces=false'],
    {
      cwd: join(peersDirectory, name),
      stdio: 'inherit',
    },
  );
  if (result.status !== 0) {
    failure(
      `The peer ${name} could not be installed.`,
      'npm needs its registry; run `npm run peers` again when it can be reached.',
    );
    process.exit(1);
  }
}

let compiled = 0;
/** What could not be compiled is skipped by its tests, with the line that installs what is missing. */
function report(name: string, result: SpawnSyncReturns<string>): void {
  if (result.status === 0) compiled += 1;
  else step(`${name} is left out: ${result.error?.message ?? result.stderr.trim().split('\n')[0] ?? ''}`);
}

for (const name of having('server.c')) {
  step(`Compiling the peer ${name}`);
  const directory = join(peersDirectory, name);
  mkdirSync(join(directory, 'build'), { recursive: true });
  const library = name.replace(/^lib/, '');
  const args = [
    '-O2',
    '-o',
    'build/server',
    'server.c',
    `-I/usr/include/${library}`,
    `-l${library}`,
    '-lpthread',
  ];
  report(name, spawnSync('cc', args, { cwd: directory, encoding: 'utf8' }));
}

for (const name of names) {
  const directory = join(peersDirectory, name);
  const { config } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  if (config?.addon === undefined) continue;
  const folder = join(directory, 'node_modules', config.addon);
  if (loadsHere(folder)) continue;
  step(`Compiling the peer ${name}`);
  report(name, compileAddon(folder));
}
good(`${names.length} peers are in place, ${compiled} of them compiled now`);
