import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everything } from './everything.ts';
import { peersDirectory, root } from './paths.ts';

/** One combination of Node-RED and Node.js under test. */
export interface Target {
  /** For test titles: `Node-RED 5.0.7 on Node 24.21.0`. */
  readonly title: string;
  /** Node-RED's major version. */
  readonly major: 4 | 5;
  /** Folder that holds `node_modules/node-red`. */
  readonly home: string;
  /** Path of the Node.js binary that runs it. */
  readonly node: string;
}

interface NodeBinary {
  readonly version: string;
  readonly path: string;
}

function versionOf(packageDirectory: string): string {
  return JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8')).version;
}

function nodeFromPackage(home: string): NodeBinary | undefined {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const directory = join(home, 'node_modules', name);
  const path = join(directory, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  return existsSync(path) ? { version: versionOf(directory), path } : undefined;
}

const running: NodeBinary = { version: process.versions.node, path: process.execPath };

/** The Node.js binaries under test: the one that runs the tests, or with `MILLWRIGHT_ALL=1` the oldest and the newest supported. */
export function nodes(): readonly NodeBinary[] {
  if (!everything || process.env['MILLWRIGHT_NODE']) return [running];
  const oldest = nodeFromPackage(join(peersDirectory, 'node-22.18'));
  const newest = nodeFromPackage(root);
  if (!oldest || !newest) throw new Error('Node 22.18 or 24 is missing: run `npm run peers`, then try again');
  return [oldest, newest];
}

/** Each Node-RED under test: 5, or with `MILLWRIGHT_ALL=1` 4.1 and 5. */
function homes(): readonly string[] {
  return everything ? [join(peersDirectory, 'node-red-4.1'), root] : [root];
}

function target(home: string, node: NodeBinary): Target {
  const directory = join(home, 'node_modules/node-red');
  if (!existsSync(directory))
    throw new Error(`Node-RED is missing in ${home}: run \`npm run peers\`, then try again`);
  const version = versionOf(directory);
  return {
    title: `Node-RED ${version} on Node ${node.version}`,
    major: version.startsWith('4.') ? 4 : 5,
    home,
    node: node.path,
  };
}

/**
 * What tests of Node-RED run against: Node-RED 5 on the running Node.js, or with `MILLWRIGHT_ALL=1` the oldest pair and
 * the newest: Node-RED 4.1 on Node.js 22.18 and Node-RED 5 on the newest 24.
 */
export function targets(): readonly Target[] {
  const [oldest, newest] = [nodes().at(0), nodes().at(-1)];
  return homes().map((home, index, all) => {
    const node = index === all.length - 1 ? newest : oldest;
    if (!node) throw new Error('There is no Node.js under test');
    return target(home, node);
  });
}

/**
 * The same, but each Node-RED on each Node.js: for the door to Node-RED's runtime and for what is installed, where the
 * two meet. What stands on these, and what Node-RED alone decides, needs no more than {@link targets}.
 */
export function everyTarget(): readonly Target[] {
  return homes().flatMap((home) => nodes().map((node) => target(home, node)));
}

/** One target per Node-RED, on the newest Node.js: for what depends on the editor and not on the runtime's Node. */
export function editorTargets(): readonly Target[] {
  const newest = nodes().at(-1)?.path;
  return everyTarget().filter((target) => target.node === newest);
}
