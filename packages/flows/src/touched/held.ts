import { canonicalText } from '../canonical.ts';
import type { FlowItem, FlowPart } from '../document.ts';
import { nameOf } from '../name-of.ts';
import { groupsOf } from './groups.ts';
import type { Changed, Hit, Search } from './search.ts';

/** Something that a change reaches though it stays as it is, and the item by whose place it counts. */
export interface Held {
  readonly held: Hit;
  readonly at: Hit;
}

/** What an instance hands on to the nodes that are made for it: what it is, where it stands, its variables. */
const ofInstances = ['type', 'z', 'g', 'd', 'env'];
/** What a tab, subflow, group or the global environment hands on to what is in it. */
const ofContainers = ['env', 'disabled'];

/**
 * Looks into what changes. An instance of a subflow is all the nodes that its subflow holds, once more; and whoever sets
 * variables sets what the nodes that see them do.
 */
export class Holding {
  readonly #parts: readonly FlowPart[];
  readonly #search: Search;
  readonly #within = new Map<FlowPart, readonly Hit[]>();

  constructor(parts: readonly FlowPart[], search: Search) {
    this.#parts = parts;
    this.#search = search;
  }

  /** What hangs on a change: nothing for most. */
  of({ former, current }: Changed): readonly Held[] {
    const differs = (names: readonly string[]): boolean =>
      !former || !current || names.some((name) => !isSame(former.item[name], current.item[name]));
    const hits = [former, current].filter((hit) => hit !== undefined);
    return hits.flatMap((hit): readonly Held[] => {
      if (subflowOf(hit.item) !== undefined) return differs(ofInstances) ? this.#inInstance(hit, hit) : [];
      // What comes or goes with its container does so by itself.
      if (!former || !current || !differs(ofContainers)) return [];
      return this.#contentOf(hit).flatMap((held) => [{ held, at: held }, ...this.#inInstance(held, held)]);
    });
  }

  /** All that sees the variables of these, their names among them; first they themselves. */
  inside(...hits: readonly Hit[]): readonly Held[] {
    return hits.flatMap((hit) =>
      [hit, ...this.#contentOf(hit)].flatMap((held) => [{ held, at: held }, ...this.#inInstance(held, held)]),
    );
  }

  #contentOf(hit: Hit): readonly Hit[] {
    const { item, part } = hit;
    if (item.type === 'global-config') return this.#parts.flatMap((each) => this.#itemsOf(each));
    if (item.type === 'tab' || item.type === 'subflow') return this.#itemsOf(part);
    if (item.type !== 'group') return [];
    return this.#itemsOf(part).filter((each) => groupsOf(each).some(({ id }) => id === item.id));
  }

  /** The nodes of an instance, of those within it too; what is made of itself is looked into once. */
  #inInstance({ item }: Hit, at: Hit, seen: Set<string> = new Set()): readonly Held[] {
    const subflow = subflowOf(item);
    if (subflow === undefined || seen.has(subflow)) return [];
    seen.add(subflow);
    const parts = this.#parts.filter(({ kind, id }) => kind === 'subflow' && id === subflow);
    return parts
      .flatMap((part) => this.#itemsOf(part))
      .filter((held) => held.item.type !== 'subflow')
      .flatMap((held) => [{ held, at }, ...this.#inInstance(held, at, seen)]);
  }

  #itemsOf(part: FlowPart): readonly Hit[] {
    const known = this.#within.get(part);
    if (known) return known;
    const hits = this.#search.within(part);
    this.#within.set(part, hits);
    return hits;
  }
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (one !== undefined && other !== undefined && canonicalText(one) === canonicalText(other));

/** Of which subflow an item is an instance, by the name that Node-RED makes of its type. */
const subflowOf = ({ type }: FlowItem): string | undefined => /^subflow:(.+)$/.exec(nameOf(type) ?? '')?.[1];
