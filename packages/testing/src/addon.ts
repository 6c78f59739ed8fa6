import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { peersDirectory } from './paths.ts';

/**
 * Where the headers of this very Node.js lie beside it; else node-gyp fetches them from nodejs.org. It takes what npm says, which
 * is of another Node.js where this one comes from npm, over its own arguments.
 */
function headers(): Readonly<Record<string, string>> {
  const home = dirname(dirname(process.execPath));
  return existsSync(join(home, 'include/node/node.h')) ? { npm_config_nodedir: home } : {};
}

/** Whether a package with an addon was compiled for the Node.js that runs this: it is of use to that version alone. */
export function loadsHere(folder: string): boolean {
  return (
    existsSync(folder) &&
    spawnSync(process.execPath, ['--eval', `require(${JSON.stringify(folder)})`]).status === 0
  );
}

/** Compiles the addon of a package for the Node.js that runs this, with the node-gyp of the peer Snap7. */
export function compileAddon(folder: string): SpawnSyncReturns<string> {
  const gyp = join(peersDirectory, 'snap7/node_modules/node-gyp/bin/node-gyp.js');
  return spawnSync(
    process.execPath,
    [gyp, 'rebuild', '--loglevel=error', '--jobs=max', '--directory', folder],
    { encoding: 'utf8', env: { ...process.env, ...headers() } },
  );
}
