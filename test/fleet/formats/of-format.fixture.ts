import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '@millwright/testing';

/** The number in the bundle, as `common/formats.ts` has it. */
const number = /\bvar roadFormat = 1;/g;

/**
 * The plugin as it is built, but for the number of the format that it writes: a former or a later one of which nothing but the number
 * differs, as long as there is no other.
 *
 * @returns a folder to load
 */
export async function fleetOfFormat(format: number, into: string): Promise<string> {
  const built = join(root, 'plugins/fleet');
  const folder = join(into, `node-red-fleet-of-format-${format}`);
  for (const name of ['dist', 'package.json'])
    await cp(join(built, name), join(folder, name), { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string };
  // By its own name the repository's own would be found beside it.
  const renamed = { ...manifest, name: `@millwright/node-red-fleet-of-format-${format}` };
  await writeFile(join(folder, 'package.json'), JSON.stringify(renamed));
  const bundle = join(folder, 'dist/main.cjs');
  const code = await readFile(bundle, 'utf8');
  assert.equal(code.match(number)?.length, 1, 'the bundle has the number of the format once');
  await writeFile(bundle, code.replace(number, `var roadFormat = ${format};`));
  return folder;
}
