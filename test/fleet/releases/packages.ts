import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedPackage } from '@millwright/testing';

/** A folder with a package: of one type of nodes if it is named so, else of a library that says its name and version. */
export async function packageFolder(
  into: string,
  name: string,
  version: string,
  more: object = {},
): Promise<string> {
  const folder = join(into, `${name.replace('/', '-')}-${version}`, 'package');
  await mkdir(folder, { recursive: true });
  const type = name.replace('node-red-contrib-', '');
  const isNode = type !== name;
  const manifest = {
    name,
    version,
    license: 'Apache-2.0',
    ...(isNode ? { 'node-red': { version: '>=4.1.0', nodes: { [type]: 'node.js' } } } : { main: 'index.js' }),
    ...more,
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  if (!isNode) {
    await writeFile(join(folder, 'index.js'), `module.exports = '${name} ${version}';`);
    return folder;
  }
  await writeFile(
    join(folder, 'node.html'),
    `<script type="text/javascript">RED.nodes.registerType('${type}', { category: 'common', defaults: {} });</script>`,
  );
  await writeFile(
    join(folder, 'node.js'),
    `module.exports = (RED) => RED.nodes.registerType('${type}', function (config) { RED.nodes.createNode(this, config); });`,
  );
  return folder;
}

/** The same as a registry has it. */
export async function packedPackage(
  into: string,
  name: string,
  version: string,
  more: object = {},
): Promise<PackedPackage> {
  const folder = await packageFolder(into, name, version, more);
  const tarball = join(into, `${name.replace('/', '-')}-${version}.tgz`);
  execFileSync('tar', ['-czf', tarball, '-C', join(folder, '..'), 'package']);
  return { tarball, manifest: { name, version, ...more } };
}
