import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedPackage, Registry } from '@millwright/testing';

/** A package with one type of nodes, which answers an HTTP request with its version. */
export async function packed(into: string, name: string, version: string): Promise<PackedPackage> {
  const folder = join(into, `${name}-${version}`, 'package');
  await mkdir(folder, { recursive: true });
  const type = name.replace('node-red-contrib-', '');
  const manifest = {
    name,
    version,
    license: 'Apache-2.0',
    'node-red': { version: '>=4.1.0', nodes: { [type]: 'node.js' } },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'node.html'),
    `<script type="text/javascript">RED.nodes.registerType('${type}', { category: 'common', defaults: {} });</script>`,
  );
  await writeFile(
    join(folder, 'node.js'),
    `module.exports = (RED) => RED.nodes.registerType('${type}', function (config) {
      RED.nodes.createNode(this, config);
      this.on('input', (msg, send, done) => { msg.payload = '${name} ${version}'; send(msg); done(); });
    });`,
  );
  const tarball = join(into, `${name}-${version}.tgz`);
  execFileSync('tar', ['-czf', tarball, '-C', join(folder, '..'), 'package']);
  return { tarball, manifest };
}

/** A tab whose endpoint answers what a node of this type does. */
export const tabWith = (type: string) => [
  { id: `${type}-tab`, type: 'tab', label: type },
  {
    id: `${type}-in`,
    type: 'http in',
    z: `${type}-tab`,
    url: `/${type}`,
    method: 'get',
    x: 1,
    y: 1,
    wires: [[type]],
  },
  { id: type, type, z: `${type}-tab`, x: 2, y: 1, wires: [[`${type}-out`]] },
  { id: `${type}-out`, type: 'http response', z: `${type}-tab`, x: 3, y: 1, wires: [] },
];

/** What lets a Node-RED install from this registry and nowhere else. */
export const registryEnvironment = ({ url }: Registry, scratch: string) => ({
  npm_config_registry: url,
  npm_config_cache: join(scratch, 'npm'),
  npm_config_fetch_retries: '0',
  npm_config_update_notifier: 'false',
});
