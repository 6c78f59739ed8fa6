import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';

const example = join(root, 'examples/fleet');
const meters = join(root, 'examples/meters');

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

const flowsOf = (folder: string): readonly object[] =>
  JSON.parse(readFileSync(join(folder, 'flow.json'), 'utf8'));

/** The flows that are edited on the hub: the line's filler, and the plant's meters. */
export function prepareFlows(directory: string): void {
  const flows = join(directory, 'flows.json');
  if (!existsSync(flows))
    writeFileSync(flows, `${JSON.stringify([...flowsOf(example), ...flowsOf(meters)], null, 2)}\n`);
}
