import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '@millwright/testing';
import { failure } from './console.ts';

/**
 * `npm run millwright -- <command>`: the command as it was built here, under a Node.js that is new enough, with paths
 * as seen from where it was called. npm links the bins of a repository's own packages before anything is built, and
 * leaves out what does not exist yet.
 */
const command = join(root, 'packages/cli/dist/millwright.cjs');
if (existsSync(command)) {
  process.chdir(process.env['INIT_CWD'] ?? root);
  await import(pathToFileURL(command).href);
} else {
  failure('The command is not built yet.', 'npm run build');
  process.exitCode = 2;
}
