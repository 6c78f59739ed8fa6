import { merged, type Range, rangesText } from '@millwright/ledger';

/** Numbers as the fewest ranges. @param numbers in rising order */
export function rangesOf(numbers: readonly number[]): Range[] {
  const ranges: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && number === last.to + 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  return ranges;
}

/** What is left of the events before a number without those of some ranges. */
export function without(before: number, ranges: readonly Range[]): Range[] {
  const free: Range[] = [];
  let from = 0;
  for (const range of merged(ranges)) {
    if (range.from > from) free.push({ from, to: Math.min(range.from, before) - 1 });
    from = Math.max(from, range.to + 1);
  }
  free.push({ from, to: before - 1 });
  return free.filter((range) => range.from <= range.to);
}

/** Of the texts that an event carries, by its shape. */
const longestText = 4000;

/** The first of these numbers whose ranges fit into one event. @param numbers in rising order */
export function fitting(numbers: readonly number[]): { readonly count: number; readonly text: string } {
  let length = 0;
  let count = 0;
  const fit: Range[] = [];
  for (const range of rangesOf(numbers)) {
    length += rangesText([range]).length + 1;
    if (length > longestText) break;
    fit.push(range);
    count += range.to - range.from + 1;
  }
  return { count, text: rangesText(fit) };
}
