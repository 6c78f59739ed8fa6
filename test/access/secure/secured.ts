import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFile, copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  makeUserDirectory,
  type NodeRedProcess,
  removeUserDirectory,
  root,
  startNodeRed,
  type Target,
  type UserDirectoryOptions,
} from '@millwright/testing';
import WebSocket from 'ws';
import { endpoint } from '../../runtime/flows.ts';

/** What `millwright init` puts into the user directory. */
export const secureFile = join(root, 'plugins/access/dist/secure.cjs');
export const opener = join(root, 'test/access/secure/opener');

/** The user of settings.js, who had logged in before. */
export const anna = { username: 'anna', password: 'a', permissions: '*' };

export interface SecuredOptions extends UserDirectoryOptions {
  readonly target: Target;
  /** Content of Node-RED's file of sessions. */
  readonly sessions?: string;
  /** What else is put into the user directory, before the start. */
  readonly prepare?: (userDirectory: string) => void;
}

/** A Node-RED whose settings.js ends with `secure.cjs`. */
export class Secured {
  readonly nodeRed: NodeRedProcess;

  private constructor(nodeRed: NodeRedProcess) {
    this.nodeRed = nodeRed;
  }

  /** Without any of our packages, unless the options bring them. */
  static async start({ target, sessions, prepare, ...options }: SecuredOptions): Promise<Secured> {
    const userDirectory = await makeUserDirectory({
      without: 'all',
      flows: endpoint('/line', 'running'),
      ...options,
    });
    await mkdir(join(userDirectory, 'millwright'), { mode: 0o700 });
    await copyFile(secureFile, join(userDirectory, 'millwright/secure.cjs'));
    await appendFile(
      join(userDirectory, 'settings.js'),
      "module.exports = require('./millwright/secure.cjs')(module.exports);\n",
    );
    if (sessions !== undefined) await writeFile(join(userDirectory, '.sessions.json'), sessions);
    prepare?.(userDirectory);
    return new Secured(await startNodeRed({ target, userDirectory, adminRoot: options.adminRoot }));
  }

  async stop(): Promise<void> {
    await this.nodeRed.stop();
    await removeUserDirectory(this.nodeRed.userDirectory);
  }

  /** Tells the opener what to do. */
  async guard(road: 'open' | 'open-unsure' | 'close'): Promise<void> {
    assert.equal((await fetch(`${this.nodeRed.url}/guard/${road}`)).status, 200);
  }

  /** The endpoint of the flow. */
  async line(): Promise<string> {
    return (await fetch(`${this.nodeRed.url}/line`)).text();
  }

  /**
   * What a live connection hears first: the answer to its token, `open` if it needs none, or the status by which it was
   * refused.
   */
  async live(token?: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const socket = this.connect(headers);
    try {
      return await new Promise((resolve, reject) => {
        socket.once('error', reject);
        socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
        socket.once('message', (text) => resolve(String(text)));
        socket.once('open', () => socket.send(JSON.stringify(token ? { auth: token } : { subscribe: 'x' })));
      });
    } finally {
      socket.on('error', () => undefined);
      socket.terminate();
    }
  }

  connect(headers: Readonly<Record<string, string>> = {}): WebSocket {
    return new WebSocket(`${this.nodeRed.adminUrl.replace('http', 'ws')}/comms`, { headers });
  }

  /** The first line that the server answers to an upgrade with this target, as it stands. */
  async upgrade(requestTarget: string): Promise<string> {
    const socket = connect(this.nodeRed.port, '127.0.0.1');
    socket.write(
      `GET ${requestTarget} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      'latin1',
    );
    const [answer] = await once(socket, 'data');
    socket.destroy();
    return String(answer).split('\r\n', 1)[0] ?? '';
  }
}

/** A copy of the package of access under a name of its own, for where the one of the repository is left out. */
export async function copyOfAccess(folder: string, name: string): Promise<string> {
  const copy = join(folder, name);
  await rm(copy, { recursive: true, force: true });
  await cp(join(root, 'plugins/access/dist'), join(copy, 'dist'), { recursive: true });
  const manifest = await readFile(join(root, 'plugins/access/package.json'), 'utf8');
  const own = { ...JSON.parse(manifest), name: `@millwright/${name}`, devDependencies: {} };
  await writeFile(join(copy, 'package.json'), JSON.stringify(own));
  return copy;
}
