import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '@millwright/testing/paths';

const example = join(root, 'examples/fleet');
const meters = join(root, 'examples/meters');
const capper = join(root, 'examples/capper');
const palletiser = join(root, 'examples/palletiser');

/** The example's settings, and the line that `millwright init` writes, by which nobody gets in without access. */
const settings = `// Written by npm start; it is made anew at each start.
module.exports = require(${JSON.stringify(join(example, 'settings.js'))});
module.exports = require('./millwright/secure.cjs')(module.exports);
`;

/** Makes a user directory of the demo at the first start; later starts keep what the user did in it. */
export function prepareUserDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(join(directory, 'settings.js'), settings);
  mkdirSync(join(directory, 'millwright'), { recursive: true, mode: 0o700 });
  copyFileSync(join(root, 'plugins/access/dist/secure.cjs'), join(directory, 'millwright/secure.cjs'));
  const manifest = join(directory, 'package.json');
  if (!existsSync(manifest))
    writeFileSync(manifest, '{ "name": "millwright-demo", "version": "0.0.1", "private": true }\n');
}

/**
 * Puts a package into a user directory as npm does with a folder: linked, and among its dependencies. One that somebody installed
 * there in its place stays.
 */
export function linkPackage(directory: string, folder: string): void {
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const link = join(directory, 'node_modules', name);
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (there && !there.isSymbolicLink()) return;
  rmSync(link, { force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(folder, link, 'junction');
  const manifest = join(directory, 'package.json');
  const { dependencies, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
  const wanted = { ...dependencies, [name]: `file:${folder}` };
  writeFileSync(manifest, `${JSON.stringify({ ...rest, dependencies: wanted }, null, 2)}\n`);
}

const flowsOf = (folder: string): readonly object[] =>
  JSON.parse(readFileSync(join(folder, 'flow.json'), 'utf8'));

/** The flows that are edited on the hub: the line's filler, and the plant's meters, capper and palletiser. */
export function prepareFlows(directory: string): void {
  const flows = join(directory, 'flows.json');
  if (!existsSync(flows))
    writeFileSync(
      flows,
      `${JSON.stringify([example, meters, capper, palletiser].flatMap(flowsOf), null, 2)}\n`,
    );
}
