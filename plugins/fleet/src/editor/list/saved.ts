import * as v from 'valibot';
import { shown } from '../../common/fields.ts';
import { type ListFilter, listFilter } from './filter.ts';

/** A selection that somebody gave a name: a filter, so it always means those that fit it now. */
export const savedSelection = v.object({ name: shown(60), filter: listFilter });
export type SavedSelection = v.InferOutput<typeof savedSelection>;

const mostSaved = 50;
const kept = v.array(savedSelection);

/** What this browser has kept; what it cannot read any more is none. */
export function readSaved(text: string | undefined): SavedSelection[] {
  if (text === undefined) return [];
  try {
    const read = v.safeParse(kept, JSON.parse(text));
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}

/** With this one in the place of the one of its name, or at the end. */
export function withSaved(all: readonly SavedSelection[], saved: SavedSelection): SavedSelection[] {
  return [...all.filter(({ name }) => name !== saved.name), saved].slice(-mostSaved);
}

export function withoutSaved(all: readonly SavedSelection[], name: string): SavedSelection[] {
  return all.filter((each) => each.name !== name);
}

/** The saved selection that the list is narrowed to. */
export function savedOf(all: readonly SavedSelection[], filter: ListFilter): SavedSelection | undefined {
  const text = JSON.stringify(filter);
  return all.find((each) => JSON.stringify(each.filter) === text);
}
