import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peersDirectory } from './paths.ts';
import { findPeer, type PeerName } from './peers.ts';

function printed(command: string, ...args: readonly string[]): string {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout?.trim() ?? '';
}

function ofPackage(name: string, folder: string = name): string {
  const file = join(peersDirectory, folder, 'node_modules', name, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function ofLibmodbus(): string {
  const header = readFileSync('/usr/include/modbus/modbus-version.h', 'utf8');
  return /LIBMODBUS_VERSION_STRING "(.+)"/.exec(header)?.[1] ?? '';
}

/** What is in the package, which says it nowhere else. */
function ofSnap7(): string {
  const readme = readFileSync(join(peersDirectory, 'snap7/node_modules/node-snap7/README.md'), 'utf8');
  const inside = /snap7 version:\**\s*([\d.]+)/.exec(readme.replace(/node-snap7 version.*/, ''))?.[1] ?? '';
  return `${inside} in node-snap7 ${ofPackage('node-snap7', 'snap7')}`;
}

/** How the version of each peer is found that counts for what it has shown. */
const versions = {
  pymodbus: (python: string) => printed(python, '-c', 'import pymodbus; print(pymodbus.__version__)'),
  libmodbus: ofLibmodbus,
  // What it prints itself is the same in all its releases.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills it in.
  mbpoll: () => printed('dpkg-query', '-W', '-f', '${source:Upstream-Version}', 'mbpoll'),
  jsmodbus: () => ofPackage('jsmodbus'),
  'modbus-serial': () => ofPackage('modbus-serial'),
  'node-opcua': () => ofPackage('node-opcua', 'opcua'),
  Snap7: ofSnap7,
  nodes7: () => ofPackage('nodes7'),
} satisfies Partial<Record<PeerName, (path: string) => string>>;

export type VersionedPeer = keyof typeof versions;

/** The peers of each pack of nodes, in the order of its table. */
const ofPacks: Readonly<Record<string, readonly VersionedPeer[]>> = {
  modbus: ['pymodbus', 'libmodbus', 'mbpoll', 'jsmodbus', 'modbus-serial'],
  opcua: ['node-opcua'],
  s7: ['Snap7', 'nodes7'],
};

/** The peers whose version counts for what the nodes of a pack have shown. */
export const versionedPeers = (pack: string): readonly VersionedPeer[] => ofPacks[pack] ?? [];

/** The version of a peer of a protocol, or undefined where this machine does not have it. */
export function peerVersion(name: VersionedPeer): string | undefined {
  const path = findPeer(name);
  return path === undefined ? undefined : versions[name](path);
}
