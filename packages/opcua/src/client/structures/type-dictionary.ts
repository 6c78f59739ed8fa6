import { type BuiltInName, builtIn } from '../values/built-in.ts';
import type { StructureKind } from '../values/data-type.ts';
import type { FieldFound, FoundType } from './found-type.ts';
import { standardIdNamed } from './standard-types.ts';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isEnd: boolean;
}

/** A dictionary is machine-made and flat, and only the names and attributes of its elements count. */
const elements = /<(\/?)(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;
const pairs = /(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function* tagsOf(xml: string): Generator<Tag> {
  for (const [, slash, name = '', inner = ''] of withoutComments(xml).matchAll(elements)) {
    const attributes = Object.fromEntries(
      [...inner.matchAll(pairs)].map(([, key = '', double, single]) => [
        key,
        unescaped(double ?? single ?? ''),
      ]),
    );
    yield { name, attributes, isEnd: slash === '/' };
  }
}

/** By hand: a pattern looks from each comment that does not end to the end of the text. */
function withoutComments(xml: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let start = xml.indexOf('<!--'); start >= 0; start = xml.indexOf('<!--', from)) {
    const end = xml.indexOf('-->', start + 4);
    if (end < 0) break;
    pieces.push(xml.slice(from, start));
    from = end + 3;
  }
  pieces.push(xml.slice(from));
  return pieces.join('');
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (all, name: string) => entities[name] ?? all);

/**
 * The types that a dictionary describes: how servers told their structures before they had the attribute DataTypeDefinition.
 * @param keyOf the key that one of its own types goes by
 * @returns types by their names
 * @see OPC 10000-3 Annex C (OPC Binary)
 */
export function readDictionary(xml: string, keyOf: (name: string) => string): ReadonlyMap<string, FoundType> {
  const types = new Map<string, FoundType>();
  let fields: Tag['attributes'][] = [];
  let members: (readonly [string, number])[] = [];
  let open: string | undefined;
  for (const { name, attributes, isEnd } of tagsOf(xml)) {
    if (name === 'StructuredType' || name === 'EnumeratedType') {
      if (!isEnd) {
        open = attributes['Name'];
        fields = [];
        members = [];
      } else if (open !== undefined) {
        types.set(
          open,
          name === 'EnumeratedType' ? enumeration(open, members) : structure(open, fields, keyOf),
        );
        open = undefined;
      }
    } else if (name === 'Field') fields.push(attributes);
    else if (name === 'EnumeratedValue')
      members.push([attributes['Name'] ?? '', Number(attributes['Value'])]);
  }
  return types;
}

const enumeration = (name: string, members: readonly (readonly [string, number])[]): FoundType => ({
  name,
  base: 'i=29',
  definition: { members },
});

function structure(
  name: string,
  all: readonly Tag['attributes'][],
  keyOf: (name: string) => string,
): FoundType {
  const lengths = new Set(all.map(({ LengthField }) => LengthField));
  const isUnion = all.some(({ SwitchValue }) => SwitchValue !== undefined);
  const bits = new Set(all.filter(({ TypeName }) => localName(TypeName) === 'Bit').map(({ Name }) => Name));
  const kind: StructureKind = isUnion ? 'union' : bits.size > 0 ? 'optional' : 'plain';
  const switches = isUnion ? new Set(all.map(({ SwitchField }) => SwitchField)) : bits;
  const fields = all
    .filter(({ Name }) => !lengths.has(Name) && !switches.has(Name) && !bits.has(Name))
    .map(
      ({ Name = '', TypeName = '', LengthField, SwitchField }): FieldFound => ({
        name: Name,
        type: typeKey(TypeName, keyOf),
        rank: LengthField === undefined ? 0 : 1,
        optional: kind === 'optional' && SwitchField !== undefined,
        open: false,
      }),
    );
  return { name, base: 'i=22', definition: { kind, encoding: 'i=0', base: 'i=22', fields } };
}

const localName = (qualified = ''): string => qualified.slice(qualified.indexOf(':') + 1);

/** Names that OPC Binary has for what is called otherwise elsewhere. */
const others: Readonly<Record<string, BuiltInName>> = { CharArray: 'String', WideString: 'String' };

/** `opc:` are the basic types, `ua:` those of the specification, all else is of the dictionary itself. */
function typeKey(qualified: string, keyOf: (name: string) => string): string {
  const name = localName(qualified);
  if (qualified.startsWith('opc:')) {
    const basic = others[name] ?? name;
    return Object.hasOwn(builtIn, basic) ? `i=${builtIn[basic as BuiltInName]}` : 'i=24';
  }
  const id = qualified.startsWith('ua:')
    ? standardIdNamed(name === 'ExtensionObject' ? 'Structure' : name)
    : undefined;
  if (qualified.startsWith('ua:') && name === 'Variant') return 'i=24';
  return id === undefined ? keyOf(name) : `i=${id}`;
}
