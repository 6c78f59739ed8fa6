import type { NodeId } from 'node-opcua-nodeid';
import { type FoundType, namesOf } from './found-type.ts';
import { type AskOptions, type Inquiry, keyOf } from './inquiry.ts';
import { linkKinds } from './link-kinds.ts';
import type { Linked } from './link-service.ts';
import { readDictionary } from './type-dictionary.ts';

type Found = Map<string, FoundType>;

interface Nameless {
  readonly key: string;
  readonly type: FoundType;
  readonly nodeId: NodeId;
}

/**
 * Finds out about types that have no definition of their own, from servers before OPC UA 1.04: the names of enumerations are in a property, the
 * fields of structures in a dictionary.
 */
export async function tellOldTypes(found: Found, inquiry: Inquiry, options: AskOptions): Promise<void> {
  await nameEnumerations(nameless('i=29', found, inquiry), found, inquiry, options);
  await describeStructures(nameless('i=22', found, inquiry), found, inquiry, options);
}

/** Those without a definition that are a kind of another type, through however many between. */
function nameless(of: string, found: Found, inquiry: Inquiry): readonly Nameless[] {
  return [...found].flatMap(([key, type]) => {
    if (type.definition !== undefined || !isKindOf(of, type, found)) return [];
    const nodeId = inquiry.nodeId(key);
    return nodeId ? [{ key, type, nodeId }] : [];
  });
}

function isKindOf(of: string, { base }: FoundType, found: ReadonlyMap<string, FoundType>): boolean {
  const seen = new Set<string>();
  let key = base;
  while (key !== undefined && key !== of && !seen.has(key)) {
    seen.add(key);
    key = found.get(key)?.base;
  }
  return key === of;
}

async function nameEnumerations(
  types: readonly Nameless[],
  found: Found,
  inquiry: Inquiry,
  options: AskOptions,
): Promise<void> {
  const properties = await linksOf(types, linkKinds.property, inquiry, options);
  const named = types.flatMap((each, index) => {
    const names = linkNamed(properties[index], 'EnumValues') ?? linkNamed(properties[index], 'EnumStrings');
    return names ? [{ ...each, names }] : [];
  });
  const values = await valuesOf(
    named.map(({ names }) => names),
    inquiry,
    options,
  );
  for (const [index, { key, type }] of named.entries()) {
    found.set(key, { ...type, definition: namesOf(values[index] ?? null) });
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
  const encodings = await linksOf(types, linkKinds.encoding, inquiry, options);
  const encoded = types.flatMap((each, index) => {
    const nodeId = linkNamed(encodings[index], 'Default Binary');
    return nodeId ? [{ ...each, nodeId, encoding: keyOf(nodeId) }] : [];
  });
  const descriptions = await linksOf(encoded, linkKinds.description, inquiry, options);
  const described = encoded.flatMap((each, index) => {
    const nodeId = descriptions[index]?.[0]?.nodeId;
    return nodeId ? [{ ...each, nodeId }] : [];
  });
  const dictionaries = await linksOf(described, linkKinds.dictionary, inquiry, options);
  const names = await valuesOf(
    described.map(({ nodeId }) => nodeId),
    inquiry,
    options,
  );
  const own = new Map(
    dictionaries.flatMap(([first]) => (first ? [[keyOf(first.nodeId), first.nodeId] as const] : [])),
  );
  const texts = await valuesOf([...own.values()], inquiry, options);
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
      found.set(key, { ...type, definition: { ...definition, encoding } });
  }
}

/** No key of a node looks like this. */
const keyIn = (dictionary: string, name: string): string => `dictionary ${dictionary} ${name}`;

async function linksOf(
  types: readonly { readonly nodeId: NodeId }[],
  kind: (typeof linkKinds)[keyof typeof linkKinds],
  inquiry: Inquiry,
  options: AskOptions,
): Promise<readonly (readonly Linked[])[]> {
  if (types.length === 0) return [];
  const nodes = types.map(({ nodeId }) => nodeId);
  return inquiry.links(nodes, kind, options);
}

async function valuesOf(nodes: readonly NodeId[], inquiry: Inquiry, options: AskOptions) {
  if (nodes.length === 0) return [];
  const answers = await inquiry.attributes(nodes, ['Value'], options);
  return answers.map(([answer]) => answer?.value ?? null);
}
