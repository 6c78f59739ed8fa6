import { diffArrays } from 'diff';

export interface DifferenceLine {
  readonly state: 'same' | 'added' | 'removed';
  /** Without its line break. */
  readonly text: string;
}

/** Lines that differ, with those around them. Lines are counted from 1. */
export interface LineHunk {
  readonly beforeStart: number;
  readonly afterStart: number;
  readonly lines: readonly DifferenceLine[];
}

/** Texts that have less in common are shown as one removed and one added: the search would take too long. */
const mostEdits = 2000;

/**
 * The difference of two texts by lines.
 *
 * @param context how many same lines are shown around those that differ; all of them by default
 * @returns nothing if they are the same
 */
export function lineDifference(
  before: string,
  after: string,
  { context = Number.POSITIVE_INFINITY }: { readonly context?: number } = {},
): LineHunk[] {
  if (before === after) return [];
  return hunksOf(alignedLines(linesOf(before), linesOf(after)), context);
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'));

function alignedLines(before: string[], after: string[]): DifferenceLine[] {
  const runs = diffArrays(before, after, { maxEditLength: mostEdits });
  const all = (state: DifferenceLine['state'], texts: readonly string[]) =>
    texts.map((text): DifferenceLine => ({ state, text }));
  if (!runs) return [...all('removed', before), ...all('added', after)];
  return runs.flatMap(({ added, removed, value }) =>
    all(added ? 'added' : removed ? 'removed' : 'same', value),
  );
}

function hunksOf(lines: readonly DifferenceLine[], context: number): LineHunk[] {
  const hunks: { beforeStart: number; afterStart: number; lines: DifferenceLine[] }[] = [];
  const differing = lines.flatMap(({ state }, index) => (state === 'same' ? [] : [index]));
  let next = 0;
  let shownUntil = -1;
  let beforeLine = 1;
  let afterLine = 1;
  lines.forEach((line, index) => {
    while (next < differing.length && (differing[next] ?? 0) < index) next += 1;
    const near =
      (differing[next] ?? Number.POSITIVE_INFINITY) - index <= context ||
      index - (differing[next - 1] ?? Number.NEGATIVE_INFINITY) <= context;
    if (near) {
      if (shownUntil !== index - 1 || hunks.length === 0) {
        hunks.push({ beforeStart: beforeLine, afterStart: afterLine, lines: [] });
      }
      hunks.at(-1)?.lines.push(line);
      shownUntil = index;
    }
    if (line.state !== 'added') beforeLine += 1;
    if (line.state !== 'removed') afterLine += 1;
  });
  return hunks;
}
