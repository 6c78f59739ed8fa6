import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { peersDirectory } from '@millwright/testing';
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
/** @param lines what the compiler said. What it could not make is skipped by its tests, with the line that installs what is missing. */
function report(name: string, result: ReturnType<typeof compile>): void {
  if (result.status === 0) compiled += 1;
  else step(`${name} is left out: ${result.error?.message ?? result.stderr.trim().split('\n')[0] ?? ''}`);
}

function compile(
  command: string,
  args: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>> = {},
) {
  return spawnSync(command, args, {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
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
  report(name, compile('cc', args, directory));
}

/**
 * Where the headers of this very Node.js lie beside it; else node-gyp fetches them from nodejs.org. It takes what npm says, which
 * is of another Node.js where this one comes from npm, over its own arguments.
 */
function headers(): Readonly<Record<string, string>> {
  const home = dirname(dirname(process.execPath));
  return existsSync(join(home, 'include/node/node.h')) ? { npm_config_nodedir: home } : {};
}

for (const name of names) {
  const directory = join(peersDirectory, name);
  const { config } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const addon: string | undefined = config?.addon;
  if (addon === undefined) continue;
  const folder = join(directory, 'node_modules', addon);
  // It is of use to the version of Node.js alone that it was compiled for.
  if (compile(process.execPath, ['--eval', `require(${JSON.stringify(folder)})`], directory).status === 0)
    continue;
  step(`Compiling the peer ${name}`);
  const gyp = join(directory, 'node_modules/node-gyp/bin/node-gyp.js');
  const args = [gyp, 'rebuild', '--loglevel=error', '--jobs=max', '--directory', folder];
  report(name, compile(process.execPath, args, directory, headers()));
}
good(`${names.length} peers are in place, ${compiled} of them compiled now`);
