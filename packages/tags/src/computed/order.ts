/** Where tags that are computed from each other stand. */
export interface Order {
  /** Each after those that it needs, those of the loops among them. */
  readonly order: readonly string[];
  /** Circles, each with its first tag again at its end; none shares a tag with another. */
  readonly loops: readonly (readonly string[])[];
}

/**
 * @param needsOf for each computed tag the computed tags that it names itself
 */
export function orderOf(needsOf: ReadonlyMap<string, readonly string[]>): Order {
  const needs = new Map(needsOf);
  const loops: (readonly string[])[] = [];
  for (;;) {
    const found = orderOrLoop(needs);
    if ('order' in found) return { order: found.order, loops };
    loops.push(found.loop);
    // None of them is computed, so none needs another any more.
    for (const tag of found.loop) needs.set(tag, []);
  }
}

type Attempt = { readonly order: readonly string[] } | { readonly loop: readonly string[] };

function orderOrLoop(needsOf: ReadonlyMap<string, readonly string[]>): Attempt {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];

  const visit = (tag: string): readonly string[] | undefined => {
    if (done.has(tag)) return undefined;
    const before = path.indexOf(tag);
    if (before >= 0) return [...path.slice(before), tag];
    path.push(tag);
    for (const need of needsOf.get(tag) ?? []) {
      const loop = visit(need);
      if (loop) return loop;
    }
    path.pop();
    done.add(tag);
    order.push(tag);
    return undefined;
  };

  for (const tag of needsOf.keys()) {
    const loop = visit(tag);
    if (loop) return { loop };
  }
  return { order };
}
