import { red } from './red.ts';
import { chooseLocale } from './time.ts';
import type { Told } from './told.ts';

/** Numbers are written as the locale groups them; what must not be grouped (a version's number) comes as text. */
export type Values = Readonly<Record<string, string | number>>;

/** All keys of a catalogue, with dots: `{ list: { empty: '…' } }` has the key `list.empty`. */
export type KeysOf<Catalogue> = {
  [Name in keyof Catalogue & string]: Catalogue[Name] extends string
    ? Name
    : `${Name}.${KeysOf<Catalogue[Name]>}`;
}[keyof Catalogue & string];

/** Keys that have a form for one and a form for other numbers: `{ versions: { one: '…', other: '…' } }`. */
export type CountedKeysOf<Keys extends string> = Keys extends `${infer Base}.one` ? Base : never;

/** What needs no more than to look for a text uses this: it takes the texts of any plugin. */
export interface TextFinder {
  /** The text if there is one; for keys that are made from data, such as error codes. */
  find(key: string, values?: Values): string | undefined;
  /** What the server tells, where its details are more than a text has places for; undefined for what is not so. */
  tell?(told: Told): string | undefined;
  readonly locale: string;
}

/** The texts of one plugin in the language of the editor. */
export interface Texts<Key extends string = string> extends TextFinder {
  /** A text with its `__name__` places filled. */
  (key: Key, values?: Values): string;
  /** The form of a text that fits a number, which fills the place `__count__`. */
  counted(key: CountedKeysOf<Key>, count: number, values?: Values): string;
}

/**
 * Fills the places of a text. Values stay as they are: neither is a value searched for places, nor is it markup.
 */
export function fill(template: string, values: Values, locale: string): string {
  return template.replace(/__(\w+?)__/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}

/** Tells which form of a text goes with a number. */
export function pluralForms(locale: string): (count: number) => 'one' | 'other' {
  const rules = new Intl.PluralRules(locale);
  return (count) => (rules.select(count) === 'one' ? 'one' : 'other');
}

/** Makes texts out of a look-up that gives undefined for what it does not know. */
export function textsFrom<Key extends string>(
  lookUp: (key: string) => string | undefined,
  locale: string,
): Texts<Key> {
  const formOf = pluralForms(locale);
  const find = (key: string, values: Values = {}): string | undefined => {
    const template = lookUp(key);
    return template === undefined ? undefined : fill(template, values, locale);
  };
  const text = (key: string, values?: Values): string => find(key, values) ?? key;
  const counted = (key: string, count: number, values?: Values): string =>
    text(`${key}.${formOf(count)}`, { ...values, count });
  return Object.assign(text, { counted, find, locale }) as unknown as Texts<Key>;
}

/** The locale for numbers, dates and texts of this editor. */
export function editorLocale(): string {
  return chooseLocale(red().i18n.lang(), navigator.languages);
}

/**
 * The texts of a plugin, from the catalogue that Node-RED has loaded for it.
 *
 * @param namespace package and plugin entry, such as `@millwright/node-red-history/history`
 */
export function pluginTexts<Key extends string>(namespace: string): Texts<Key> {
  return textsFrom((key) => {
    const full = `${namespace}:${key}`;
    // i18next would also search the values for its own syntax, and values come from users.
    const text = red()._(full, { skipInterpolation: true });
    return text === full || text === key ? undefined : text;
  }, editorLocale());
}
