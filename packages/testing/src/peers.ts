import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadsHere } from './addon.ts';
import { everything } from './everything.ts';
import { peersDirectory } from './paths.ts';

/** An outside program that some tests need: how it is found, and the line that installs it. */
interface Peer {
  readonly find: () => string | undefined;
  readonly install: string;
}

function firstFile(...paths: readonly (string | undefined)[]): string | undefined {
  return paths.find((path) => path && existsSync(path));
}

function npmPeer(name: string, path: string): Peer {
  return {
    find: () => firstFile(join(peersDirectory, name, 'node_modules', path)),
    install: 'npm run peers',
  };
}

function pythonModule(module: string): string | undefined {
  return ['/usr/bin/python3', 'python3'].find(
    (python) => spawnSync(python, ['-c', `import ${module}`]).status === 0,
  );
}

function libraryFolders(): readonly string[] {
  const usual = ['/usr/lib', '/usr/lib64'].filter((folder) => existsSync(folder));
  return usual.flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))]);
}

/** The newest first. */
function postgresFolders(): readonly string[] {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions) ? readdirSync(versions) : [];
  const sorted = debian.sort((one, other) => Number(other) - Number(one));
  return [...sorted.map((version) => join(versions, version, 'bin')), '/usr/local/bin', '/opt/homebrew/bin'];
}

const peers = {
  chromium: {
    find: () =>
      firstFile(
        process.env['MILLWRIGHT_CHROMIUM'],
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/bin/google-chrome',
      ),
    install: 'apt-get install chromium   (or set MILLWRIGHT_CHROMIUM to the path of a Chromium)',
  },
  git: {
    find: () => firstFile('/usr/bin/git', '/usr/local/bin/git', '/opt/homebrew/bin/git'),
    install: 'apt-get install git',
  },
  openssl: {
    find: () => firstFile('/usr/bin/openssl', '/usr/local/bin/openssl', '/opt/homebrew/bin/openssl'),
    install: 'apt-get install openssl',
  },
  'ssh-keygen': {
    find: () => firstFile('/usr/bin/ssh-keygen', '/usr/local/bin/ssh-keygen', '/opt/homebrew/bin/ssh-keygen'),
    install: 'apt-get install openssh-client',
  },
  unshare: {
    // Only where a mount namespace can be made, which some containers refuse.
    find: () =>
      spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
        ? 'unshare'
        : undefined,
    install:
      'apt-get install util-linux   (and allow user namespaces: sysctl kernel.unprivileged_userns_clone=1)',
  },
  rsyslogd: {
    // With its part for TLS, which is a package of its own.
    find: () =>
      libraryFolders().some((folder) => existsSync(join(folder, 'rsyslog/lmnsd_gtls.so')))
        ? firstFile('/usr/sbin/rsyslogd')
        : undefined,
    install: 'apt-get install rsyslog rsyslog-gnutls',
  },
  postgres: {
    // Where its programs are: Debian keeps those of each version in a folder of their own, and only some on the path.
    find: () => postgresFolders().find((folder) => existsSync(join(folder, 'initdb'))),
    install: 'apt-get install postgresql',
  },
  mosquitto: {
    find: () => firstFile('/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'),
    install: 'apt-get install mosquitto',
  },
  strace: {
    // Only where one process may look at another, which some containers refuse.
    find: () => (spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0 ? 'strace' : undefined),
    install: 'apt-get install strace   (and allow ptrace)',
  },
  pymodbus: {
    // Its servers of serial lines need a module of their own.
    find: () => pythonModule('pymodbus, serial_asyncio'),
    install: 'apt-get install python3-pymodbus python3-serial-asyncio',
  },
  libmodbus: {
    find: () => firstFile(join(peersDirectory, 'libmodbus/build/server')),
    install: 'apt-get install gcc libc6-dev libmodbus-dev && npm run peers',
  },
  mbpoll: {
    find: () => firstFile('/usr/bin/mbpoll', '/usr/local/bin/mbpoll'),
    install: 'apt-get install mbpoll',
  },
  socat: {
    find: () => firstFile('/usr/bin/socat', '/usr/local/bin/socat', '/opt/homebrew/bin/socat'),
    install: 'apt-get install socat',
  },
  jsmodbus: npmPeer('jsmodbus', 'jsmodbus/package.json'),
  'modbus-serial': npmPeer('modbus-serial', 'modbus-serial/package.json'),
  Snap7: {
    // Only where it was compiled for the Node.js that runs this.
    find: () => {
      const folder = join(peersDirectory, 'snap7/node_modules/node-snap7');
      return loadsHere(folder) ? folder : undefined;
    },
    install: 'apt-get install g++ make python3 && npm run peers',
  },
  nodes7: npmPeer('nodes7', 'nodes7/package.json'),
  'node-opcua': npmPeer('opcua', 'node-opcua/package.json'),
  'dashboard-oldest': npmPeer('dashboard-oldest', '@flowfuse/node-red-dashboard/package.json'),
  'dashboard-newest': npmPeer('dashboard-newest', '@flowfuse/node-red-dashboard/package.json'),
} satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;

const found = new Map<PeerName, string | undefined>();

/** The path of an outside peer, or undefined where this machine does not have it. */
export function findPeer(name: PeerName): string | undefined {
  if (!found.has(name)) found.set(name, peers[name].find());
  return found.get(name);
}

/** Mocha's context of a test, as far as a missing peer needs it. */
export interface Skippable {
  skip(): never;
}

/**
 * The path of an outside peer. Where it is missing the test is skipped and the end of the run names it with the line
 * that installs it; with `MILLWRIGHT_ALL=1` that is a failure.
 */
export function requirePeer(context: Skippable, name: PeerName): string {
  const path = findPeer(name);
  if (path) return path;
  const { install } = peers[name];
  if (everything) throw new Error(`${name} is missing. Install it with: ${install}`);
  const report = process.env['MILLWRIGHT_MISSING_PEERS'];
  if (report) appendFileSync(report, `${name}\t${install}\n`);
  return context.skip();
}
