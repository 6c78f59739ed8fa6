import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '@millwright/access';
import { type Answer, type NodeRedOptions, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import type { ApiToken, Person } from '../../plugins/access/src/common/people.ts';
import type { CurrentPolicy, PolicyRevision } from '../../plugins/access/src/common/policies.ts';
import type { Me, State } from '../../plugins/access/src/common/state.ts';

export const base = '/millwright/access';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What somebody is known by in tests; nobody else has it. */
export const passwordOf = (name: string): string => `${name} drives a steam engine`;

/** The code that the set-up asks for, as an administrator reads it on the machine. */
export const setUpCode = (nodeRed: Pick<NodeRedProcess, 'userDirectory'>): string =>
  readFileSync(join(nodeRed.userDirectory, 'millwright/set-up-code'), 'utf8').trim();

/** A real Node-RED with access set up: the owner is named `owner`. */
export class AccessInstance {
  readonly nodeRed: NodeRedProcess;
  readonly #tokens = new Map<string, Promise<string>>();

  constructor(nodeRed: NodeRedProcess) {
    this.nodeRed = nodeRed;
  }

  /** Sends a request to a route of access as somebody. */
  async request<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    as = 'owner',
  ): Promise<Answer<T & Refusal>> {
    return this.nodeRed.request<T & Refusal>(method, `${base}${path}`, body, { token: await this.token(as) });
  }

  /** The same, for what has to succeed. */
  async done<T = unknown>(method: string, path: string, body?: unknown, as?: string): Promise<T> {
    const answer = await this.request<T>(method, path, body, as);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /**
   * The session of somebody, who is logged in once. Somebody with the name of a ready-made role is made with that role
   * when they are first asked for.
   */
  token(name: string): Promise<string> {
    const known = this.#tokens.get(name);
    if (known) return known;
    const token = this.#logIn(name);
    this.#tokens.set(name, token);
    return token;
  }

  async #logIn(name: string): Promise<string> {
    if (name !== 'owner') {
      const { people } = await this.done<{ people: Person[] }>('GET', '/people');
      if (!people.some((person) => person.name === name)) await this.addPerson(name, [name]);
    }
    return this.nodeRed.token(name, passwordOf(name), '');
  }

  /** Logs somebody in anew, for whom a session was ended. */
  logInAgain(name: string): Promise<string> {
    this.#tokens.delete(name);
    return this.token(name);
  }

  addPerson(name: string, roles: readonly string[]): Promise<Person> {
    return this.done('POST', '/people', { name, password: passwordOf(name), roles });
  }

  giveRoles(name: string, roles: readonly string[]): Promise<Person> {
    return this.done('PATCH', `/people/${name}`, { roles });
  }

  state(): Promise<State> {
    return this.done('GET', '/state');
  }

  me(as: string): Promise<Me> {
    return this.done('GET', '/me', undefined, as);
  }

  policy(): Promise<CurrentPolicy> {
    return this.done('GET', '/policy');
  }

  async revisions(): Promise<readonly PolicyRevision[]> {
    return (await this.done<{ revisions: PolicyRevision[] }>('GET', '/policies')).revisions;
  }

  /** Changes the rules that hold. */
  async changePolicy(
    change: (policy: Policy) => Policy,
    options: { readonly note?: string; readonly confirmWithin?: number } = {},
  ): Promise<CurrentPolicy> {
    const { policy, revision } = await this.policy();
    return this.done('PUT', '/policy', { policy: change(policy), revision, ...options });
  }

  /** Makes an API token of somebody. */
  addApiToken(
    name: string,
    { as = 'owner', roles }: { readonly as?: string; readonly roles?: readonly string[] } = {},
  ): Promise<ApiToken & { readonly token: string }> {
    return this.done('POST', '/tokens', { name, days: 1, ...(roles ? { roles } : {}) }, as);
  }

  stop(): Promise<void> {
    return this.nodeRed.stop();
  }
}

/** Makes the first owner of a Node-RED that runs; whoever logged in by `settings.js` gives a token. */
export async function setUpAccess(
  nodeRed: NodeRedProcess,
  {
    token,
    everyone,
    code = setUpCode(nodeRed),
  }: { readonly token?: string; readonly everyone?: string; readonly code?: string } = {},
): Promise<AccessInstance> {
  const owner = { name: 'owner', password: passwordOf('owner') };
  const body = { code, owner, ...(everyone ? { everyone } : {}) };
  const { status, text } = await nodeRed.request('POST', `${base}/setup`, body, { token });
  if (status !== 200) throw new Error(`Set-up: ${status} ${text}`);
  return new AccessInstance(nodeRed);
}

/** Starts a Node-RED with access alone, unless other packages are named, and sets it up: about a second more than without. Stop it with `stop()`. */
export async function startWithAccess({
  everyone,
  ...options
}: NodeRedOptions & { readonly everyone?: string } = {}): Promise<AccessInstance> {
  const nodeRed = await startNodeRed({ only: ['node-red-access'], ...options });
  try {
    return await setUpAccess(nodeRed, everyone === undefined ? {} : { everyone });
  } catch (error) {
    await nodeRed.stop();
    throw error;
  }
}
