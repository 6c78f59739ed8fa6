import type { Chosen, Side } from './choose.ts';
import type { Entry } from './entries.ts';

/**
 * The items that would run, in their order: each part that is taken over fills the places of its items that run, single
 * items take the place of those with their id, and what has no place comes after the item before it in the other
 * document.
 */
export function arrange(now: Side, then: Side, { parts, items }: Chosen): Entry[] {
  const isTaken = (entry: Entry): boolean => parts.has(entry.part) || items.has(entry);
  const taken = then.entries.filter(isTaken);
  const takenIds = new Map(taken.filter(({ id }) => id !== '').map((entry) => [entry.id, entry]));
  const ofParts = [...Map.groupBy(taken, ({ part }) => part)];
  const waiting = new Map(ofParts.map(([part, entries]) => [part, entries.values()]));
  const lastPlace = new Map(
    now.entries.flatMap(({ part }, index) => (parts.has(part) ? [[part, index] as const] : [])),
  );

  const arranged: Entry[] = [];
  const placed = new Set<Entry>();
  const put = (entry: Entry | undefined): void => {
    if (!entry || placed.has(entry)) return;
    placed.add(entry);
    arranged.push(entry);
  };
  now.entries.forEach((entry, index) => {
    if (parts.has(entry.part)) {
      put(waiting.get(entry.part)?.next().value);
      if (lastPlace.get(entry.part) === index) for (const rest of waiting.get(entry.part) ?? []) put(rest);
      return;
    }
    const instead = entry.id === '' ? undefined : takenIds.get(entry.id);
    // One that stands elsewhere in the other document moves there.
    if (!instead) arranged.push(entry);
    else if (!parts.has(instead.part)) put(instead);
  });
  return insertRest(arranged, then.entries, taken, placed);
}

function insertRest(
  arranged: readonly Entry[],
  order: readonly Entry[],
  taken: readonly Entry[],
  placed: ReadonlySet<Entry>,
): Entry[] {
  const missing = new Set(taken.filter((entry) => !placed.has(entry)));
  if (missing.size === 0) return [...arranged];
  const present = new Set(arranged.map(({ id }) => id));
  const first: Entry[] = [];
  const after = new Map<string, Entry[]>();
  let line = first;
  for (const entry of order) {
    if (missing.has(entry)) line.push(entry);
    else if (entry.id !== '' && present.has(entry.id)) {
      line = after.get(entry.id) ?? [];
      after.set(entry.id, line);
    }
  }
  return [
    ...first,
    ...arranged.flatMap((entry) => {
      const following = entry.id === '' ? undefined : after.get(entry.id);
      after.delete(entry.id);
      return following ? [entry, ...following] : [entry];
    }),
  ];
}
