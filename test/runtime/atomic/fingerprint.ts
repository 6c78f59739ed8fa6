import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type NodeRedProcess, waitFor } from '@millwright/testing';

/** All that an instance is, by the name of each thing: files as digests, what the API answers as JSON text. */
export type Fingerprint = ReadonlyMap<string, string>;

/**
 * Files that change without any operation, each with its reason. What they stand for is in the fingerprint all the same
 * where it matters.
 */
export const unstable: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /^home\/\.npm\//, why: "npm's cache and its logs" },
  {
    pattern: /\/\.git\/index$/,
    why: 'git refreshes times of files in it at each status; the status is asked for',
  },
  { pattern: /\/\.git\/.*\.lock$/, why: 'git holds it while it works' },
];

export interface FingerprintOptions {
  /** Nodes to ask for besides those that are in the flows now. */
  readonly ids?: readonly string[];
  /** Of somebody who may read everything, where there is a log-in. */
  readonly token?: string | undefined;
  /** What else to ask for. */
  readonly paths?: readonly string[];
  /** Files to leave out, beyond those that change by themselves. */
  readonly without?: readonly RegExp[];
  /** Names of properties that change by themselves in what is asked for. */
  readonly transient?: readonly string[];
}

const paths = [
  '/context/global',
  '/nodes',
  '/plugins',
  '/flows/state',
  '/settings/user',
  '/settings/user/keys',
  '/library/local/flows/',
  '/library/local/functions/',
  '/memory/debug',
  '/memory/flows',
  '/memory/palette',
  '/memory/messages',
];

type AskFor = (path: string) => Promise<unknown>;

/** Takes the fingerprint of a Node-RED with `memory.cjs` as its `httpAdminMiddleware`. */
export async function fingerprint(
  nodeRed: NodeRedProcess,
  { ids = [], token, paths: more = [], without = [], transient = [] }: FingerprintOptions = {},
): Promise<Fingerprint> {
  const found = new Map<string, string>();
  const kept = (name: string, value: unknown): unknown => (transient.includes(name) ? undefined : value);
  const ask = async (path: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const { status, body, text } = await nodeRed.request('GET', path, undefined, { token, headers });
    const value = status === 200 ? (body ?? text) : { status };
    found.set(`GET ${path}`, JSON.stringify(value, kept));
    return value;
  };
  // A project that is not set up yet has none.
  const { flows = [] } = (await ask('/flows', { 'Node-RED-API-Version': 'v2' })) as {
    readonly flows?: readonly { readonly id: string }[];
  };
  const all = [...new Set([...ids, ...flows.map(({ id }) => id)])].sort();
  const inMemory = async (what: string): Promise<readonly (readonly [string, unknown])[]> =>
    Object.entries((await nodeRed.request<object>('POST', `/memory/${what}`, all)).body);
  for (const [id, values] of await inMemory('credentials'))
    found.set(`credentials of ${id}`, JSON.stringify(values));
  // Where Node-RED's API has them, in one request for all.
  for (const [path, values] of await inMemory('contexts'))
    found.set(`GET ${path}`, JSON.stringify(values, kept));
  await Promise.all([...paths, ...more].map((path) => ask(path)));
  await projects(ask);
  for (const [path, digest] of await files(nodeRed.userDirectory, without)) found.set(`file ${path}`, digest);
  return found;
}

/**
 * What nodes do while they start takes a moment, and so does a file that Node-RED is about to replace: the fingerprint
 * once it does not change by itself any more.
 *
 * @param times how often in a row it has to be the same: more where Node-RED answers before it has begun to write
 */
export async function atRest(take: () => Promise<Fingerprint>, times = 1): Promise<Fingerprint> {
  let last = await take();
  let same = 0;
  await waitFor('the instance to be at rest', async () => {
    const former = last;
    last = await take();
    const rests = difference(former, last).length === 0 && ![...last.keys()].some((name) => draft.test(name));
    same = rests ? same + 1 : 0;
    return same >= times;
  });
  return last;
}

/** How Node-RED calls a file until it stands whole on the disk. */
const draft = /\.(\$\$\$|tmp)$/;

/** What git and Node-RED know of each project; only the active one can be asked for more than its name. */
async function projects(ask: AskFor): Promise<void> {
  const answer = (await ask('/projects')) as { readonly active?: string };
  if (!answer.active) return;
  for (const what of ['', '/status', '/branches', '/commits']) await ask(`/projects/${answer.active}${what}`);
  const { remotes } = (await ask(`/projects/${answer.active}/remotes`)) as {
    readonly remotes?: Readonly<Record<string, { readonly fetch: string }>>;
  };
  for (const { fetch: url } of Object.values(remotes ?? {}))
    await ask(`/memory/git?${new URLSearchParams({ project: answer.active, url })}`);
}

async function files(
  directory: string,
  without: readonly RegExp[],
): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const digests = await Promise.all(
    entries.map(async (entry): Promise<readonly [string, string] | undefined> => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(directory, path).replaceAll('\\', '/');
      if ([...unstable.map(({ pattern }) => pattern), ...without].some((pattern) => pattern.test(name)))
        return undefined;
      if (entry.isSymbolicLink()) return [name, `link to ${await readlink(path)}`];
      if (entry.isDirectory()) return [`${name}/`, 'directory'];
      if (!entry.isFile()) return [name, 'special'];
      // What is renamed meanwhile is there under its other name at the next look.
      const bytes = await readFile(path).catch((error: { readonly code?: string }) => {
        if (error.code !== 'ENOENT') throw error;
      });
      if (!bytes) return [name, 'gone'];
      return [name, createHash('sha256').update(bytes).digest('hex').slice(0, 16)];
    }),
  );
  return digests.filter((digest) => digest !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What differs, one line each, to be read by people; none if nothing does. */
export function difference(before: Fingerprint, after: Fingerprint): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const was = before.get(name);
    const is = after.get(name);
    if (was === is) return [];
    if (was === undefined) return [`${name}: new: ${short(is)}`];
    if (is === undefined) return [`${name}: gone, was ${short(was)}`];
    return [`${name}: ${short(...around(was, is))} became ${short(...around(is, was))}`];
  });
}

/** The text from a little before the place where it departs from the other. */
function around(text: string, other: string): [string, boolean] {
  let same = 0;
  while (same < text.length && text[same] === other[same]) same += 1;
  const from = Math.max(0, same - 20);
  return [text.slice(from), from > 0];
}

function short(text = '', cut = false): string {
  return `${cut ? '…' : ''}${text.length > 120 ? `${text.slice(0, 120)}…` : text}`;
}
