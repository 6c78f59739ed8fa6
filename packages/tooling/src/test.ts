import { writeFileSync } from 'node:fs';
import { everything } from '@millwright/testing';
import { staleAfter } from './conformance/published.ts';
import { attention, failure } from './console.ts';
import { titleOf } from './test/run-area.ts';
import { build, runTests } from './test/run-tests.ts';
import { totalsLine } from './test/totals.ts';

/**
 * `npm test [-- <part of a path> …]`: builds, then runs every test.
 * With `MILLWRIGHT_ALL=1` at full width: a test that is skipped counts as failed, and so does a published table of cases that
 * says something else than what a whole run has shown. With `MILLWRIGHT_RESULTS=<file>` the results are kept for `npm run certify -- <pack> --from <file>`.
 */
const filters = process.argv.slice(2);

build();
const { lines, ran, broken, missingPeers } = await runTests(filters);
const results = process.env['MILLWRIGHT_RESULTS'];
if (results) writeFileSync(results, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const failed = lines.filter((line) => line.state === 'failed');
const skipped = lines.filter((line) => line.state === 'skipped');
const stale = everything && filters.length === 0 ? staleAfter(lines) : [];
console.log('');
for (const [piece, { lines: tests, seconds }] of ran)
  console.log(`  ${titleOf(piece)}: ${tests.length} tests in ${seconds.toFixed(0)} s`);
for (const peer of missingPeers) attention(`Not found, its tests were skipped: ${peer}`);
for (const line of failed) failure(line.title, line.why?.replaceAll('\n', '\n  '));
if (everything && skipped.length > 0)
  failure('With MILLWRIGHT_ALL=1 no test may be skipped:', skipped.map((line) => line.title).join('\n  '));
for (const pack of stale)
  failure(
    `The table of cases in nodes/${pack}/README.md is stale.`,
    `Cases, results or versions of peers differ: MILLWRIGHT_ALL=1 npm run certify -- ${pack}`,
  );
if (lines.length === 0 && !broken)
  failure('No test file has that in its path.', `Asked for: ${filters.join(' ')}`);
if (broken) failure('A test process ended with an error outside its tests (above).');
console.log(`\n${totalsLine(lines)}`);
process.exit(
  failed.length > 0 || broken || lines.length === 0 || stale.length > 0 || (everything && skipped.length > 0)
    ? 1
    : 0,
);
