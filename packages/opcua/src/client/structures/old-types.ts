import type { NodeId } from 'node-opcua-nodeid';
import type { Outcome } from '../caller.ts';
import { type FoundType, namesOf } from './found-type.ts';
import { type AskOptions, type Inquiry, keyOf } from './inquiry.ts';
import { linkKinds } from './link-kinds.ts';
import type { Linked } from './linked.ts';
import { readDictionary } from './type-dictionary.ts';

type Found = Map<string, FoundType>;
type Bases = ReadonlyMap<string, string>;

/** A node that tells of types. */
interface Asked {
  readonly nodeId: NodeId;
  readonly keys: readonly string[];
}

interface Nameless extends Asked {
  readonly key: string;
  readonly type: FoundType;
}

/**
 * Finds out about types that have no definition of their own, from servers before OPC UA 1.04: the names of enumerations are in a property, the
 * fields of structures in a dictionary.
 * @param bases which type each is a subtype of, also of those that were found before
 */
export async function tellOldTypes(
  found: Found,
  bases: Bases,
  inquiry: Inquiry,
  options: AskOptions,
): Promise<void> {
  await nameEnumerations(nameless('i=29', found, bases, inquiry), found, inquiry, options);
  await describeStructures(nameless('i=22', found, bases, inquiry), found, inquiry, options);
}

/** Those without a definition that are a kind of another type, through however many between. */
function nameless(of: string, found: Found, bases: Bases, inquiry: Inquiry): readonly Nameless[] {
  return [...found].flatMap(([key, type]) => {
    if (type.definition !== undefined || !isKindOf(of, key, bases)) return [];
    const nodeId = inquiry.nodeId(key);
    return nodeId ? [{ key, keys: [key], type, nodeId }] : [];
  });
}

function isKindOf(of: string, type: string, bases: Bases): boolean {
  const seen = new Set<string>();
  let key = bases.get(type);
  while (key !== undefined && key !== of && !seen.has(key)) {
    seen.add(key);
    key = bases.get(key);
  }
  return key === of;
}

async function nameEnumerations(
  types: readonly Nameless[],
  found: Found,
  inquiry: Inquiry,
  options: AskOptions,
): Promise<void> {
  const properties = await linksOf(types, linkKinds.property, found, inquiry, options);
  const named = types.flatMap((each, index) => {
    const names = linkNamed(properties[index], 'EnumValues') ?? linkNamed(properties[index], 'EnumStrings');
    return names ? [{ ...each, names }] : [];
  });
  const values = await valuesOf(
    named.map(({ names, keys }) => ({ nodeId: names, keys })),
    found,
    inquiry,
    options,
  );
  for (const [index, { key, type }] of named.entries()) {
    found.set(key, { ...(found.get(key) ?? type), definition: namesOf(values[index] ?? null) });
  }
}

const linkNamed = (links: readonly Linked[] | undefined, name: string): NodeId | undefined =>
  links?.find((link) => link.name === name)?.nodeId;

/** A type has an encoding, that a description, and that is a part of a dictionary. */
async function describeStructures(
  types: readonly Nameless[],
  found: Found,
  inquiry: Inquiry,
  options: AskOptions,
): Promise<void> {
  const encodings = await linksOf(types, linkKinds.encoding, found, inquiry, options);
  const encoded = types.flatMap((each, index) => {
    const nodeId = linkNamed(encodings[index], 'Default Binary');
    return nodeId ? [{ ...each, nodeId, encoding: keyOf(nodeId) }] : [];
  });
  const descriptions = await linksOf(encoded, linkKinds.description, found, inquiry, options);
  const described = encoded.flatMap((each, index) => {
    const nodeId = descriptions[index]?.[0]?.nodeId;
    return nodeId ? [{ ...each, nodeId }] : [];
  });
  const dictionaries = await linksOf(described, linkKinds.dictionary, found, inquiry, options);
  const names = await valuesOf(described, found, inquiry, options);
  const own = new Map<string, { readonly nodeId: NodeId; readonly keys: string[] }>();
  for (const [index, [first]] of dictionaries.entries()) {
    if (!first) continue;
    const dictionary = own.get(keyOf(first.nodeId)) ?? { nodeId: first.nodeId, keys: [] };
    dictionary.keys.push(...(described[index]?.keys ?? []));
    own.set(keyOf(first.nodeId), dictionary);
  }
  const texts = await valuesOf([...own.values()], found, inquiry, options);
  const read = new Map(
    [...own.keys()].map((key, index) => {
      const text = texts[index];
      const xml = text instanceof Uint8Array ? Buffer.from(text).toString('utf8') : String(text ?? '');
      return [key, readDictionary(xml, (name) => keyIn(key, name))] as const;
    }),
  );
  // The types of a dictionary refer to one another by their names there.
  for (const [key, all] of read) for (const [name, type] of all) found.set(keyIn(key, name), type);
  for (const [index, { key, type, encoding }] of described.entries()) {
    const dictionary = dictionaries[index]?.[0];
    const definition =
      dictionary && read.get(keyOf(dictionary.nodeId))?.get(String(names[index]))?.definition;
    if (definition && 'fields' in definition)
      found.set(key, { ...(found.get(key) ?? type), definition: { ...definition, encoding } });
  }
}

/** No key of a node looks like this. */
const keyIn = (dictionary: string, name: string): string => `dictionary ${dictionary} ${name}`;

/** @returns none of a type that cannot be asked about, which is noted with it */
async function linksOf(
  types: readonly Asked[],
  kind: (typeof linkKinds)[keyof typeof linkKinds],
  found: Found,
  inquiry: Inquiry,
  options: AskOptions,
): Promise<readonly (readonly Linked[])[]> {
  if (types.length === 0) return [];
  const nodes = types.map(({ nodeId }) => nodeId);
  const links = await inquiry.links(nodes, kind, options);
  return links.map((link, index) => resultOf(link, types[index]?.keys, found) ?? []);
}

/** @returns null of a type that cannot be asked about, which is noted with it */
async function valuesOf(nodes: readonly Asked[], found: Found, inquiry: Inquiry, options: AskOptions) {
  if (nodes.length === 0) return [];
  const ids = nodes.map(({ nodeId }) => nodeId);
  const answers = await inquiry.attributes(ids, ['Value'], options);
  return answers.map((answer, index) => resultOf(answer, nodes[index]?.keys, found)?.[0]?.value ?? null);
}

function resultOf<Result>(
  outcome: Outcome<Result>,
  keys: readonly string[] = [],
  found: Found,
): Result | undefined {
  if ('result' in outcome) return outcome.result;
  for (const key of keys) {
    const type = found.get(key);
    if (type) found.set(key, { ...type, failure: outcome.error });
  }
  return undefined;
}
