import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '@millwright/access';
import {
  type Answer,
  type NodeRedProcess,
  Registry,
  root,
  startNodeRed,
  type Target,
  type TestUser,
} from '@millwright/testing';
import { atRest, type Fingerprint, fingerprint } from '../../runtime/atomic/fingerprint.ts';
import { extra } from '../../runtime/atomic/scene.ts';
import { Probes } from '../../runtime/probes.ts';
import { credentials, plant } from './plant.ts';
import { bindings, names, roles, tokenRoles, type User } from './users.ts';
import { type Reply, Wire, type WireRequest } from './wire.ts';

const password = 'a password of a test';
const users: readonly TestUser[] = names.map((username) => ({ username, password, permissions: '*' }));
const atomic = join(root, 'test/runtime/atomic');
const settings = `httpAdminMiddleware: require(${JSON.stringify(join(atomic, 'memory.cjs'))}),
runtimeState: { enabled: true, ui: true },
contextStorage: { default: { module: 'memory' }, file: { module: 'localfilesystem', config: { cache: false } } },`;

interface Held {
  readonly policy: Policy;
  readonly revision: number;
}

/** A Node-RED with rules that hold, one of everything to change, and everybody logged in. */
export class Lab {
  readonly nodeRed: NodeRedProcess;
  /** A package that is not installed yet. */
  readonly extra: { readonly tarball: string; readonly folder: string; readonly address: string };
  readonly #wire: Wire;
  readonly #tokens = new Map<User, string>();
  readonly #close: () => Promise<void>;
  #policy: Policy | undefined;
  /** Of rules by which `narrowed` was an owner. */
  wideRevision = 0;
  setUpCode = '';

  private constructor(nodeRed: NodeRedProcess, extra: Lab['extra'], close: () => Promise<void>) {
    this.nodeRed = nodeRed;
    this.extra = extra;
    this.#wire = new Wire(nodeRed.url);
    this.#close = close;
  }

  static async start(target: Target): Promise<Lab> {
    const scratch = await mkdtemp(join(tmpdir(), 'millwright-bypass-'));
    const folder = join(scratch, 'extra');
    await cp(join(atomic, 'extra'), folder, { recursive: true });
    const tarball = new Probes().pack(folder);
    const registry = await Registry.start([{ tarball, manifest: extra }]);
    const clean = async (): Promise<void> => {
      await registry.stop();
      await rm(scratch, { recursive: true });
    };
    try {
      const nodeRed = await startNodeRed({
        target,
        users,
        only: ['node-red-access', 'node-red-history'],
        packages: [join(root, 'test/runtime/palette')],
        flows: plant,
        credentialSecret: 'test',
        settings,
        environment: {
          npm_config_registry: registry.url,
          npm_config_cache: join(scratch, 'npm'),
          npm_config_update_notifier: 'false',
        },
      });
      const address = `${registry.url}tarballs/${extra.name}-${extra.version}.tgz`;
      const lab = new Lab(nodeRed, { tarball, folder, address }, clean);
      await lab.#setUp();
      return lab;
    } catch (error) {
      await clean();
      throw error;
    }
  }

  async #setUp(): Promise<void> {
    const { nodeRed } = this;
    this.#tokens.set('owner', await nodeRed.token('owner', password));
    const code = await readFile(join(nodeRed.userDirectory, 'millwright/set-up-code'), 'utf8');
    this.setUpCode = code.trim();
    await this.ask('POST', '/millwright/access/setup', { code: this.setUpCode });
    const { policy } = await this.#held();
    await this.setPolicy({ ...policy, roles: [...policy.roles, ...roles], bindings: bindings(false) });
    this.wideRevision = await this.revision();
    for (const name of names)
      if (name !== 'owner') this.#tokens.set(name, await nodeRed.token(name, password));
    await this.#makeApiToken('token', { roles: tokenRoles });
    await this.ask('DELETE', `/millwright/access/tokens/${await this.#makeApiToken('revoked')}`);
    this.#policy = { ...(await this.#held()).policy, bindings: bindings(true) };
    await this.setPolicy(this.#policy);
  }

  async #makeApiToken(name: User, more: object = {}): Promise<string> {
    const { body } = await this.ask<{ id: string; token: string }>('POST', '/millwright/access/tokens', {
      name,
      days: 1,
      ...more,
    });
    this.#tokens.set(name, body.token);
    return body.id;
  }

  async #held(): Promise<Held> {
    return (await this.ask<Held>('GET', '/millwright/access/policy')).body;
  }

  async setPolicy(policy: Policy): Promise<void> {
    const { revision } = await this.#held();
    await this.ask('PUT', '/millwright/access/policy', { policy, revision });
  }

  /** The revision of the rules that hold. */
  async revision(): Promise<number> {
    return (await this.#held()).revision;
  }

  /** Sends a request as somebody, whatever comes of it. */
  send(user: User, request: WireRequest): Promise<Reply> {
    return this.#wire.send(request, this.#tokens.get(user));
  }

  tokenOf(user: User): string | undefined {
    return this.#tokens.get(user);
  }

  /** Makes a session more of somebody. */
  logIn(user: User): Promise<string> {
    return this.nodeRed.token(user, password);
  }

  /** Asks as the owner for what has to succeed. */
  async ask<T = unknown>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const answer = await this.nodeRed.request<T>(method, path, body, { token: this.tokenOf('owner') });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  /** The flows, credentials, context and rules that each trick starts from, whatever the one before it did. */
  async reset(): Promise<void> {
    const held = await this.#held();
    if (this.#policy && JSON.stringify(held.policy) !== JSON.stringify(this.#policy))
      await this.setPolicy(this.#policy);
    await this.ask('POST', '/flows/state', { state: 'start' });
    const from = this.nodeRed.log.length;
    const { status, text } = await this.nodeRed.deploy(plant, { credentials, token: this.tokenOf('owner') });
    if (status !== 200) throw new Error(text);
    await this.nodeRed.waitForLog(/Started flows/, { from });
  }

  atRest(): Promise<Fingerprint> {
    return atRest(() => this.fingerprint());
  }

  fingerprint(): Promise<Fingerprint> {
    return fingerprint(this.nodeRed, {
      token: this.tokenOf('owner'),
      ids: plant.map(({ id }) => id),
      paths: [
        '/millwright/access/state',
        '/millwright/access/policy',
        '/millwright/access/policies',
        '/millwright/access/people',
        '/millwright/access/tokens',
        '/millwright/access/sessions',
        '/millwright/history/versions?limit=20',
        '/millwright/history/settings',
      ],
      // What decisions were made, and when a token was used, is kept on purpose.
      without: [/^millwright\/(access|history)\.db/],
      transient: ['lastUsed'],
    });
  }

  async stop(): Promise<void> {
    this.#wire.close();
    await this.nodeRed.stop();
    await this.#close();
  }
}
