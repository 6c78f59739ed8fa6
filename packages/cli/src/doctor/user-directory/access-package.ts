import { join } from 'node:path';
import { readText } from './files.ts';
import { installedIn } from './installed.ts';
import { modulesAbove } from './packages.ts';

export const accessPackage = '@millwright/node-red-access';

/** The package of access that Node-RED would load. */
export interface AccessPackage {
  readonly version: string;
  /** Its `secure.cjs`; undefined if it has none that can be read. */
  readonly secure: string | undefined;
}

/**
 * Finds it in a user directory, or else beside Node-RED.
 *
 * @param besideNodeRed the `node_modules` that Node-RED itself lies in, if known
 */
export function findAccess(directory: string, besideNodeRed: string | undefined): AccessPackage | undefined {
  const places = [
    join(directory, 'node_modules'),
    ...(besideNodeRed ? [besideNodeRed] : []),
    ...modulesAbove(besideNodeRed),
  ];
  const found = places.flatMap(installedIn).find(({ name }) => name === accessPackage);
  if (!found) return undefined;
  const secure = readText(join(found.folder, 'dist/secure.cjs'));
  return {
    version: found.version ?? 'without a version',
    secure: secure.kind === 'found' ? secure.value : undefined,
  };
}
