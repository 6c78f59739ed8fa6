import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '@millwright/testing';
import { atLeast, below } from './support/figure.ts';
import { millisecondsOf, StorageBench, start, write } from './support/storage.ts';

const day = 24 * 3_600;
const month = 30 * day;
const pixels = 1_000;
/** Segments of some 6 MB: a month of ten tags is then in several that are closed, as in a plant. */
const inSegments = 100_000_000;
/** Samples of a block, and what its row in an index takes: of these a month is drawn. */
const [perBlock, perRow] = [1_024, 142];

/** What stands here to compare with, or to reckon with. */
const beside = (name: string, value: number, unit: string): Figure => ({
  ...atLeast(name, { value }, unit, 0),
  reach: 'none, it stands here to reckon with',
  ok: true,
});

interface Written {
  readonly rate: number;
  /** Bytes a sample. */
  readonly each: number;
}

async function written(
  bench: StorageBench,
  tags: number,
  seconds: number,
): Promise<Written & { ms: number }> {
  const ms = await write(bench, tags, seconds);
  return { ms, rate: (tags * seconds * 1_000) / ms, each: bench.bytes() / (tags * seconds) };
}

const figuresOf = (
  name: string,
  { ms, rate, each }: Written & { readonly ms: number },
): readonly Figure[] => [
  beside(`time to write, ${name}`, ms / 1_000, 's'),
  atLeast(`samples written and on disk, ${name}`, { value: rate }, 'samples/s', 50_000),
  below(`room on disk, ${name}`, { value: each }, 'bytes/sample', 3),
];

/** The slowest of five drawings of tags over all that was written. */
async function drawn(bench: StorageBench, tags: readonly string[], seconds: number) {
  const view = { from: start, to: start + seconds * 1_000, pixels, gap: 60_000 };
  const times: number[] = [];
  let points = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    const ms = await millisecondsOf(async () => {
      const lines = await bench.store.lines(tags, view);
      points = Math.max(...lines.map(({ times }) => times.length));
    });
    times.push(ms);
    await sleep(50);
  }
  return { first: times[0] ?? 0, slowest: Math.max(...times), points };
}

async function opened(): Promise<readonly Figure[]> {
  const samples = 1_000_000;
  const bench = new StorageBench(1e12);
  try {
    await write(bench, 1, samples);
    const { slowest, points } = await drawn(bench, ['tag 0'], samples);
    const reopened = await millisecondsOf(() => bench.reopen());
    const what = '1,000,000 stored points opened';
    return [
      below(`${what}, the slowest of five`, { value: slowest }, 'ms', 1_000),
      below(`${what}, points for each pixel`, { value: points / pixels }, 'points', 2.01),
      beside('closing a store of 1,000,000 points, and opening it again', reopened, 'ms'),
    ];
  } finally {
    await bench.remove();
  }
}

async function* hourOfMany(tell: (measured: Written) => void): AsyncIterable<Figure> {
  const bench = new StorageBench(1e12);
  try {
    const measured = await written(bench, 1_000, 3_600);
    tell(measured);
    yield* figuresOf('1,000 tags for an hour', measured);
  } finally {
    await bench.remove();
  }
}

async function* monthOfTen(tell: (measured: Written) => void): AsyncIterable<Figure> {
  const bench = new StorageBench(inSegments);
  try {
    const measured = await written(bench, 10, month);
    tell(measured);
    yield* figuresOf('10 tags for 30 days', measured);
    const rollUps = bench.bytes('.index') / (10 * month);
    yield beside('of that, the roll-ups of closed segments', rollUps, 'bytes/sample');
    const what = `30 days at ${pixels.toLocaleString('en')} pixels`;
    const one = await drawn(bench, ['tag 0'], month);
    yield beside(`${what}, one tag, the first time after a start`, one.first, 'ms');
    yield below(`${what}, one tag, the slowest of five`, { value: one.slowest }, 'ms', 1_000);
    yield below(`${what}, one tag, points for each pixel`, { value: one.points / pixels }, 'points', 2.01);
    const all = await drawn(
      bench,
      Array.from({ length: 10 }, (_, tag) => `tag ${tag}`),
      month,
    );
    yield beside(`${what}, all ten tags, the slowest of five`, all.slowest, 'ms');
  } finally {
    await bench.remove();
  }
}

/** What a month of more tags takes, by the less favourable of what was measured. */
function* extrapolated(all: readonly Written[]): Iterable<Figure> {
  const each = Math.max(...all.map((one) => one.each));
  const rate = Math.min(...all.map((one) => one.rate));
  for (const tags of [10, 100, 1_000]) {
    const [count, seconds] = [tags.toLocaleString('en'), month.toLocaleString('en')];
    yield beside(
      `a month of ${count} tags each second = ${each.toFixed(2)} bytes x ${count} x ${seconds}`,
      (each * tags * month) / 1e6,
      'MB',
    );
  }
  yield beside(
    `1,000 tags each second, of what it can write = 1,000 / ${Math.round(rate).toLocaleString('en')}`,
    (100 * 1_000) / rate,
    '%',
  );
  yield beside(
    `rows of roll-ups that are read for a month of one tag, however many there are = ${month.toLocaleString('en')} / 1,024 x ${perRow} bytes`,
    ((month / perBlock) * perRow) / 1_000,
    'kB',
  );
}

/** How samples are kept and drawn, without any browser. */
export async function* run(): AsyncIterable<Figure> {
  const measured: Written[] = [];
  const note = (each: Written): void => void measured.push(each);
  yield* await opened();
  yield* hourOfMany(note);
  yield* monthOfTen(note);
  yield* extrapolated(measured);
}
