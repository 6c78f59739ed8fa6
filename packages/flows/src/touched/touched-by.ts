import type { FlowDocument, FlowItem, FlowPart } from '../document.ts';
import { differingItems, type ItemPair, identity, stateOf } from '../item-pairs.ts';
import { nameOf } from '../name-of.ts';
import { establishedIn, groupsOf, groupsThatComeOrGo, heldByGroup } from './groups.ts';
import { type Held, Holding } from './held.ts';
import { differingStretch, isReordered, reorderedTwins, tabOrder } from './order.ts';
import { isConfiguration, isIdentified, Reach, type Reached } from './reach.ts';
import { inOneOnly, leadsAnywhere, referencesOf } from './references.ts';
import { isSameToEditors } from './same.ts';
import { type Changed, type Hit, Search } from './search.ts';
import type { Place, Touch, TouchedItem, TouchReason } from './touched.ts';

export interface TouchOptions {
  /** Ids of the items whose credentials are set or removed. */
  readonly credentialsTouched: readonly string[];
  /** Ids of tabs that the change was asked for: they are touched whatever becomes of them. */
  readonly about?: readonly string[];
}

/**
 * What a change does something to, and where: all that somebody has to be allowed for it. Each is there once, whatever
 * the documents are like; what belongs nowhere, or to which nobody can tell, belongs everywhere.
 *
 * Only parts that differ are looked at closely. Who uses a configuration node or subflow, and who else has an id, is
 * looked for in the texts of all items, and only if such a thing changed.
 */
export function touchedBy(
  before: FlowDocument,
  after: FlowDocument,
  options: TouchOptions,
): readonly Touch[] {
  const touches = new Touches(before);
  const parts = [...new Set([...before.parts, ...after.parts])];
  const search = new Search(parts);
  const reach = new Reach(parts, search);
  const holding = new Holding(parts, search);
  const touch = (hit: Hit, what: Touch['what'] = 'edit', reason?: TouchReason): void => {
    const found = isIdentified(hit.item) || reason ? reach.of(hit) : reach.everywhere();
    for (const reached of found) touches.add(what, reason ? { ...reached, reason } : reached, hit);
  };
  const link = (hit: Hit): void => {
    for (const reached of reach.placesOf(hit)) touches.add('edit', { ...reached, reason: 'linked' }, hit);
  };
  const hold = ({ held, at }: Held): void => {
    for (const reached of reach.placesOf(at)) touches.add('edit', { ...reached, reason: 'held' }, held);
  };
  const leadAnywhere = (hit: Hit): void => {
    for (const reached of reach.everywhere()) touches.add('edit', reached, hit);
    for (const end of search.all()) if (isOnCanvas(end) && isElsewhere(end, [hit])) link(end);
  };

  const differing = changedItems(before, after);
  lookAhead(search, differing);
  const changed = differing.filter((each) => {
    const ids = new Set(changedReferences(each));
    return !isSameToEditors(each, (id) => ids.has(id) && search.withId(id).length === 0);
  });
  for (const { former, current } of changed) {
    if (former) touch(former);
    if (current) touch(current);
  }
  for (const id of options.about ?? []) {
    for (const part of parts) {
      if (part.kind === 'tab' && part.id === id) touches.add('edit', { reason: 'own', tab: placeOf(part) });
    }
  }
  for (const each of changed) {
    for (const hit of [...linkedTo(each, search), ...heldByGroup(each, search)]) link(hit);
    for (const hit of twinsOf(each, search, { before, after })) touch(hit, 'edit', 'twin');
    for (const hit of leadingAnywhere(each, search, holding)) leadAnywhere(hit);
    for (const held of holding.of(each)) hold(held);
  }
  touchOrder(before, after, { touches, touch, reach });
  for (const id of new Set(options.credentialsTouched)) {
    const hits = search.withId(id);
    for (const hit of hits) touch(hit, 'credentials');
    // A variable may be a secret one: who sets it sets what the nodes do that see it.
    for (const held of hits.flatMap((hit) => holding.inside(hit).slice(1))) {
      hold(held);
      if (leadsAnywhere(held.held.item)) leadAnywhere(held.held);
    }
    if (hits.length === 0) touches.add('credentials', { reason: 'own' });
  }
  return touches.list();
}

