import { canonicalText } from '@millwright/flows';
import type { Credentials } from '@millwright/runtime';

type NodeCredentials = Readonly<Record<string, unknown>>;
type Read = (nodeId: string) => NodeCredentials | undefined;

const none: NodeCredentials = {};

/**
 * The credentials of all items, plain, as canonical JSON: the same text means the same credentials. They are taken
 * from memory, since the file that Node-RED writes can be older. Node-RED keeps empty ones for some nodes and none for
 * others, which means the same; so do those that cannot be written as JSON, which Node-RED cannot write either.
 *
 * @param unwritable told whose cannot be written
 */
export function credentialsText(
  items: readonly unknown[],
  read: Read,
  unwritable: (nodeId: string) => void = () => undefined,
): string {
  const texts = new Map<string, string>();
  for (const item of items) {
    const id = idOf(item);
    if (id === undefined) continue;
    const text = textOf(read(id));
    if (text === undefined) unwritable(id);
    else if (text !== '{}') texts.set(id, text);
  }
  const members = [...texts.keys()].sort().map((id) => `${JSON.stringify(id)}:${texts.get(id)}`);
  return `{${members.join(',')}}`;
}

/** As Node-RED writes it to its file, then canonical; undefined if that cannot be written. */
function textOf(credentials: NodeCredentials | undefined): string | undefined {
  if (credentials === undefined) return '{}';
  try {
    return canonicalText(JSON.parse(JSON.stringify(credentials)));
  } catch {
    return undefined;
  }
}

/**
 * What has to be given to Node-RED so that the items have exactly the wanted credentials:
 * - Plain: encrypted ones would reach memory but not the file, and with another key would wipe what is there.
 * - Empty for an item that has some now and shall have none: items that are not named keep theirs.
 * - Nothing but differences: if none of the given ones differs, Node-RED writes the file as it was at its start.
 *
 * @returns undefined if nothing has to be given
 */
export function credentialsToSet(
  items: readonly unknown[],
  wanted: Credentials,
  read: Read,
): Credentials | undefined {
  const entries: [string, NodeCredentials][] = [];
  for (const item of items) {
    const id = idOf(item);
    if (id === undefined) continue;
    const want = Object.hasOwn(wanted, id) ? (wanted[id] ?? none) : none;
    if (canonicalText(want) !== (textOf(read(id)) ?? '{}')) entries.push([id, want]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function idOf(item: unknown): string | undefined {
  const id = (item as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : undefined;
}
