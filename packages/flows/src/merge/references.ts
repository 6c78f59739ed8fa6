import type { FlowItem } from '../document.ts';

/** They name what an item is wired to and where it stands, not what it needs. */
const elsewhere: ReadonlySet<string> = new Set(['id', 'z', 'g', 'wires', 'links', 'nodes']);

/** Longer texts are no ids. */
const longestId = 200;

/** All texts in the properties of an item that may be ids of others. */
export function strings(item: FlowItem): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') {
      if (value !== '' && value.length <= longestId) found.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const member of Object.values(value)) collect(member);
    }
  };
  for (const [name, value] of Object.entries(item)) if (!elsewhere.has(name)) collect(value);
  return found;
}
