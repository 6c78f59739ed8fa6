import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { peersDirectory } from '@millwright/testing';
import { failure, good, step } from './console.ts';

/** `npm run peers`: installs the outside peers that npm has, each in its own folder, never into the root tree. */
const names = readdirSync(peersDirectory).filter((name) =>
  existsSync(join(peersDirectory, name, 'package.json')),
);
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
good(`${names.length} peers are in place`);
