import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAddon, loadsHere, peersDirectory } from '@millwright/testing';
import { type Snap7Server, startSnap7 } from '../../s7/support/snap7.ts';

/** Nobody is here whose test could be skipped. */
const context = {
  skip: (): never => {
    throw new Error('Snap7 is not there: npm run peers');
  },
};

/** Snap7's server as it is: of a request with more than twenty items it answers the first twenty. */
export const asItIs = (): Promise<Snap7Server> => startSnap7(context);

/**
 * The same server, compiled to answer 200 items: with fewer the others cannot read what lies scattered at all.
 * @throws where it cannot be compiled
 */
export function withManyItems(): Promise<Snap7Server> {
  const addon = join(peersDirectory, 'snap7/build/node-snap7-200');
  if (!loadsHere(addon)) compile(addon);
  return startSnap7(context, { addon });
}

function compile(addon: string): void {
  rmSync(addon, { recursive: true, force: true });
  cpSync(join(peersDirectory, 'snap7/node_modules/node-snap7'), addon, { recursive: true });
  const header = join(addon, 'deps/snap7/src/core/s7_types.h');
  const text = readFileSync(header, 'utf8');
  const patched = text.replace(/(const int MaxVars\s*=\s*)20;/, '$1200;');
  if (patched === text) throw new Error('Snap7 no longer says in s7_types.h how many items it answers');
  writeFileSync(header, patched);
  const { status, stderr, error } = compileAddon(addon);
  if (status !== 0) throw error ?? new Error(stderr);
}
