import { isRecord } from './check.ts';
import type { ColumnField, Field } from './field.ts';
import type { NodeDefinition } from './node.ts';

const optionKeys = (prefix: string, field: Field | ColumnField): readonly string[] =>
  field.kind === 'choice' ? field.options.map((option) => `${prefix}.options.${option}`) : [];

function fieldKeys(prefix: string, field: Field): readonly string[] {
  const keys = [
    `${prefix}.label`,
    ...(field.hint === true ? [`${prefix}.hint`] : []),
    ...optionKeys(prefix, field),
  ];
  if (field.kind !== 'rows') return keys;
  const columns = Object.entries(field.columns).flatMap(([name, column]) =>
    fieldKeys(`${prefix}.columns.${name}`, column),
  );
  return [...keys, `${prefix}.add`, `${prefix}.empty`, ...columns];
}

/**
 * The keys of all texts that a node's dialog shows, as they stand in its catalogue:
 *
 * - `label`: its name in the palette
 * - `fields.<field>.label`, `.hint`, `.options.<option>`; of a list also `.add` (the button), `.empty` (no rows yet)
 *   and `.columns.<column>.label` …
 * - `groups.<group>`: each group of fields
 * - `problems.<code>`: each problem that this node has words of its own for
 */
export function textKeys(definition: NodeDefinition): readonly string[] {
  const groups = Object.values(definition.fields).flatMap(({ group }) => group ?? []);
  return [
    'label',
    ...[...new Set(groups)].map((group) => `groups.${group}`),
    ...Object.entries(definition.fields).flatMap(([name, field]) => fieldKeys(`fields.${name}`, field)),
    ...definition.ownProblems.map((code) => `problems.${code}`),
  ];
}

/** A catalogue's texts by their dotted keys. A leaf that is no text counts as the empty text. */
export function flattenTexts(catalogue: unknown, prefix = ''): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (!isRecord(catalogue)) return texts;
  for (const [name, value] of Object.entries(catalogue)) {
    const key = `${prefix}${name}`;
    if (!isRecord(value)) texts.set(key, typeof value === 'string' ? value : '');
    else for (const [inner, text] of flattenTexts(value, `${key}.`)) texts.set(inner, text);
  }
  return texts;
}

const placeholders = (text: string): string =>
  [...text.matchAll(/__(\w+?)__/g)]
    .map(([, name]) => name)
    .sort()
    .join();

/**
 * What is wrong with the catalogues of several languages: texts that lack, that are empty, that nobody asks for, and
 * texts whose `__placeholders__` differ between languages. An empty answer is what a test wants.
 *
 * @param keys what must be there
 * @param catalogues by language; the first is the reference
 * @param alsoBelow keys below these prefixes may be there as well, in every language
 */
export function textDifferences(
  keys: readonly string[],
  catalogues: Readonly<Record<string, unknown>>,
  alsoBelow: readonly string[] = [],
): readonly string[] {
  const languages = Object.entries(catalogues).map(([language, catalogue]) => ({
    language,
    texts: flattenTexts(catalogue),
  }));
  const isExtra = (key: string): boolean => alsoBelow.some((prefix) => key.startsWith(`${prefix}.`));
  const extras = languages.flatMap(({ texts }) => [...texts.keys()].filter(isExtra));
  const wanted = new Set([...keys, ...extras]);
  const [reference] = languages;
  return languages.flatMap(({ language, texts }) => [
    ...[...wanted].filter((key) => !texts.has(key)).map((key) => `${language}: ${key} is missing`),
    ...[...texts].filter(([, text]) => text.trim() === '').map(([key]) => `${language}: ${key} is empty`),
    ...[...texts.keys()].filter((key) => !wanted.has(key)).map((key) => `${language}: ${key} is not used`),
    ...[...texts]
      .filter(([key, text]) => placeholders(text) !== placeholders(reference?.texts.get(key) ?? text))
      .map(([key]) => `${language}: ${key} has other placeholders than ${reference?.language}`),
  ]);
}
