import { createHash } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { NodeRedProcess } from '@millwright/testing';
import type { ProbeClient } from '../probe-client.ts';

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

/** Takes the fingerprint. `ids` are nodes to ask for besides those that are in the flows now. */
export async function fingerprint(
  nodeRed: NodeRedProcess,
  probe: ProbeClient,
  ids: readonly string[] = [],
): Promise<Fingerprint> {
  const found = new Map<string, string>();
  const ask = async (path: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const { status, body, text } = await nodeRed.request('GET', path, undefined, { headers });
    const value = status === 200 ? (body ?? text) : { status };
    found.set(`GET ${path}`, JSON.stringify(value));
    return value;
  };
  // A project that is not set up yet has none.
  const { flows = [] } = (await ask('/flows', { 'Node-RED-API-Version': 'v2' })) as {
    readonly flows?: readonly { readonly id: string }[];
  };
  const all = [...new Set([...ids, ...flows.map(({ id }) => id)])].sort();
  for (const id of all) {
    found.set(`credentials of ${id}`, (await probe.request('GET', `/credentials/${id}`)).text);
    for (const scope of ['flow', 'node']) await ask(`/context/${scope}/${id}`);
  }
  for (const path of [
    '/context/global',
    '/nodes',
    '/plugins',
    '/flows/state',
    '/settings/user',
    '/settings/user/keys',
    '/library/local/flows/',
    '/library/local/functions/',
    '/memory/debug',
    '/memory/palette',
    '/memory/messages',
  ])
    await ask(path);
  await projects(ask);
  for (const [path, digest] of await files(nodeRed.userDirectory)) found.set(`file ${path}`, digest);
  return found;
}

/** What git and Node-RED know of each project; only the active one can be asked for more than its name. */
async function projects(ask: (path: string) => Promise<unknown>): Promise<void> {
  const answer = (await ask('/projects')) as { readonly active?: string };
  if (!answer.active) return;
  for (const what of ['', '/status', '/branches', '/commits']) await ask(`/projects/${answer.active}${what}`);
  const { remotes } = (await ask(`/projects/${answer.active}/remotes`)) as {
    readonly remotes?: Readonly<Record<string, { readonly fetch: string }>>;
  };
  for (const { fetch: url } of Object.values(remotes ?? {}))
    await ask(`/memory/git?${new URLSearchParams({ project: answer.active, url })}`);
}

async function files(directory: string): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const digests = await Promise.all(
    entries.map(async (entry): Promise<readonly [string, string] | undefined> => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(directory, path).replaceAll('\\', '/');
      if (unstable.some(({ pattern }) => pattern.test(name))) return undefined;
      if (entry.isSymbolicLink()) return [name, `link to ${await readlink(path)}`];
      if (entry.isDirectory()) return [`${name}/`, 'directory'];
      if (!entry.isFile()) return [name, 'special'];
      return [
        name,
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex')
          .slice(0, 16),
      ];
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
