interface Named {
  readonly id: string;
  readonly name: string;
}

const folded = (name: string): string => name.trim().normalize('NFKC').toLowerCase();

/** The ids of those whose name another one has, too: people need the id to tell them apart. */
export function doubles(all: readonly Named[]): ReadonlySet<string> {
  const named = Map.groupBy(all, ({ name }) => folded(name));
  return new Set([...named.values()].flatMap((same) => (same.length > 1 ? same.map(({ id }) => id) : [])));
}
