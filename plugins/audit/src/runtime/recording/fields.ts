import type { EventData } from '@millwright/ledger';
import { cut, longest } from './texts.ts';

/** What an event may carry: each field by its name. */
export type Fields = Readonly<Record<string, 'text' | 'integer' | 'boolean' | 'list'>>;

/** What somebody wants to tell; anything may be in it. */
export type Told = Readonly<Record<string, unknown>>;

/** The longest list, and how many UTF-16 units its texts may have in all: what comes after that is left out. */
const mostEntries = 100;
const mostText = 8000;

/** What may be recorded of what is told: declared fields of the declared kind, and nothing else. */
export function pickFields(fields: Fields, told: Told): EventData | undefined {
  const data: EventData = {};
  for (const [name, kind] of Object.entries(fields)) {
    const value = kinds[kind](told[name]);
    if (value !== undefined) data[name] = value;
  }
  return Object.keys(data).length === 0 ? undefined : data;
}

const kinds = {
  text: (value: unknown) => (typeof value === 'string' ? cut(value, longest.data) : undefined),
  integer: (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : undefined),
  boolean: (value: unknown) => (typeof value === 'boolean' ? value : undefined),
  list: (value: unknown) =>
    Array.isArray(value) ? firstOf(value.slice(0, mostEntries).flatMap(entryOf)) : undefined,
} as const;

function firstOf(entries: readonly (string | number)[]): (string | number)[] {
  let left = mostText;
  const end = entries.findIndex((entry) => {
    left -= String(entry).length;
    return left < 0;
  });
  return end < 0 ? [...entries] : entries.slice(0, end);
}

function entryOf(value: unknown): (string | number)[] {
  if (typeof value === 'string') return [cut(value, longest.said)];
  return Number.isSafeInteger(value) ? [value as number] : [];
}
