import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peersDirectory } from './paths.ts';
import { findPeer, type PeerName } from './peers.ts';

function printed(command: string, ...args: readonly string[]): string {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout?.trim() ?? '';
}

function ofPackage(name: string, folder = name): string {
  const file = join(peersDirectory, folder, 'node_modules', name, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function ofLibmodbus(): string {
  const header = readFileSync('/usr/include/modbus/modbus-version.h', 'utf8');
  return /LIBMODBUS_VERSION_STRING "(.+)"/.exec(header)?.[1] ?? '';
}

/** The peers whose version counts for what they have shown, in the order in which they are named. */
const versions = {
  pymodbus: (python: string) => printed(python, '-c', 'import pymodbus; print(pymodbus.__version__)'),
  libmodbus: ofLibmodbus,
  // What it prints itself is the same in all its releases.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills it in.
  mbpoll: () => printed('dpkg-query', '-W', '-f', '${source:Upstream-Version}', 'mbpoll'),
  jsmodbus: () => ofPackage('jsmodbus'),
  'modbus-serial': () => ofPackage('modbus-serial'),
  'node-opcua': () => ofPackage('node-opcua', 'opcua'),
} satisfies Partial<Record<PeerName, (path: string) => string>>;

export type VersionedPeer = keyof typeof versions;

export const versionedPeers = Object.keys(versions) as readonly VersionedPeer[];

/** The version of a peer of a protocol, or undefined where this machine does not have it. */
export function peerVersion(name: VersionedPeer): string | undefined {
  const path = findPeer(name);
  return path === undefined ? undefined : versions[name](path);
}
