import { canonicalText } from '@millwright/flows';
import type { Comparison } from '../../common/comparison.ts';

/**
 * What differs of the settings of record, by name.
 *
 * @param before JSON text of the settings, as a version keeps it
 */
export function settingDifferences(before: string, after: string): Comparison['settings'] {
  const was = entriesOf(before);
  const is = entriesOf(after);
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names
    .filter((name) => canonicalText(was.get(name)) !== canonicalText(is.get(name)))
    .map((name) => ({
      name,
      ...(was.has(name) ? { before: was.get(name) } : {}),
      ...(is.has(name) ? { after: is.get(name) } : {}),
    }));
}

function entriesOf(text: string): ReadonlyMap<string, unknown> {
  const { values = {}, ...surroundings } = JSON.parse(text) as { readonly values?: object };
  return new Map(Object.entries({ ...surroundings, ...values }));
}
