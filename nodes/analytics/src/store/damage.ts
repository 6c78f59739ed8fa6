/** Samples that are not what was written, or that cannot be read. */
export interface Damage {
  /** The file, and where in it: what is found again is the same. */
  readonly place: string;
  /** The number of the tag; undefined where nobody knows it. */
  readonly tag: number | undefined;
  /** The samples lay between these times (ms UTC). */
  readonly from: number;
  readonly to: number;
}

/** Damage as it is told: plain data. */
export interface DamageNews {
  readonly places: number;
  readonly tags: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Places that are remembered at most, so that a disk that dies does not take all memory. */
const maxPlaces = 100_000;

/** What has been found out about damage. Each place is told once, however often it is come upon. */
export class Damages {
  readonly #known = new Set<string>();
  #fresh: Damage[] = [];

  /** Whether anything was found since the start. */
  get hasAny(): boolean {
    return this.#known.size > 0;
  }

  add(damage: Damage): void {
    if (this.#known.has(damage.place) || this.#known.size >= maxPlaces) return;
    this.#known.add(damage.place);
    this.#fresh.push(damage);
  }

  /**
   * What was found since this was last asked.
   *
   * @param nameOf a tag by its number; undefined where it has none any more
   */
  news(nameOf: (tag: number) => string | undefined): DamageNews | undefined {
    const fresh = this.#fresh;
    if (fresh.length === 0) return undefined;
    this.#fresh = [];
    return joinDamage(
      fresh.map(({ tag, from, to }) => {
        const name = tag === undefined ? undefined : nameOf(tag);
        return { places: 1, tags: name === undefined ? [] : [name], from, to };
      }),
    );
  }
}

/** Several news as one. */
export function joinDamage(news: readonly DamageNews[]): DamageNews {
  let [places, from, to] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const tags = new Set<string>();
  for (const each of news) {
    places += each.places;
    from = Math.min(from, each.from);
    to = Math.max(to, each.to);
    for (const tag of each.tags) tags.add(tag);
  }
  return { places, tags: [...tags], from, to };
}
