import { canonicalText } from './canonical.ts';
import { isPlace } from './item-pairs.ts';
import type { Changed } from './touched-search.ts';

/** They lead to other items. */
const ends: ReadonlySet<string> = new Set(['wires', 'links', 'nodes']);

/**
 * Whether an item is only written as editors write what others made, for everybody who opens it, on locked tabs too: the
 * frame of a group follows from its nodes and their letters, ends that lead nowhere are left out, and no place is no
 * place, whether it is empty or missing. Nothing runs another way by that.
 *
 * @param isLoose whether an id, of those that only one side has, is that of no item on either
 */
export function isSameToEditors({ former, current }: Changed, isLoose: (id: string) => boolean): boolean {
  if (!former || !current) return false;
  const [before, after] = [former.item, current.item];
  const isGroup = before.type === 'group' && after.type === 'group';
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [one, other] = [before[name], after[name]];
    if (one === other || (isGroup && isPlace(name))) continue;
    if (name === 'z' && (one ?? '') === '' && (other ?? '') === '' && one !== null && other !== null)
      continue;
    if (typeof one !== 'object' || typeof other !== 'object') return false;
    const [left, right] = ends.has(name) ? [tight(one, isLoose), tight(other, isLoose)] : [one, other];
    if (canonicalText(left) !== canonicalText(right)) return false;
  }
  return true;
}

/** Lists of ids, or of such lists, without those that lead nowhere. */
function tight(value: unknown, isLoose: (id: string) => boolean): unknown {
  if (!Array.isArray(value)) return value;
  const isTight = (each: unknown): boolean => typeof each !== 'string' || !isLoose(each);
  return value.filter(isTight).map((each: unknown) => (Array.isArray(each) ? each.filter(isTight) : each));
}
