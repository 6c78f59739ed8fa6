import { languageOf, localeOf } from '../../language.ts';
import german from '../locales/de.json' with { type: 'json' };
import english from '../locales/en-US.json' with { type: 'json' };

/** All keys of a catalogue, with dots. */
type KeysOf<Catalogue> = {
  [Name in keyof Catalogue & string]: Catalogue[Name] extends string
    ? Name
    : `${Name}.${KeysOf<Catalogue[Name]>}`;
}[keyof Catalogue & string];

export type TextKey = KeysOf<typeof english>;
type CountedKey = TextKey extends infer Key ? (Key extends `${infer Base}.one` ? Base : never) : never;

/** What fills the `__name__` places of a text. Numbers are written as the locale groups them. */
export type Values = Readonly<Record<string, string | number>>;

/** The texts of alarm widgets in one language. */
export interface AlarmTexts {
  readonly locale: string;
  (key: TextKey, values?: Values): string;
  /** The form that fits a number, which fills the place `__count__`. */
  counted(key: CountedKey, count: number, values?: Values): string;
  /** For keys that are made from data, such as codes of errors. */
  find(key: string, values?: Values): string | undefined;
}

function lookUp(catalogue: unknown, key: string): string | undefined {
  const found = key
    .split('.')
    .reduce<unknown>(
      (part, name) =>
        typeof part === 'object' && part !== null && Object.hasOwn(part, name)
          ? (part as Record<string, unknown>)[name]
          : undefined,
      catalogue,
    );
  return typeof found === 'string' ? found : undefined;
}

function fill(template: string, values: Values, locale: string): string {
  return template.replace(/__(\w+?)__/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}

/**
 * German for those who prefer it to English, else English.
 * @param languages what a browser prefers, such as `['de-AT', 'en']`
 */
export function alarmTexts(languages: readonly string[]): AlarmTexts {
  const known = localeOf(languages);
  const catalogue: unknown = languageOf(known) === 'de' ? german : english;
  const plurals = new Intl.PluralRules(known);
  const find = (key: string, values: Values = {}): string | undefined => {
    const template = lookUp(catalogue, key);
    return template === undefined ? undefined : fill(template, values, known);
  };
  const text = (key: string, values?: Values): string => find(key, values) ?? key;
  const counted = (key: string, count: number, values?: Values): string =>
    text(`${key}.${plurals.select(count) === 'one' ? 'one' : 'other'}`, { ...values, count });
  return Object.assign(text, { counted, find, locale: known });
}
