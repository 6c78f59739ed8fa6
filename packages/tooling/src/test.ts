import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, nodes, root } from '@millwright/testing';
import { attention, failure, step } from './console.ts';
import { areas } from './test/areas.ts';
import { offline } from './test/offline.ts';
import { missingPeers, readLines, totalsLine } from './test/totals.ts';

/**
 * `npm test [-- <part of a path> …]`: builds, then runs every test.
 * With `MILLWRIGHT_ALL=1` at full width, and a test that is skipped counts as failed.
 */
const filters = process.argv.slice(2);
const run = (node: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): number | null =>
  spawnSync(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }).status;

if (
  run(process.execPath, ['--conditions=@millwright/source', join(root, 'packages/tooling/src/build.ts')]) !==
  0
)
  process.exit(1);

const scratch = mkdtempSync(join(tmpdir(), 'millwright-totals-'));
const totals = join(scratch, 'totals.jsonl');
const missing = join(scratch, 'missing.tsv');
const times: string[] = [];
let broken = false;

for (const area of areas(root, filters)) {
  const binaries = area.units ? nodes() : nodes().slice(-1);
  for (const node of binaries) {
    const title = area.units ? `${area.name} on Node ${node.version}` : area.name;
    step(`Testing ${title}`);
    const before = readLines(totals).length;
    const started = performance.now();
    const { prefix, kind } = area.offline ? offline() : { prefix: [], kind: '' };
    const [command, ...args] = [...prefix, node.path];
    const status = run(
      command ?? node.path,
      [
        ...args,
        '--conditions=@millwright/source',
        '--disable-warning=ExperimentalWarning',
        join(root, 'node_modules/mocha/bin/mocha.js'),
        '--config',
        join(root, 'packages/tooling/mocharc.json'),
        ...area.files,
      ],
      { MILLWRIGHT_TOTALS: totals, MILLWRIGHT_MISSING_PEERS: missing, MILLWRIGHT_OFFLINE: kind },
    );
    const ran = readLines(totals).slice(before);
    // A process that dies (or a hook that fails before a test) must never pass for a quiet success.
    if (status !== 0 && !ran.some((line) => line.state === 'failed')) broken = true;
    times.push(`${title}: ${ran.length} tests in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
}

const lines = readLines(totals);
const failed = lines.filter((line) => line.state === 'failed');
const skipped = lines.filter((line) => line.state === 'skipped');
console.log('');
for (const time of times) console.log(`  ${time}`);
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
