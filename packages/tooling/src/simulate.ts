import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '@millwright/testing';

/** `npm run simulate -- modbus`: the command of the simulators, from their sources, with paths as seen from where it was called. */
process.chdir(process.env['INIT_CWD'] ?? root);
await import(pathToFileURL(join(root, 'packages/simulators/src/cli.ts')).href);
