import type { FlowDocument } from './document.ts';

/** Items, and the document that they divide into. */
export interface Divided {
  readonly items: readonly unknown[];
  readonly document: FlowDocument;
}

export interface FormerTexts {
  /** The text of an item, if it was there before; to be asked in the order of the items. */
  of(item: unknown, index: number): string | undefined;
}

/**
 * Finds the texts of items that did not change: comparing takes a fraction of the time of writing, and no memory.
 *
 * It takes items for JSON values. For others, such as dates, a text may be that of another one: whoever cannot be
 * sure compares the digest of the whole.
 */
export function formerTexts({ items, document }: Divided): FormerTexts {
  const texts = inOrder(document);
  let places: Map<unknown, number> | undefined;
  let shift = 0;

  const placeOf = (item: unknown, index: number): number | undefined => {
    const id = idOf(item);
    const near = index + shift;
    if (idOf(items[near]) === id) return near;
    // Something came or went: from here on they stand elsewhere.
    places ??= new Map(items.map((each, place) => [idOf(each), place]));
    const found = places.get(id);
    if (found !== undefined) shift = found - index;
    return found;
  };

  return {
    of(item, index) {
      const place = placeOf(item, index);
      return place !== undefined && isSame(item, items[place]) ? texts[place] : undefined;
    },
  };
}

const idOf = (item: unknown): unknown => (item as { readonly id?: unknown } | null | undefined)?.id;

function inOrder({ parts, runs }: FlowDocument): readonly string[] {
  const next = parts.map(() => 0);
  const texts: string[] = [];
  for (const [part, count] of runs) {
    const start = next[part] ?? 0;
    next[part] = start + count;
    for (let index = start; index < start + count; index++) texts.push(parts[part]?.texts[index] ?? '');
  }
  return texts;
}

/** The names of the members on the way down, one after the other: a list for each would be the most of the work. */
let names: string[] = [];
let top = 0;
/** It stays for the next comparison unless one object made it large. */
const mostNames = 10_000;

/** Whether two JSON values are written the same, so with their members in the same order. */
export function isSame(one: unknown, other: unknown): boolean {
  top = 0;
  const same = compare(one, other);
  if (names.length > mostNames) names = [];
  return same;
}

function compare(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let index = 0; index < one.length; index++) if (!compare(one[index], other[index])) return false;
    return true;
  }
  return !Array.isArray(other) && compareMembers(one as Members, other as Members);
}

type Members = Readonly<Record<string, unknown>>;

function compareMembers(one: Members, other: Members): boolean {
  const base = top;
  for (const name in one) names[top++] = name;
  const end = top;
  let at = base;
  for (const name in other) if (at === end || names[at++] !== name) return false;
  if (at !== end) return false;
  for (let index = base; index < end; index++) {
    const name = names[index] as string;
    if (!compare(one[name], other[name])) return false;
  }
  top = base;
  return true;
}
