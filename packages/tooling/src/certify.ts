import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from '@millwright/testing';
import { casesIn, packs, readCases, readmeOf } from './conformance/cases.ts';
import { sectionOf } from './conformance/published.ts';
import { withSection } from './conformance/table.ts';
import { failure, good } from './console.ts';
import { areas } from './test/areas.ts';
import { build, runTests } from './test/run-tests.ts';

/**
 * `npm run certify -- <pack>`: runs the tests that show its published cases, and writes what came of them into its README.
 * At full width with `MILLWRIGHT_ALL=1`, as CI compares it.
 */
const pack = packs.find((name) => name === process.argv[2]);
if (pack === undefined) {
  failure('Which pack?', `npm run certify -- ${packs.join(' | ')}`);
  process.exit(1);
}

const ids = new Set(readCases(pack).map(({ id }) => id));
const shows = (file: string): boolean => [...casesIn(readFileSync(file, 'utf8'))].some((id) => ids.has(id));
const files = areas(root, [])
  .flatMap((area) => area.files)
  .filter(shows);

build();
const { lines } = await runTests(files.map((file) => relative(root, file)));
const readme = readmeOf(pack);
const day = new Date().toISOString().slice(0, 10);
writeFileSync(readme, withSection(readFileSync(readme, 'utf8'), pack, sectionOf(pack, lines), day));
good(`Written to ${relative(root, readme)}`);
