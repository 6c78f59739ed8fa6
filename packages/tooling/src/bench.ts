import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Benchmark, type Figure, root } from '@millwright/testing';
import { failure, step } from './console.ts';

/** `npm run bench -- <area> [--json]`: measures, and prints each figure beside what to reach. */
const [area = '', ...options] = process.argv.slice(2);
const asJson = options.includes('--json');
const directory = join(root, 'test/benchmarks');
const known = readdirSync(directory)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace(/\.ts$/, ''));
const file = join(directory, `${area}.ts`);
if (!known.includes(area) || !existsSync(file)) {
  failure(
    area ? `There is no benchmark "${area}".` : 'Which area?',
    `npm run bench -- ${known.join(' | ')} [--json]`,
  );
  process.exit(1);
}

if (!asJson) step(`Measuring ${area} (a few minutes; leave the machine alone meanwhile)`);
const benchmark: Benchmark = await import(pathToFileURL(file).href);
const figures: Figure[] = [];
for await (const figure of measured(benchmark)) {
  figures.push(figure);
  if (!asJson) console.log(line(figure));
}
if (asJson) console.log(JSON.stringify({ area, figures }, null, 2));
process.exit(figures.every(({ ok }) => ok) ? 0 : 1);

/** One figure after the other, as soon as a benchmark knows it. */
async function* measured({ run }: Benchmark): AsyncIterable<Figure> {
  const figures = run();
  yield* Symbol.asyncIterator in figures ? figures : await figures;
}

function line({ name, value, interval, unit, reach, ok }: Figure): string {
  const range = interval ? `, 95 % between ${interval.map(shown).join(' and ')}` : '';
  return `${ok ? '●' : '■'} ${name}: ${shown(value)} ${unit}${range} (to reach: ${reach})`;
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
