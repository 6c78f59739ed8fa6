import { join } from 'node:path';
import { root } from '@millwright/testing';
import { buildPackage, readLoadable } from '@millwright/tooling';

/** Builds the plugin that wants nothing; returns its folder. */
export async function buildPassive(): Promise<string> {
  const folder = join(root, 'test/benchmarks/passive');
  const loadable = readLoadable(folder);
  if (!loadable) throw new Error('The passive plugin is not a Node-RED package');
  await buildPackage(loadable);
  return folder;
}
