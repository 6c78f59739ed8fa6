import type { FlowPart } from '../document.ts';
import { readItem } from '../item-pairs.ts';
import { nameOf } from '../name-of.ts';
import { leadsAnywhere } from './references.ts';
import type { Hit } from './search.ts';

/** Where in a part the items of an id stand. */
type Positions = ReadonlyMap<string, readonly number[]>;

const none: readonly Hit[] = [];
const positions = new WeakMap<FlowPart, Positions>();
const leading = new WeakMap<FlowPart, readonly Hit[]>();

/** The items of an id in a part. Remembered with the part: most are the same objects from one deploy to the next. */
export function withIdIn(part: FlowPart, id: string): readonly Hit[] {
  const known = positions.get(part) ?? positionsIn(part);
  positions.set(part, known);
  const found = known.get(id);
  if (!found) return none;
  return found.map((position) => ({ item: readItem(part.texts[position] ?? ''), part }));
}

/** The items of a part of which variables say what they reach, remembered too. */
export function leadingAnywhereIn(part: FlowPart): readonly Hit[] {
  const known =
    leading.get(part) ??
    part.texts
      .filter((text) => text.includes('$'))
      .map((text) => ({ item: readItem(text), part }))
      .filter(({ item }) => leadsAnywhere(item));
  leading.set(part, known);
  return known;
}

function positionsIn({ texts }: FlowPart): Positions {
  const found = new Map<string, number[]>();
  texts.forEach((text, position) => {
    const id = idIn(text) ?? nameOf(readItem(text).id);
    if (id === undefined) return;
    const same = found.get(id);
    if (same) same.push(position);
    else found.set(id, [position]);
  });
  return found;
}

const start = '{"id":"';

/** The id of an item that begins with it, as most do; undefined if that cannot be seen without reading it. */
function idIn(text: string): string | undefined {
  if (!text.startsWith(start)) return undefined;
  const id = text.slice(start.length, text.indexOf('"', start.length));
  return id.includes('\\') ? undefined : id;
}
