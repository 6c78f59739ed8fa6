import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '@millwright/testing';
import { casesIn, packs, readCases, readmeOf } from './conformance/cases.ts';
import { sectionOf } from './conformance/published.ts';
import { withSection } from './conformance/table.ts';
import { failure, good } from './console.ts';
import { areas } from './test/areas.ts';
import { build, runTests } from './test/run-tests.ts';
import { readLines, type TestLine } from './test/totals.ts';

/**
 * `npm run certify -- <pack>`: runs the tests that show its published cases, and writes what came of them into its README.
 * At full width with `MILLWRIGHT_ALL=1`, as CI compares it. With `--from <file>` it runs nothing, and takes the results of a whole
 * `npm test` that kept them in that file (`MILLWRIGHT_RESULTS`).
 */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { from: { type: 'string' } } });
const pack = packs.find((name) => name === positionals[0]);
if (pack === undefined) {
  failure('Which pack?', `npm run certify -- ${packs.join(' | ')} [--from <results of a run>]`);
  process.exit(1);
}

const lines =
  values.from === undefined
    ? await run(pack)
    : readLines(resolve(process.env['INIT_CWD'] ?? root, values.from));
if (lines.length === 0) {
  failure(
    `There are no results in ${values.from}.`,
    'MILLWRIGHT_RESULTS=<file> npm test keeps those of a run.',
  );
  process.exit(1);
}
const readme = readmeOf(pack);
const day = new Date().toISOString().slice(0, 10);
writeFileSync(readme, withSection(readFileSync(readme, 'utf8'), pack, sectionOf(pack, lines), day));
good(`Written to ${relative(root, readme)}`);

/** Runs the files that show a case of the pack. */
async function run(name: string): Promise<readonly TestLine[]> {
  const ids = new Set(readCases(name).map(({ id }) => id));
  const shows = (file: string): boolean => [...casesIn(readFileSync(file, 'utf8'))].some((id) => ids.has(id));
  const files = areas(root, [])
    .flatMap((area) => area.files)
    .filter(shows);
  build();
  return (await runTests(files.map((file) => relative(root, file)))).lines;
}
