import type { FlowItem } from './document.ts';
import { isPlace } from './item-pairs.ts';

/** They say what an item is and how it is shown; where it stands is looked at by itself. */
const noReference: ReadonlySet<string> = new Set([
  'id',
  'type',
  'z',
  'name',
  'label',
  'info',
  'icon',
  'color',
  'category',
  'inputLabels',
  'outputLabels',
]);

/** Longer texts are no ids. */
const longestId = 200;

/**
 * All that may be ids of others in the properties of an item, at any depth. Numbers count: Node-RED looks nodes up in
 * objects, to which 7 and '7' are the same.
 */
export function referencesOf(item: FlowItem): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(item)) {
    if (!noReference.has(name) && !isPlace(name)) collect(value, found);
  }
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  // With a list of what is left to do: it may be nested deeper than calls can be.
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string') {
      if (next !== '' && next.length <= longestId) found.add(next);
    } else if (typeof next === 'number') found.add(String(next));
    else if (typeof next === 'object' && next !== null)
      for (const each of Object.values(next)) left.push(each);
  }
}

/** What only one of two lists has. */
export function inOneOnly(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...[...one].filter((id) => !other.has(id)), ...[...other].filter((id) => !one.has(id))];
}
