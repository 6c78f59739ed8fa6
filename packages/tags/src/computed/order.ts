/** Where tags that are computed from each other stand: `order` puts each after those that it needs. */
export type Order = { readonly order: readonly string[] } | { readonly loop: readonly string[] };

/**
 * @param needsOf for each computed tag the computed tags that it names itself
 */
export function orderOf(needsOf: ReadonlyMap<string, readonly string[]>): Order {
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
