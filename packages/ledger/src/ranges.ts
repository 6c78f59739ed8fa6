/** Numbers of events without a gap: from the first to the last, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Ranges that touch or lie within each other as one, in rising order. */
export function merged(ranges: readonly Range[]): Range[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** As an `audit.prune` event says it: `0-255,300-300`. */
export const rangesText = (ranges: readonly Range[]): string =>
  ranges.map(({ from, to }) => `${from}-${to}`).join();

/** @returns undefined if it is not as {@link rangesText} writes it */
export function readRanges(text: string): readonly Range[] | undefined {
  const ranges: Range[] = [];
  for (const part of text.split(',')) {
    const [, from, to] = /^(\d{1,12})-(\d{1,12})$/.exec(part) ?? [];
    if (from === undefined || to === undefined || Number(from) > Number(to)) return undefined;
    ranges.push({ from: Number(from), to: Number(to) });
  }
  return ranges;
}

/** The first number that only one of both has. @param left merged @param right merged */
export function firstDifference(left: readonly Range[], right: readonly Range[]): number | undefined {
  for (let index = 0; index < left.length || index < right.length; index += 1) {
    const [a, b] = [left[index], right[index]];
    if (!a || !b) return (a ?? b)?.from;
    if (a.from !== b.from) return Math.min(a.from, b.from);
    if (a.to !== b.to) return Math.min(a.to, b.to) + 1;
  }
  return undefined;
}

export const includesNumber = (ranges: readonly Range[], number: number): boolean =>
  ranges.some(({ from, to }) => from <= number && number <= to);
