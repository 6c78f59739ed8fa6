import type { FlowDocument } from './document.ts';
import { findItems } from './find-items.ts';
import { identity } from './item-pairs.ts';

/** Longer texts are no ids. */
const longestId = 200;

/**
 * What the ids that occur in values are called.
 *
 * @param values JSON; strings inside of arrays and objects count too
 * @param documents where the items are looked for; where several have one, the last
 */
export function namesIn(
  values: readonly unknown[],
  documents: readonly FlowDocument[],
): Readonly<Record<string, { readonly type: string; readonly label: string }>> {
  const wanted = new Set<string>();
  collect(values, wanted);
  const found = documents.flatMap((document) => [...findItems(document, wanted)]);
  return Object.fromEntries(
    found.map(([id, { item }]) => {
      const { type, label } = identity(item);
      return [id, { type, label }];
    }),
  );
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (value !== '' && value.length <= longestId) into.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collect(member, into);
  }
}
