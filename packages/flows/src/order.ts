/**
 * Which of the same keys stand elsewhere: the fewest whose removal leaves the rest in the same order in both lists.
 *
 * @param before all keys, each once
 * @param after the same keys in their new order
 */
export function displaced(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  if (before.every((key, index) => key === after[index])) return new Set();
  const places = new Map(before.map((key, index) => [key, index]));
  const order = after.map((key) => places.get(key) ?? 0);
  const kept = longestIncreasing(order);
  return new Set(after.filter((_, index) => !kept.has(index)));
}

/** The indexes of one longest increasing subsequence (patience sorting: n log n). */
function longestIncreasing(values: readonly number[]): ReadonlySet<number> {
  const piles: number[] = [];
  const previous: (number | undefined)[] = [];
  values.forEach((value, index) => {
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[piles[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? piles[low - 1] : undefined;
    piles[low] = index;
  });
  const kept = new Set<number>();
  for (let index = piles.at(-1); index !== undefined; index = previous[index]) kept.add(index);
  return kept;
}
