import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { peersDirectory } from '@millwright/testing';
import { failure, good, step } from './console.ts';

/**
 * `npm run peers`: installs the outside peers that npm has, each in its own folder, never into the root tree, and
 * compiles those that are in C.
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
for (const name of having('server.c')) {
  step(`Compiling the peer ${name}`);
  const directory = join(peersDirectory, name);
  mkdirSync(join(directory, 'build'), { recursive: true });
  const include = `/usr/include/${name.replace(/^lib/, '')}`;
  const result = spawnSync(
    'cc',
    ['-O2', '-o', 'build/server', 'server.c', `-I${include}`, `-l${name.replace(/^lib/, '')}`, '-lpthread'],
    { cwd: directory, encoding: 'utf8' },
  );
  if (result.status === 0) compiled += 1;
  // Its tests are skipped then, and say so with the line that installs what is missing.
  else step(`${name} is left out: ${result.error?.message ?? result.stderr.trim().split('\n')[0] ?? ''}`);
}
good(`${names.length + compiled} peers are in place`);
