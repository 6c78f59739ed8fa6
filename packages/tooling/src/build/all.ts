import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadablePackages, root } from '@millwright/testing';
import { good, step } from '../console.ts';
import { buildCommands, commandPackages } from './command.ts';
import { markFresh } from './fresh.ts';
import { buildPackage } from './package.ts';

/** Bundles each package that Node-RED loads, and each command. Throws when a source does not parse or an import cannot be resolved. */
export async function bundle(): Promise<void> {
  const started = Date.now();
  for (const loadable of loadablePackages(root)) {
    step(`Bundling ${loadable.name}`);
    await buildPackage(loadable);
  }
  for (const commands of commandPackages(root)) {
    step(`Bundling ${commands.name}`);
    await buildCommands(commands);
  }
  markFresh(root, started);
  good(`Bundled in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Type-checks everything, emits the libraries, then bundles. Throws when something is wrong. */
export async function build(): Promise<void> {
  step('Checking types and building the libraries');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  if (spawnSync(process.execPath, [compiler, '-b'], { cwd: root, stdio: 'inherit' }).status !== 0) {
    throw new Error('The sources have type errors (above).');
  }
  await bundle();
}
