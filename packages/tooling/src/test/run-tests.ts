import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodes, root } from '@millwright/testing';
import { step } from '../console.ts';
import { areas } from './areas.ts';
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

/** Runs every test, or those whose file has one of `filters` in its path. */
export async function runTests(filters: readonly string[]): Promise<Run> {
  const scratch = mkdtempSync(join(tmpdir(), 'millwright-totals-'));
  const missing = join(scratch, 'missing.tsv');
  const pieces = areas(root, filters).flatMap((area): readonly Piece[] =>
    (area.units ? nodes() : nodes().slice(-1)).map((node, index, all) => ({
      area,
      node,
      isNarrow: index < all.length - 1,
    })),
  );
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
    const lanes = cores === 1 ? 1 : Math.min(most, rows.length, cores + 1);
    await inLanes(rows, lanes, (row, lane) => runEach(row, lane, lanes));
  }

  // Tests mostly wait for a Node-RED to start, or for a page to be drawn: one more than there are cores keeps these busy. What takes
  // longest comes first, so that none of it is left for the end, with nothing beside it.
  const isLonger = (one: Piece, other: Piece): number =>
    Number(other.area.long) - Number(one.area.long) || other.area.files.length - one.area.files.length;
  const {
    alone = [],
    beside = [],
    others = [],
  } = Object.groupBy(pieces, ({ area, isNarrow }) =>
    area.alone ? 'alone' : area.units && isNarrow ? 'beside' : 'others',
  );
  await runAll(
    others.toSorted(isLonger).map((piece) => [piece]),
    3,
  );
  // What has to be alone keeps one core busy at most; units on the older Node.js neither build nor take ports that it wants.
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