/** Items that differ by what they mean, paired by their ids: first those within a part, then those that changed it. */
function changedItems(before: FlowDocument, after: FlowDocument): readonly Changed[] {
  const former = new Map(before.parts.map((part) => [part.key, part]));
  const current = new Map(after.parts.map((part) => [part.key, part]));
  const changed: Changed[] = [];
  const gone = new Map<string, Hit[]>();
  const come: Hit[] = [];
  for (const key of new Set([...former.keys(), ...current.keys()])) {
    const [one, other] = [former.get(key), current.get(key)];
    if (one === other) continue;
    for (const pair of differingPairs(one, other)) {
      const hits = hitsOf(pair, one, other);
      if (hits.former && hits.current) {
        if (stateOf(pair)) changed.push(hits);
      } else if (hits.current) come.push(hits.current);
      else if (hits.former) {
        const id = nameOf(hits.former.item.id) ?? '';
        const same = gone.get(id);
        if (same) same.push(hits.former);
        else gone.set(id, [hits.former]);
      }
    }
  }
  for (const hit of come) {
    const moved = gone.get(nameOf(hit.item.id) ?? '')?.pop();
    changed.push(moved ? { former: moved, current: hit } : { current: hit });
  }
  for (const hits of gone.values()) for (const hit of hits) changed.push({ former: hit });
  return changed;
}

function differingPairs(before: FlowPart | undefined, after: FlowPart | undefined): readonly ItemPair[] {
  if (!before || !after) return differingItems(before, after);
  const middle = differingStretch(before.texts, after.texts);
  return differingItems({ ...before, texts: middle.before }, { ...after, texts: middle.after });
}

const hitsOf = (pair: ItemPair, before: FlowPart | undefined, after: FlowPart | undefined): Changed => ({
  ...(pair.before && before ? { former: { item: pair.before, part: before } } : {}),
  ...(pair.after && after ? { current: { item: pair.after, part: after } } : {}),
});

/** Finds at once what would be looked for one by one. */
function lookAhead(search: Search, changed: readonly Changed[]): void {
  const used = new Set<string>();
  for (const each of changed) {
    for (const { item } of groupsThatComeOrGo(each)) used.add(nameOf(item.id) ?? '');
    for (const hit of [each.former, each.current]) {
      const id = nameOf(hit?.item.id);
      if (hit && id !== undefined && (isConfiguration(hit.item) || cameOrWent(each))) used.add(id);
    }
  }
  search.lookForUsers(used);
}

const cameOrWent = ({ former, current }: Changed): boolean => !former || !current;

const nothing: ReadonlySet<string> = new Set();

const changedReferences = ({ former, current }: Changed): readonly string[] =>
  inOneOnly(former ? referencesOf(former.item) : nothing, current ? referencesOf(current.item) : nothing);

/** Items of which variables say what they reach, where they or their variables are others now. */
function leadingAnywhere(changed: Changed, search: Search, holding: Holding): readonly Hit[] {
  const { former, current } = changed;
  const isMoved = former && current && stateOf({ before: former.item, after: current.item }) === 'moved';
  if ((isMoved && former.part.key === current.part.key) || !search.hasLeadingAnywhere()) return [];
  const hits = [former, current].filter((hit) => hit !== undefined);
  const inside = holding.inside(...hits).map(({ held }) => held);
  return inside.filter(({ item }) => leadsAnywhere(item));
}

/** Items elsewhere to which a reference is made or taken away, or that refer to what comes or goes. */
function linkedTo(changed: Changed, search: Search): readonly Hit[] {
  const own = [changed.former, changed.current].filter((hit) => hit !== undefined);
  const ends = changedReferences(changed).flatMap((id) => search.withId(id));
  const ids = cameOrWent(changed) ? own.map(({ item }) => nameOf(item.id)) : [];
  const users = ids.flatMap((id) => (id === undefined ? [] : search.users(id)));
  return [...ends, ...users].filter((hit) => isOnCanvas(hit) && isElsewhere(hit, own));
}

const isOnCanvas = ({ part }: Hit): boolean => part.kind === 'tab' || part.kind === 'subflow';

