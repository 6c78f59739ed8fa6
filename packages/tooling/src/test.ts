import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, nodes, root } from '@millwright/testing';
import { attention, failure, step } from './console.ts';
import { areas } from './test/areas.ts';
import { inLanes } from './test/lanes.ts';
import { type Piece, type Ran, runPiece, titleOf } from './test/run-area.ts';
import { missingPeers, totalsLine } from './test/totals.ts';

/**
 * `npm test [-- <part of a path> …]`: builds, then runs every test.
 * With `MILLWRIGHT_ALL=1` at full width, and a test that is skipped counts as failed.
 */
const filters = process.argv.slice(2);

const build = join(root, 'packages/tooling/src/build.ts');
if (
  spawnSync(process.execPath, ['--conditions=@millwright/source', build], { cwd: root, stdio: 'inherit' })
    .status !== 0
)
  process.exit(1);

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

async function runAll(some: readonly Piece[], most: number): Promise<void> {
  const cores = availableParallelism();
  const lanes = cores === 1 ? 1 : Math.min(most, some.length, cores + 1);
  await inLanes(some, lanes, async (piece, lane) => {
    step(`Testing ${titleOf(piece)}`);
    const totals = join(scratch, `${pieces.indexOf(piece)}.jsonl`);
    ran.set(piece, await runPiece(piece, { totals, missing, lane, lanes }));
  });
}

// Tests mostly wait for a Node-RED to start, or for a page to be drawn: one more than there are cores keeps these busy. What takes
// longest comes first, so that none of it is left for the end, with nothing beside it.
const isLonger = (one: Piece, other: Piece): number =>
  Number(other.area.long) - Number(one.area.long) || other.area.files.length - one.area.files.length;
await runAll(pieces.filter(({ area }) => !area.alone).toSorted(isLonger), 3);
await runAll(
  pieces.filter(({ area }) => area.alone),
  1,
);

const lines = pieces.flatMap((piece) => ran.get(piece)?.lines ?? []);
const broken = pieces.some((piece) => ran.get(piece)?.broken ?? true);
const failed = lines.filter((line) => line.state === 'failed');
const skipped = lines.filter((line) => line.state === 'skipped');
console.log('');
for (const [piece, { lines: tests, seconds }] of ran)
  console.log(`  ${titleOf(piece)}: ${tests.length} tests in ${seconds.toFixed(0)} s`);
for (const peer of missingPeers(missing)) attention(`Not found, its tests were skipped: ${peer}`);
for (const line of failed) failure(line.title);
if (everything && skipped.length > 0)
  failure('With MILLWRIGHT_ALL=1 no test may be skipped:', skipped.map((line) => line.title).join('\n  '));
if (lines.length === 0 && !broken)
  failure('No test file has that in its path.', `Asked for: ${filters.join(' ')}`);
if (broken) failure('A test process ended with an error outside its tests (above).');
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${totalsLine(lines)}`);
process.exit(failed.length > 0 || broken || lines.length === 0 || (everything && skipped.length > 0) ? 1 : 0);
