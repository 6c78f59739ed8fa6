import { createDecipheriv, createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NodeRedOptions, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { Comparison, VersionFlows } from '../../plugins/history/src/common/comparison.ts';
import type { RestorePlan, RestoreProgress } from '../../plugins/history/src/common/restoring.ts';
import type {
  Health,
  Restored,
  VersionDetails,
  VersionSummary,
} from '../../plugins/history/src/common/version.ts';

export const base = '/millwright/history';

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** The API of history on a real Node-RED. */
export class HistoryClient {
  readonly #nodeRed: NodeRedProcess;
  readonly token: string | undefined;

  constructor(nodeRed: NodeRedProcess, token?: string) {
    this.#nodeRed = nodeRed;
    this.token = token;
  }

  async #get<T>(path: string): Promise<T> {
    const { status, body, text } = await this.#nodeRed.request<T>('GET', `${base}${path}`, undefined, {
      token: this.token,
    });
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
    return body;
  }

  async versions(): Promise<readonly VersionSummary[]> {
    return (await this.#get<{ versions: VersionSummary[] }>('/versions?limit=200')).versions;
  }

  details(number: number): Promise<VersionDetails> {
    return this.#get(`/versions/${number}`);
  }

  health(): Promise<Health> {
    return this.#get('/health');
  }

  /** The newest version. A deploy is answered after its version is kept, so there is nothing to wait for. */
  async newest(): Promise<VersionSummary> {
    const [newest] = await this.versions();
    if (!newest) throw new Error('There is no version');
    return newest;
  }

  /** Versions without an operation are kept when Node-RED tells of the flows: soon, not at once. */
  reaches(number: number): Promise<VersionSummary> {
    return waitFor(`version ${number}`, async () => {
      const newest = await this.newest().catch(() => undefined);
      return newest && newest.number >= number && newest;
    });
  }

  flowsOf(number: number): Promise<VersionFlows> {
    return this.#get(`/versions/${number}/flows`);
  }

  compare(before: object, after: object) {
    return this.#nodeRed.request<Comparison & Refusal>(
      'POST',
      `${base}/compare`,
      { before, after },
      { token: this.token },
    );
  }

  plan(number: number, scope?: object) {
    return this.#nodeRed.request<RestorePlan & Refusal>(
      'POST',
      `${base}/versions/${number}/plan`,
      scope ? { scope } : {},
      { token: this.token },
    );
  }

  progress(): Promise<RestoreProgress> {
    return this.#get('/restore');
  }

  cancel() {
    return this.#nodeRed.request<RestoreProgress & Refusal>('DELETE', `${base}/restore`, undefined, {
      token: this.token,
    });
  }

  restore(number: number, body: object = {}) {
    return this.#nodeRed.request<Restored & Refusal>('POST', `${base}/versions/${number}/restore`, body, {
      token: this.token,
    });
  }
}

/** A Node-RED with history alone, whose first version is there. */
export async function startWithHistory(
  options: NodeRedOptions,
): Promise<{ nodeRed: NodeRedProcess; history: HistoryClient }> {
  const nodeRed = await startNodeRed({
    heavyNodes: ['http request'],
    ...options,
    only: ['node-red-history'],
  });
  try {
    const history = new HistoryClient(nodeRed);
    if (!options.users) await history.reaches(1);
    return { nodeRed, history };
  } catch (error) {
    await nodeRed.stop();
    throw new Error(nodeRed.log, { cause: error });
  }
}

/** The credentials in Node-RED's file, as it will find them at its next start. */
export async function credentialsOnDisk(
  { userDirectory }: NodeRedProcess,
  secret?: string,
): Promise<Record<string, Record<string, unknown>>> {
  const file = JSON.parse(await readFile(join(userDirectory, 'flows_cred.json'), 'utf8')) as { $?: string };
  if (file.$ === undefined) return file as Record<string, Record<string, unknown>>;
  const key =
    secret ??
    (
      JSON.parse(await readFile(join(userDirectory, '.config.runtime.json'), 'utf8')) as {
        _credentialSecret: string;
      }
    )._credentialSecret;
  const decipher = createDecipheriv(
    'aes-256-ctr',
    createHash('sha256').update(key).digest(),
    Buffer.from(file.$.slice(0, 32), 'hex'),
  );
  return JSON.parse(decipher.update(file.$.slice(32), 'base64', 'utf8') + decipher.final('utf8'));
}

