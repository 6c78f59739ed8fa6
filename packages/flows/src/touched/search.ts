import type { FlowItem, FlowPart } from '../document.ts';
import { readItem } from '../item-pairs.ts';
import { leadingAnywhereIn, withIdIn } from './part-index.ts';
import { referencesOf } from './references.ts';

/** An item where it stands. */
export interface Hit {
  readonly item: FlowItem;
  readonly part: FlowPart;
}

/** An item that is not as it was; `former` and `current` say where it stands. */
export interface Changed {
  readonly former?: Hit;
  readonly current?: Hit;
}

const none: readonly Hit[] = [];

/** Above this, reading all items once costs less than looking through their texts for each id. */
const mostLookedFor = 24;

/**
 * Finds items in parts, and reads only those that it has to: most changes are small, and the parts are not.
 */
export class Search {
  readonly #parts: readonly FlowPart[];
  readonly #withId = new Map<string, readonly Hit[]>();
  readonly #users = new Map<string, readonly Hit[]>();
  readonly #instances = new Map<string, readonly Hit[]>();
  #all: readonly Hit[] | undefined;
  #allUsers: ReadonlyMap<string, readonly Hit[]> | undefined;

  constructor(parts: readonly FlowPart[]) {
    this.#parts = parts;
  }

  /** The items of an id; there may be several. */
  withId(id: string): readonly Hit[] {
    const known = this.#withId.get(id);
    if (known) return known;
    const hits: Hit[] = [];
    for (const part of this.#parts) hits.push(...withIdIn(part, id));
    this.#withId.set(id, hits);
    return hits;
  }

  /** Looks for the users of many ids at once; {@link users} knows of them then. */
  lookForUsers(ids: Iterable<string>): void {
    const wanted = [...ids].filter((id) => !this.#users.has(id));
    if (wanted.length > mostLookedFor) this.#allUsers ??= this.#readAll();
    for (const id of wanted) {
      const hits = this.#allUsers
        ? (this.#allUsers.get(id) ?? none)
        : this.#containing(needleOf(id), (item) => referencesOf(item).has(id));
      this.#users.set(
        id,
        hits.filter(({ item }) => item.id !== id),
      );
    }
  }

  /** The items that refer to an id. */
  users(id: string): readonly Hit[] {
    this.lookForUsers([id]);
    return this.#users.get(id) ?? none;
  }

  /** The instances of a subflow. */
  instances(subflow: string): readonly Hit[] {
    const type = `subflow:${subflow}`;
    const known = this.#instances.get(subflow);
    if (known) return known;
    const hits = this.#containing(JSON.stringify(type), (item) => item.type === type);
    this.#instances.set(subflow, hits);
    return hits;
  }

  /** Whether variables say what some item reaches. */
  hasLeadingAnywhere(): boolean {
    return this.#parts.some((part) => leadingAnywhereIn(part).length > 0);
  }

  /** All items there are. */
  all(): readonly Hit[] {
    this.#all ??= this.#parts.flatMap((part) => this.within(part));
    return this.#all;
  }

  /** The items of a part. */
  within(part: FlowPart): readonly Hit[] {
    return part.texts.map((text) => ({ item: readItem(text), part }));
  }

  #containing(needle: string, fits: (item: FlowItem) => boolean): readonly Hit[] {
    const hits: Hit[] = [];
    for (const part of this.#parts) {
      for (const text of part.texts) {
        if (!text.includes(needle)) continue;
        const item = readItem(text);
        if (fits(item)) hits.push({ item, part });
      }
    }
    return hits;
  }

  #readAll(): ReadonlyMap<string, readonly Hit[]> {
    const users = new Map<string, Hit[]>();
    for (const part of this.#parts) {
      for (const text of part.texts) {
        const item = readItem(text);
        for (const id of referencesOf(item)) {
          const hits = users.get(id);
          if (hits) hits.push({ item, part });
          else users.set(id, [{ item, part }]);
        }
      }
    }
    return users;
  }
}

/** How a reference is written: a text in quotation marks, a number without. */
const needleOf = (id: string): string => (String(Number(id)) === id ? id : JSON.stringify(id));
