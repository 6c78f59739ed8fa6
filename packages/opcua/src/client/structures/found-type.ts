import type { SampleValue } from '@millwright/tags';
import type { Field, StructureKind } from '../values/data-type.ts';

/** What a server says of one of its data types. Node ids are keys within its session. */
export interface FoundType {
  readonly name: string;
  /** The type that it is a subtype of; undefined where it does not say. */
  readonly base: string | undefined;
  readonly definition: StructureFound | EnumerationFound | undefined;
  /** Why the server could not be asked about all of it. */
  readonly failure?: unknown;
}

export interface StructureFound {
  readonly kind: StructureKind;
  readonly encoding: string;
  readonly base: string;
  readonly fields: readonly FieldFound[];
}

export interface FieldFound extends Omit<Field, 'type'> {
  readonly type: string;
}

export interface EnumerationFound {
  readonly members: readonly (readonly [string, number])[];
}

/** All of a type that others have to be known for. */
export function needsOf({ base, definition }: FoundType): readonly string[] {
  const bases = base === undefined ? [] : [base];
  if (!definition || !('fields' in definition)) return bases;
  return [...bases, definition.base, ...definition.fields.map(({ type }) => type)];
}

/**
 * Why what is known of a type may not be all: it, or one that it needs, could not be asked about.
 * @param earlier the same of those that were found before, and are not looked for again yet
 */
export function failuresIn(
  found: ReadonlyMap<string, FoundType>,
  earlier: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, unknown> {
  const failures = new Map<string, unknown>();
  for (const [key, { failure }] of found) if (failure !== undefined) failures.set(key, failure);
  if (failures.size + earlier.size === 0) return failures;
  const failureOf = (key: string): unknown => failures.get(key) ?? earlier.get(key);
  for (let before = -1; before < failures.size; ) {
    before = failures.size;
    for (const [key, type] of found) {
      const need = failures.has(key)
        ? undefined
        : needsOf(type).find((each) => failureOf(each) !== undefined);
      if (need !== undefined) failures.set(key, failureOf(need));
    }
  }
  return failures;
}

type Fields = Readonly<Record<string, SampleValue | null>>;

const isFields = (value: SampleValue | null | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

const listOf = (value: SampleValue | null | undefined): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isFields) : [];

/**
 * Reads the attribute DataTypeDefinition.
 * @see OPC 10000-3 sections 8.48 (StructureDefinition), 8.50 (EnumDefinition)
 */
export function definitionOf(value: SampleValue | null): FoundType['definition'] {
  if (!isFields(value)) return undefined;
  if (value.$type === 'EnumDefinition') {
    return { members: listOf(value.Fields).map(({ Name, Value }) => [String(Name), Number(Value)]) };
  }
  if (value.$type !== 'StructureDefinition') return undefined;
  const kind = Number(value.StructureType);
  // From 3 on, a field that says so takes subtypes; before, it may be left out.
  const isOpen = kind > 2;
  const fields = listOf(value.Fields).map(({ Name, DataType: type, ValueRank, IsOptional }) => ({
    name: String(Name),
    type: String(type),
    rank: Math.max(0, Number(ValueRank)),
    optional: kind === 1 && IsOptional === true,
    open: isOpen && IsOptional === true,
  }));
  return {
    kind: kind === 1 ? 'optional' : kind === 2 || kind === 4 ? 'union' : 'plain',
    encoding: String(value.DefaultEncodingId),
    base: String(value.BaseDataType),
    fields,
  };
}

/**
 * Reads EnumStrings or EnumValues: how servers named an enumeration's values before they had the attribute DataTypeDefinition.
 * @see OPC 10000-3 section 5.8.3
 */
export function namesOf(value: SampleValue | null): EnumerationFound | undefined {
  if (!Array.isArray(value)) return undefined;
  const members = value.flatMap((each: SampleValue | null, index): (readonly [string, number])[] => {
    if (!isFields(each)) return [];
    const { DisplayName: shown, Value: number, text } = each;
    if (isFields(shown)) return [[String(shown.text), Number(number)]];
    return typeof text === 'string' && text !== '' ? [[text, index]] : [];
  });
  return { members };
}