/**
 * A tab with an HTTP endpoint that answers what it was given, and a node with credentials behind it: whether nodes run,
 * and with which credentials, is seen from outside.
 */
export function endpoint(answer: string): Record<string, unknown>[] {
  return [
    { id: 'endpoints', type: 'tab', label: 'Oven 3' },
    {
      id: 'in',
      type: 'http in',
      z: 'endpoints',
      name: '',
      url: '/answer',
      method: 'get',
      x: 1,
      y: 1,
      wires: [['make']],
    },
    {
      id: 'make',
      type: 'function',
      z: 'endpoints',
      name: '',
      func: `msg.payload = ${JSON.stringify(answer)}; return msg;`,
      outputs: 1,
      x: 2,
      y: 1,
      wires: [['out']],
    },
    { id: 'out', type: 'http response', z: 'endpoints', name: '', x: 3, y: 1, wires: [] },
  ];
}

/** A deploy is answered before its nodes have started, so an endpoint may be away for a moment. */
export async function answerOf(nodeRed: NodeRedProcess, path = '/answer'): Promise<string> {
  const answer = await waitFor(`an answer of ${path}`, async () => {
    const { status, text } = await nodeRed.request('GET', path);
    return status === 200 && { text };
  });
  return answer.text;
}

/** A tab whose HTTP endpoint shows with which user and password an HTTP request node goes out. */
export function caller(id: string): Record<string, unknown>[] {
  return [
    { id: `${id}-tab`, type: 'tab', label: id },
    {
      id: `${id}-in`,
      type: 'http in',
      z: `${id}-tab`,
      url: `/call/${id}`,
      method: 'get',
      x: 1,
      y: 1,
      wires: [[`${id}-address`]],
    },
    {
      id: `${id}-address`,
      type: 'function',
      z: `${id}-tab`,
      func: 'msg.url = "http://" + msg.req.headers.host + "/echo"; return msg;',
      outputs: 1,
      x: 1,
      y: 1,
      wires: [[id]],
    },
    {
      id,
      type: 'http request',
      z: `${id}-tab`,
      method: 'GET',
      ret: 'txt',
      authType: 'basic',
      x: 2,
      y: 1,
      wires: [[`${id}-out`]],
    },
    { id: `${id}-out`, type: 'http response', z: `${id}-tab`, x: 3, y: 1, wires: [] },
  ];
}

/** The endpoint that callers ask: it answers user and password of the request. */
export const echo: readonly Record<string, unknown>[] = [
  { id: 'echo-tab', type: 'tab', label: 'echo' },
  {
    id: 'echo-in',
    type: 'http in',
    z: 'echo-tab',
    url: '/echo',
    method: 'get',
    x: 1,
    y: 1,
    wires: [['echo-make']],
  },
  {
    id: 'echo-make',
    type: 'function',
    z: 'echo-tab',
    func: 'msg.payload = Buffer.from((msg.req.headers.authorization || "").replace("Basic ", ""), "base64").toString(); return msg;',
    outputs: 1,
    x: 1,
    y: 1,
    wires: [['echo-out']],
  },
  { id: 'echo-out', type: 'http response', z: 'echo-tab', x: 3, y: 1, wires: [] },
];

/** `user:password` as the running node of {@link caller} sends them. */
export function calledWith(nodeRed: NodeRedProcess, id: string): Promise<string> {
  return answerOf(nodeRed, `/call/${id}`);
}

export function withCredentials(
  items: readonly Record<string, unknown>[],
  all: Readonly<Record<string, object>>,
): Record<string, unknown>[] {
  return items.map((item) => {
    const credentials = all[String(item['id'])];
    return credentials ? { ...item, credentials } : item;
  });
}
