/** Where tags that are computed from each other stand. */
export interface Order {
  /** Each after those that it needs, those of the loops among them. */
  readonly order: readonly string[];
  /** Circles, each with its first tag again at its end; none shares a tag with another. */
  readonly loops: readonly (readonly string[])[];
}

/**
 * One walk, however many loops there are: each tag is looked at once.
 *
 * @param needsOf for each computed tag the computed tags that it names itself
 */
export function orderOf(needsOf: ReadonlyMap<string, readonly string[]>): Order {
  const order: string[] = [];
  const loops: (readonly string[])[] = [];
  const done = new Set<string>();
  /** From a tag to one that it needs, and on from there, each with those of its needs that are still to be seen. */
  const path: { readonly tag: string; readonly needs: Iterator<string> }[] = [];
  const placeOnPath = new Map<string, number>();

  const enter = (tag: string): void => {
    if (done.has(tag)) return;
    const before = placeOnPath.get(tag);
    if (before === undefined) {
      placeOnPath.set(tag, path.length);
      path.push({ tag, needs: (needsOf.get(tag) ?? []).values() });
    } else {
      // None of them is computed, so none needs another any more.
      loops.push([...leave(before), tag]);
    }
  };
  const leave = (from: number): readonly string[] => {
    const left = path.splice(from).map(({ tag }) => tag);
    for (const tag of left) {
      done.add(tag);
      order.push(tag);
    }
    return left;
  };

  for (const first of needsOf.keys()) {
    enter(first);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const need = last.needs.next();
      if (need.done) leave(path.length - 1);
      else enter(need.value);
    }
  }
  return { order, loops };
}
