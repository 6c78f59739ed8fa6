import { type FlowItem, type FlowPart, labelOf } from '../document.ts';
import { readItem } from '../item-pairs.ts';
import type { Hit, Search } from './search.ts';
import type { Place, TouchReason } from './touched.ts';

/** A place that is touched; neither of both is the instance. */
export interface Reached {
  readonly reason: TouchReason;
  readonly tab?: Place;
  readonly subflow?: Place;
}

type Spot = Pick<Reached, 'tab' | 'subflow'>;

/** Node-RED's own name of what stands on no tab. */
const reserved = 'global';

/** Where the items of documents have an effect. */
export class Reach {
  readonly #parts: readonly FlowPart[];
  readonly #search: Search;
  /** By what is used: the id of a configuration node or subflow, with its kind before it. */
  readonly #known = new Map<string, readonly Spot[] | 'everywhere'>();
  readonly #spots = new Map<string, readonly Spot[]>();
  #everywhere: readonly Reached[] | undefined;

  /** @param parts those of all documents that count, each once */
  constructor(parts: readonly FlowPart[], search: Search) {
    this.#parts = parts;
    this.#search = search;
  }

  /** Every tab and subflow, and the instance. */
  everywhere(): readonly Reached[] {
    this.#everywhere ??= [
      { reason: 'everywhere' },
      ...this.#parts.flatMap((part) =>
        this.#spotsOf(part).map((spot) => ({ ...spot, reason: 'everywhere' as const })),
      ),
    ];
    return this.#everywhere;
  }

  /** Where an item stands, and where it is used. */
  of(hit: Hit): readonly Reached[] {
    const { item } = hit;
    const used =
      isConfiguration(item) && typeof item.id === 'string' ? this.#from('configuration', item.id) : [];
    return this.#reached(hit, used);
  }

  /** Where an item stands: not where a configuration node is used besides. */
  placesOf(hit: Hit): readonly Reached[] {
    return this.#reached(hit, []);
  }

  #reached(hit: Hit, usedBesides: readonly Spot[] | 'everywhere'): readonly Reached[] {
    const { part } = hit;
    const inInstances = part.kind === 'subflow' ? this.#from('subflow', part.id) : [];
    if (!isPlaced(hit) || inInstances === 'everywhere' || usedBesides === 'everywhere')
      return this.everywhere();
    const reached = [
      ...this.#standsOn(part).map((spot): Reached => ({ ...spot, reason: 'own' })),
      ...[...inInstances, ...usedBesides].map((spot): Reached => ({ ...spot, reason: 'used' })),
    ];
    return reached.length > 0 ? reached : [{ reason: 'own' }];
  }

  /** What is named as a place may be a subflow and a tab: Node-RED then takes the tab. */
  #standsOn(given: FlowPart): readonly Spot[] {
    if (given.kind !== 'subflow') return this.#spotsOf(given);
    const tabs = this.#parts.filter(({ kind, id }) => kind === 'tab' && id === given.id);
    return [given, ...tabs].flatMap((part) => this.#spotsOf(part));
  }

  /** A place under each of its names: the former, the current, and those of others that have taken its id. */
  #spotsOf({ kind, id, key }: FlowPart): readonly Spot[] {
    if (kind !== 'tab' && kind !== 'subflow') return [];
    const known = this.#spots.get(key);
    if (known) return known;
    const names = new Set(this.#parts.filter((part) => part.key === key).flatMap(namesOf));
    const spots = [...names].map((name): Spot => ({ [kind]: { id, name } }));
    this.#spots.set(key, spots);
    return spots;
  }

  /** The places that use something, directly or through others. What uses itself is found once. */
  #from(kind: 'subflow' | 'configuration', id: string): readonly Spot[] | 'everywhere' {
    const first = `${kind}:${id}`;
    const known = this.#known.get(first);
    if (known) return known;
    const parts = new Set<FlowPart>();
    const seen = new Set([first]);
    const left: { readonly kind: 'subflow' | 'configuration'; readonly id: string }[] = [{ kind, id }];
    const follow = (next: (typeof left)[number]): void => {
      const key = `${next.kind}:${next.id}`;
      if (!seen.has(key)) left.push(next);
      seen.add(key);
    };
    let next = left.pop();
    for (; next; next = left.pop()) {
      const hits = next.kind === 'subflow' ? this.#search.instances(next.id) : this.#search.users(next.id);
      for (const hit of hits) {
        if (!isPlaced(hit)) {
          this.#known.set(first, 'everywhere');
          return 'everywhere';
        }
        parts.add(hit.part);
        if (hit.part.kind === 'subflow') follow({ kind: 'subflow', id: hit.part.id });
        if (isConfiguration(hit.item) && typeof hit.item.id === 'string')
          follow({ kind: 'configuration', id: hit.item.id });
      }
    }
    const spots = [...parts].flatMap((part) => this.#standsOn(part));
    this.#known.set(first, spots);
    return spots;
  }
}

/** What a tab or subflow is called by each item that says what it is; where there is none, nothing. */
function namesOf({ kind, label, texts }: FlowPart): readonly string[] {
  const items = texts.filter((text) => text.includes(`"type":"${kind}"`)).map(readItem);
  return [label, ...items.filter((item) => item.type === kind).map(labelOf)];
}

/** Nodes that stand on no canvas: others refer to them. It is how Node-RED tells them, too. */
export function isConfiguration(item: FlowItem): boolean {
  if (Object.hasOwn(item, 'x') && Object.hasOwn(item, 'y')) return false;
  return (
    item.type !== 'tab' && item.type !== 'subflow' && item.type !== 'group' && item.type !== 'global-config'
  );
}

/** Whether it can be told where an item belongs. Node-RED would take `['a']`, `7` or `null` for the id of a tab. */
function isPlaced({ item, part }: Hit): boolean {
  if (part.kind === 'global' || part.id === reserved) return false;
  return item.z === undefined || typeof item.z === 'string';
}

/** Whether it can be told of an item that changes what it is. */
export function isIdentified({ id, type }: FlowItem): boolean {
  return typeof id === 'string' && id !== '' && typeof type === 'string' && type !== '';
}
