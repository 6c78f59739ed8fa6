import { canonicalText } from './canonical.ts';
import type { ChangeState } from './change.ts';
import type { FlowItem, FlowPart } from './document.ts';

/** An item before and after; one of them is absent where it came or went. */
export interface ItemPair {
  readonly before?: FlowItem;
  readonly after?: FlowItem;
}

const nothing: readonly string[] = [];

/**
 * The items of a part whose text is not the same on both sides, first those of `after` in their order, then those that
 * are gone. Items that stand in both with the same text are not parsed.
 */
export function differingItems(before: FlowPart | undefined, after: FlowPart | undefined): ItemPair[] {
  const unchanged = takeSame(before?.texts ?? nothing, after?.texts ?? nothing);
  const gone = unchanged.before.map(readItem);
  const byId = new Map<unknown, FlowItem[]>();
  for (const item of gone) {
    const same = byId.get(item.id);
    if (same) same.push(item);
    else byId.set(item.id, [item]);
  }
  // From the end: taking the first of many costs a step for each that follows.
  for (const same of byId.values()) same.reverse();

  const pairs = unchanged.after.map((text): ItemPair => {
    const item = readItem(text);
    const former = byId.get(item.id)?.pop();
    return former ? { before: former, after: item } : { after: item };
  });
  const left = new Set([...byId.values()].flat());
  return [...pairs, ...gone.filter((item) => left.has(item)).map((item): ItemPair => ({ before: item }))];
}

/** The properties in which two items differ by what they mean, those of `after` first. */
export function differingProperties({ before = {}, after = {} }: ItemPair): string[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].filter((key) => {
    const kept = Object.hasOwn(before, key) && Object.hasOwn(after, key);
    return !kept || canonicalText(before[key]) !== canonicalText(after[key]);
  });
}

/** A group's size follows from the places of its nodes, so it counts as place too. */
export const isPlace = (name: string): boolean => places.has(name);
const places: ReadonlySet<string> = new Set(['x', 'y', 'w', 'h']);

/** The same, with the names of the variables where an environment differs: `env.NAME`. */
export function differingNames({ before, after }: ItemPair, differing: readonly string[]): string[] {
  return differing.flatMap((name) => {
    const variables = name === 'env' ? differingVariables(before?.['env'], after?.['env']) : [];
    return variables.length > 0 ? variables.map((variable) => `env.${variable}`) : [name];
  });
}

function differingVariables(before: unknown, after: unknown): string[] {
  const [former, next] = [variablesOf(before), variablesOf(after)];
  return [...new Set([...next.keys(), ...former.keys()])].filter(
    (name) => former.get(name) !== next.get(name),
  );
}

const variablesOf = (env: unknown): ReadonlyMap<string, string> =>
  new Map(
    (Array.isArray(env) ? env : []).map((entry: unknown) => [
      word((Object(entry) as { readonly name?: unknown }).name),
      canonicalText(entry),
    ]),
  );

/**
 * What happened to an item; undefined if it only is written in another way.
 *
 * @param differing what {@link differingProperties} found, where that is known
 */
export function stateOf(
  pair: ItemPair,
  differing: readonly string[] = differingProperties(pair),
): ChangeState | undefined {
  if (!pair.before) return 'added';
  if (!pair.after) return 'removed';
  if (differing.length === 0) return undefined;
  return differing.every(isPlace) ? 'moved' : 'changed';
}

/** Whether an item is the part's own: the tab or subflow itself, or the global environment. */
export function isOwnItem(part: FlowPart, item: FlowItem): boolean {
  if (part.kind === 'global') return true;
  return (part.kind === 'tab' || part.kind === 'subflow') && item.type === part.kind;
}

/** How people know an item. */
export function identity(item: FlowItem): {
  readonly id: string;
  readonly type: string;
  readonly label: string;
} {
  return { id: word(item.id), type: word(item.type), label: word(item.name) || word(item.label) };
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An item as an object, whatever stands in its place. */
export function readItem(text: string): FlowItem {
  const value = JSON.parse(text) as unknown;
  return typeof value === 'object' && value !== null ? (value as FlowItem) : { value };
}

/** Takes out the items that stand in both lists with the same text, each as often as in both. */
function takeSame(
  before: readonly string[],
  after: readonly string[],
): { readonly before: string[]; readonly after: string[] } {
  const counts = new Map<string, number>();
  for (const text of before) counts.set(text, (counts.get(text) ?? 0) + 1);
  const come: string[] = [];
  for (const text of after) {
    const left = counts.get(text) ?? 0;
    if (left > 0) counts.set(text, left - 1);
    else come.push(text);
  }
  const gone: string[] = [];
  for (const text of before) {
    const left = counts.get(text) ?? 0;
    if (left === 0) continue;
    counts.set(text, left - 1);
    gone.push(text);
  }
  return { before: gone, after: come };
}
