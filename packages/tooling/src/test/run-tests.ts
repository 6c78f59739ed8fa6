import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, nodes, root } from '@millwright/testing';
import { step } from '../console.ts';
import { type Area, areas, inParts } from './areas.ts';
import { inLanes } from './lanes.ts';
import { type Piece, type Ran, runPiece, titleOf } from './run-area.ts';
import { missingPeers, type TestLine } from './totals.ts';

/** Builds everything that tests load; ends this process where that fails. */
export function build(): void {
  const script = join(root, 'packages/tooling/src/build.ts');
  const options = { cwd: root, stdio: 'inherit' } as const;
  const { status } = spawnSync(process.execPath, ['--conditions=@millwright/source', script], options);
  if (status !== 0) process.exit(1);
}

export interface Run {
  readonly lines: readonly TestLine[];
  /** What each piece took. */
  readonly ran: ReadonlyMap<Piece, Ran>;
  /** A test process ended with an error that is no test's. */
  readonly broken: boolean;
  readonly missingPeers: readonly string[];
}

/**
 * At full width units run on each Node.js, those on the older ones beside what has to be alone. At a user's width they run on
 * one, and half of them beside it, which takes about as long.
 */
function piecesOf(all: readonly Area[]): readonly Piece[] {
  const isHalved = !everything && all.some(({ alone }) => alone);
  return all.flatMap((area) =>
    (area.units ? nodes() : nodes().slice(-1)).flatMap((node, index, { length }): readonly Piece[] => {
      const isNarrow = index < length - 1;
      if (!area.units || !isHalved) return [{ area, node, isNarrow, isBeside: isNarrow }];
      return inParts(area, 2).map((part, half) => ({ area: part, node, isNarrow, isBeside: half === 1 }));
    }),
  );
}

/** Runs every test, or those whose file has one of `filters` in its path. */
export async function runTests(filters: readonly string[]): Promise<Run> {
  const scratch = mkdtempSync(join(tmpdir(), 'millwright-totals-'));
  const missing = join(scratch, 'missing.tsv');
  const pieces = piecesOf(areas(root, filters));
  const ran = new Map<Piece, Ran>();

  const cores = availableParallelism();
  async function runEach(some: readonly Piece[], lane: number, lanes: number): Promise<void> {
    for (const piece of some) {
      step(`Testing ${titleOf(piece)}`);
      const totals = join(scratch, `${pieces.indexOf(piece)}.jsonl`);
      ran.set(piece, await runPiece(piece, { totals, missing, lane, lanes }));
    }
  }
  /** As many side by side as there are lanes. */
  async function runAll(rows: readonly (readonly Piece[])[], most: number): Promise<void> {
    const lanes = cores === 1 ? 1 : Math.min(most, rows.length, cores + most - 2);
    await inLanes(rows, lanes, (row, lane) => runEach(row, lane, lanes));
  }

  // Tests mostly wait for a Node-RED to start, or for a page to be drawn: one more than there are cores keeps these busy. With two
  // more a device on two cores missed its time limits. What takes longest comes first, so that none of it is left for the end, with
  // nothing beside it.
  const isFirst = ({ area }: Piece): boolean => (everything ? area.long : area.slow);
  const isLonger = (one: Piece, other: Piece): number =>
    Number(isFirst(other)) - Number(isFirst(one)) || other.area.files.length - one.area.files.length;
  const {
    alone = [],
    beside = [],
    others = [],
  } = Object.groupBy(pieces, ({ area, isBeside }) => (area.alone ? 'alone' : isBeside ? 'beside' : 'others'));
  await runAll(
    others.toSorted(isLonger).map((piece) => [piece]),
    3,
  );
  // What has to be alone keeps one core busy at most; units at a user's width neither build nor take ports that it wants.
  await runAll(
    [alone, beside].filter((row) => row.length > 0),
    2,
  );
  const run = {
    lines: pieces.flatMap((piece) => ran.get(piece)?.lines ?? []),
    ran,
    broken: pieces.some((piece) => ran.get(piece)?.broken ?? true),
    missingPeers: missingPeers(missing),
  };
  rmSync(scratch, { recursive: true, force: true });
  return run;
}
