import { canonicalText } from '../canonical.ts';
import type { FlowItem } from '../document.ts';
import { isPlace } from '../item-pairs.ts';
import { isConfiguration } from './reach.ts';
import { isVariable } from './references.ts';
import type { Changed } from './search.ts';

const linking: ReadonlySet<unknown> = new Set(['link in', 'link out', 'link call']);
const noNode: ReadonlySet<unknown> = new Set(['tab', 'subflow', 'group', 'global-config']);

/**
 * Whether an item is only written as editors write what others made, for everybody who opens it, on locked tabs too:
 * - a group has another frame, which follows from its nodes and their letters;
 * - ends are gone that lead nowhere, neither before nor after: wires of nodes, links of link nodes, nodes of groups;
 * - no place is no place, whether it is empty or missing.
 *
 * Nothing else: an end that comes may lead somewhere later, and a variable leads wherever it says.
 *
 * @param isLoose whether an id, of those that only one side has, is that of no item on either
 */
export function isSameToEditors({ former, current }: Changed, isLoose: (id: string) => boolean): boolean {
  if (!former || !current) return false;
  const [before, after] = [former.item, current.item];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((name) => {
    const [one, other] = [ownOf(before, name), ownOf(after, name)];
    if (one === other) return true;
    if (name === 'z') return isNoPlace(one) && isNoPlace(other);
    if (isPlace(name))
      return isGroup(before) && isGroup(after) && Number.isFinite(one) && Number.isFinite(other);
    if (typeof one !== 'object' || typeof other !== 'object') return false;
    return canonicalText(tight(before, name, isLoose)) === canonicalText(other);
  });
}

const ownOf = (item: FlowItem, name: string): unknown => (Object.hasOwn(item, name) ? item[name] : undefined);
const isGroup = ({ type }: FlowItem): boolean => type === 'group';
const isNoPlace = (z: unknown): boolean => z === undefined || z === '';

/** A property without the ends that editors leave out. */
function tight(item: FlowItem, name: string, isLoose: (id: string) => boolean): unknown {
  const value = item[name];
  if (!Array.isArray(value)) return value;
  const isTight = (end: unknown): boolean => typeof end !== 'string' || isVariable(end) || !isLoose(end);
  if (name === 'wires' && !noNode.has(item.type) && !isConfiguration(item))
    return value.map((ends: unknown) => (Array.isArray(ends) ? ends.filter(isTight) : ends));
  const isList = (name === 'links' && linking.has(item.type)) || (name === 'nodes' && isGroup(item));
  return isList ? value.filter(isTight) : value;
}
