import type { FlowItem } from '../document.ts';
import { isPlace } from '../item-pairs.ts';

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
    if (noReference.has(name) || isPlace(name)) continue;
    for (const word of wordsIn(value)) if (word !== '' && word.length <= longestId) found.add(word);
  }
  return found;
}

/** All texts and numbers in a value. */
function* wordsIn(value: unknown): Generator<string> {
  // With a list of what is left to do: it may be nested deeper than calls can be.
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string') yield next;
    else if (typeof next === 'number') yield String(next);
    else if (typeof next === 'object' && next !== null)
      for (const each of Object.values(next)) left.push(each);
  }
}

/** What Node-RED may replace by the value of a variable as it starts a node, in any property: `${A}` and `$(A)`. */
export const isVariable = (text: string): boolean => text.includes('$');

/** By these a node reaches others, or hears of them. */
const ends = ['wires', 'links', 'scope'];

/** Whether variables say which nodes an item reaches: nobody can tell which these are. */
export const leadsAnywhere = (item: FlowItem): boolean =>
  ends.some((name) => Object.hasOwn(item, name) && [...wordsIn(item[name])].some(isVariable));

/** What only one of two lists has. */
export function inOneOnly(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  return [...[...one].filter((id) => !other.has(id)), ...[...other].filter((id) => !one.has(id))];
}
