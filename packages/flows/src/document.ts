/**
 * One thing of a flow file as Node-RED stores it: a tab, a subflow, a group, a node, a configuration node.
 * Nothing is taken for granted about it: files made by hand have items without `id`, `type` or `z`.
 */
export type FlowItem = Readonly<Record<string, unknown>>;

/**
 * What a flow document divides into:
 * - `tab`: a tab with everything on it; an item that names a tab or subflow which does not exist makes a tab of that
 *   id, as it does when Node-RED runs it
 * - `subflow`: a subflow's definition with everything in it
 * - `configuration`: configuration nodes that belong to no tab
 * - `global`: the global environment (`global-config`)
 */
export type PartKind = 'tab' | 'subflow' | 'configuration' | 'global';

/** A tab, a subflow, or the configuration, with its items in the order of the document. */
export interface FlowPart {
  /** Unique in a document: kind and id. */
  readonly key: string;
  readonly kind: PartKind;
  /** The id of the tab or subflow; empty for configuration and global. */
  readonly id: string;
  /** What the user called it; empty when it has no name. Text from users: never HTML. */
  readonly label: string;
  /** The original JSON text of each item, as `JSON.stringify` writes it: it has no line break. */
  readonly texts: readonly string[];
}

/** `[part, count]`: the next `count` items of the document are the next ones of that part. */
export type Run = readonly [part: number, count: number];

/**
 * A flow document divided into parts, with all that is needed to put it together again byte by byte.
 * It is plain data of its own: nothing in it is shared with the items it was made from.
 */
export interface FlowDocument {
  readonly parts: readonly FlowPart[];
  readonly runs: readonly Run[];
}

/** A document without any item. */
export const emptyDocument: FlowDocument = { parts: [], runs: [] };

interface OpenPart {
  readonly kind: PartKind;
  readonly id: string;
  label: string;
  readonly texts: string[];
}

const isItem = (value: unknown): value is FlowItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a tab or subflow is called. */
export const labelOf = (item: FlowItem): string => text(item.label) || text(item.name);

/** Which part an item belongs to. A tab or subflow that has a `z` all the same is still a part of its own. */
function placeOf(item: unknown, subflows: ReadonlySet<unknown>): { kind: PartKind; id: string } {
  if (!isItem(item)) return { kind: 'configuration', id: '' };
  if (item.type === 'tab' || item.type === 'subflow') return { kind: item.type, id: String(item.id ?? '') };
  if (item.type === 'global-config') return { kind: 'global', id: '' };
  if (typeof item.z !== 'string' || item.z === '') return { kind: 'configuration', id: '' };
  return { kind: subflows.has(item.z) ? 'subflow' : 'tab', id: item.z };
}

/**
 * Divides a flow document, the array that Node-RED calls `flows`, into its parts.
 *
 * @param items JSON values; each is turned into text at once, so it may be changed afterwards
 * @param former a document that this one probably resembles: parts with the same text are taken over from it, as the
 *   same objects, so that whatever was worked out about a part (its digest, where it is stored) stays known
 * @param textOf the text of each item, asked once and in their order
 */
export function divideFlows(
  items: readonly unknown[],
  former: FlowDocument = emptyDocument,
  textOf: (item: unknown, index: number) => string = itemText,
): FlowDocument {
  const subflows = new Set<unknown>();
  for (const item of items) if (isItem(item) && item.type === 'subflow') subflows.add(item.id);

  const indexes = new Map<string, number>();
  const open: OpenPart[] = [];
  const runs: [number, number][] = [];
  let index = -1;
  let part: OpenPart | undefined;
  items.forEach((item, position) => {
    const { kind, id } = placeOf(item, subflows);
    // Mostly an item belongs to the same part as the one before it.
    if (part?.id !== id || part.kind !== kind) {
      const key = partKey(kind, id);
      index = indexes.get(key) ?? open.length;
      part = open[index] ?? { kind, id, label: '', texts: [] };
      open[index] = part;
      indexes.set(key, index);
    }
    if (isItem(item) && item.type === kind && part.label === '') part.label = labelOf(item);
    part.texts.push(textOf(item, position));
    const last = runs.at(-1);
    if (last?.[0] === index) last[1] += 1;
    else runs.push([index, 1]);
  });

  const known = new Map(former.parts.map((part) => [part.key, part]));
  const parts = open.map(({ kind, id, label, texts }) => {
    const key = partKey(kind, id);
    const before = known.get(key);
    return before && sameTexts(before.texts, texts) ? before : { key, kind, id, label, texts };
  });
  return { parts, runs };
}

/** The text of one item, as it stands in the text of all. */
export function itemText(item: unknown): string {
  return JSON.stringify(item) ?? 'null';
}

/** The name of a part within a document. */
export function partKey(kind: PartKind, id: string): string {
  return `${kind}:${id}`;
}

/** Whether two lists of items are written the same. */
export function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return (
    one === other || (one.length === other.length && one.every((entry, index) => entry === other[index]))
  );
}

/**
 * Puts a document together again: exactly `JSON.stringify(items)` of the array it was made from.
 * Node-RED's `rev` is the SHA-256 of this text.
 */
export function flowsText(document: FlowDocument): string {
  const next = document.parts.map(() => 0);
  const texts: string[] = [];
  for (const [part, count] of document.runs) {
    const start = next[part] ?? 0;
    const end = start + count;
    next[part] = end;
    for (const entry of document.parts[part]?.texts.slice(start, end) ?? []) texts.push(entry);
  }
  return `[${texts.join(',')}]`;
}

/** The items of a document in their order, as new objects. */
export function flowsItems(document: FlowDocument): FlowItem[] {
  return JSON.parse(flowsText(document)) as FlowItem[];
}

/** The items of one part, as new objects. */
export function partItems(part: FlowPart): unknown[] {
  return part.texts.map((entry) => JSON.parse(entry) as unknown);
}

/**
 * What Node-RED keeps of the items of a deploy: without the `credentials` that the editor sends inside them.
 * (Only truthy ones are taken out by Node-RED, so only those are here.)
 */
export function withoutCredentials(items: readonly unknown[]): unknown[] {
  return items.map(withoutOwnCredentials);
}

/** @see withoutCredentials */
export function withoutOwnCredentials(item: unknown): unknown {
  if (!isItem(item) || !item.credentials || !Object.hasOwn(item, 'credentials')) return item;
  const { credentials: _taken, ...rest } = item;
  return rest;
}
