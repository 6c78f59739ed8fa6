import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import { loadablePackages } from './build/loadable.ts';
import { buildPackage } from './build/package.ts';
import { failure, good, step } from './console.ts';

/** `npm run build`: type-checks and emits the libraries, then bundles each package that Node-RED loads. */
const started = performance.now();
step('Checking types and building the libraries');
const typescript = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
  cwd: root,
  stdio: 'inherit',
});
if (typescript.status !== 0) {
  failure('The sources have type errors (above).');
  process.exit(1);
}
try {
  for (const loadable of loadablePackages(root)) {
    step(`Bundling ${loadable.name}`);
    await buildPackage(loadable);
  }
} catch (error) {
  failure(`The bundle could not be made: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
good(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
