import { join, resolve } from 'node:path';

/** The root of the repository. */
export const root = resolve(import.meta.dirname, '../../..');

/** Where outside peers live, each in a folder with its own package.json (installed by `npm run peers`). */
export const peersDirectory = join(root, 'test/peers');

/** Where Node.js keeps compiled code of Node-REDs that are started here; by itself it would choose the temporary directory. */
export const compileCache = join(root, '.cache/compile');