/** On another tab, or in a group that the items are not in. */
function isElsewhere(hit: Hit, own: readonly Hit[]): boolean {
  if (own.some(({ item, part }) => item.id === hit.item.id && part.key === hit.part.key)) return false;
  if (!own.some(({ part }) => part.key === hit.part.key)) return true;
  const groups = new Set(own.flatMap((each) => groupsOf(each).map(({ id }) => id)));
  return groupsOf(hit).some(({ id }) => !groups.has(id));
}

/** Other items of the same id in the same document, and what else is called by it. */
function twinsOf(
  { former, current }: Changed,
  search: Search,
  documents: { readonly before: FlowDocument; readonly after: FlowDocument },
): readonly Hit[] {
  const of = (hit: Hit | undefined, { parts }: FlowDocument): readonly Hit[] => {
    const id = nameOf(hit?.item.id);
    if (id === undefined) return [];
    const hits = search.withId(id).filter(({ part }) => parts.includes(part));
    return hits.length > 1 ? hits : [];
  };
  return [...of(former, documents.before), ...of(current, documents.after)];
}

function touchOrder(
  before: FlowDocument,
  after: FlowDocument,
  {
    touches,
    touch,
    reach,
  }: {
    readonly touches: Touches;
    readonly touch: (hit: Hit, what: Touch['what'], reason: TouchReason) => void;
    readonly reach: Reach;
  },
): void {
  const former = new Map(before.parts.map((part) => [part.key, part]));
  for (const part of after.parts) {
    const one = former.get(part.key);
    if (!one || one === part || !isReordered(one, part)) continue;
    for (const reached of reach.of({ item: {}, part })) touches.add('edit', reached);
  }
  // Whoever may change a tab may also have it stand elsewhere: Node-RED itself puts it last when it is sent alone.
  const [one, two] = [tabOrder(before), tabOrder(after)];
  const others = (order: readonly string[], other: readonly string[]): string =>
    JSON.stringify(order.filter((id) => other.includes(id) && !touches.owns(id)));
  if (others(one, two) !== others(two, one))
    for (const reached of reach.everywhere()) touches.add('edit', reached);
  for (const hit of reorderedTwins(before, after)) touch(hit, 'edit', 'twin');
}

const placeOf = ({ id, label }: FlowPart): Place => ({ id, name: label });

/** What is touched at each of these places; without an item the places as a whole. */
export function touchesOf(
  hit: Hit | undefined,
  reached: readonly Reached[],
  what: Touch['what'] = 'edit',
): readonly Touch[] {
  const item = hit && touchedItem(hit.item);
  const groups = hit ? groupsOf(hit) : [];
  return reached.map((place): Touch => ({ what, ...(item ? { item } : {}), ...place, groups }));
}

/** The touches of a change, each once: its first reason counts. */
class Touches {
  readonly #isEstablished: ReturnType<typeof establishedIn>;
  readonly #found = new Map<string, Touch>();
  readonly #owned = new Set<string>();

  constructor(before: FlowDocument) {
    this.#isEstablished = establishedIn(before);
  }

  /** What is in a group that was not there before is touched a second time, as if it were not in it. */
  add(what: Touch['what'], reached: Reached, hit?: Hit): void {
    for (const touch of touchesOf(hit, [reached], what)) {
      this.#keep(touch);
      const groups = hit ? touch.groups.filter(this.#isEstablished(hit)) : touch.groups;
      if (groups.length < touch.groups.length) this.#keep({ ...touch, groups });
    }
  }

  #keep(touch: Touch): void {
    const { what, reason, item, tab, subflow, groups } = touch;
    if (reason === 'own' && tab) this.#owned.add(tab.id);
    const key = JSON.stringify([what, item, tab, subflow, groups]);
    if (!this.#found.has(key)) this.#found.set(key, touch);
  }

  /** Whether a tab is touched as such, or by something on it. */
  owns(tab: string): boolean {
    return this.#owned.has(tab);
  }

  list(): readonly Touch[] {
    return [...this.#found.values()];
  }
}

function touchedItem(item: FlowItem): TouchedItem {
  const { id, type, label } = identity(item);
  // As Node-RED understands it, which takes `['exec']` for `exec`.
  return { id: id || (nameOf(item.id) ?? ''), name: label, type: type || (nameOf(item.type) ?? '') };
}
