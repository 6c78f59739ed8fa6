import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerBeside } from '@millwright/store';
import type { Figure } from '@millwright/testing';
import { waitFor } from '@millwright/testing';
import { KeptStore } from '../../nodes/analytics/src/store/kept-store.ts';
import { atLeast, below } from './support/figure.ts';
import { chance, plantTag } from './support/plant-samples.ts';

const start = 1_790_000_000_000;
const day = 24 * 3_600;
const seed = Number(process.env['SEED'] ?? 7);
const worker = workerBeside(new URL('../../nodes/analytics/src/runtime/main.ts', import.meta.url).href);

/** What stands here to compare with, or to reckon with. */
const beside = (name: string, value: number, unit: string): Figure => ({
  ...atLeast(name, { value }, unit, 0),
  reach: 'none, it stands here to reckon with',
  ok: true,
});

/** A store in a folder of its own, as nodes have it: with its thread, and durable within 5 s. */
class Bench {
  readonly directory = mkdtempSync(join(tmpdir(), 'millwright-storage-'));
  #store = this.#open();

  #open(): KeptStore {
    return new KeptStore({
      id: 'bench',
      name: 'bench',
      directory: join(this.directory, 'store'),
      version: '0',
      days: 36_500,
      bytes: 1e12,
      within: 5_000,
      worker,
      log: { info() {}, warn: console.warn, error: console.error },
      report: console.error,
    });
  }

  get store(): KeptStore {
    return this.#store;
  }

  async reopen(): Promise<void> {
    await this.#store.close();
    this.#store = this.#open();
    await waitFor('the store', () => this.#store.health().state === 'online', { deadline: 60_000 });
  }

  get bytes(): number {
    const folder = join(this.directory, 'store');
    return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  }

  async remove(): Promise<void> {
    await this.#store.close();
    rmSync(this.directory, { recursive: true });
  }
}

/** Writes as quickly as the store takes samples, and loses none: as a flow that is fed by somebody who waits. */
async function write(bench: Bench, tags: number, seconds: number): Promise<number> {
  const random = chance(seed);
  const values = Array.from({ length: tags }, (_, tag) => plantTag(tag, random));
  const began = performance.now();
  let untilPause = 0;
  for (let second = 0; second < seconds; second += 1) {
    for (let tag = 0; tag < tags; tag += 1) {
      const time = start + second * 1_000 + Math.floor(random() * 28);
      bench.store.record({ tag: `tag ${tag}`, time, value: values[tag]?.(second) ?? 0, quality: 0 });
    }
    untilPause += tags;
    if (untilPause < 20_000) continue;
    untilPause = 0;
    // What is under way is not larger than what the thread takes meanwhile.
    await bench.store.lines([], { from: 0, to: 1, pixels: 1, gap: 1 });
  }
  await bench.reopen();
  const took = performance.now() - began;
  const { lost } = bench.store.health();
  if (lost > 0) throw new Error(`${lost} samples were lost`);
  return (tags * seconds * 1_000) / took;
}

async function written(name: string, tags: number, seconds: number): Promise<readonly Figure[]> {
  const bench = new Bench();
  try {
    const rate = await write(bench, tags, seconds);
    const each = bench.bytes / (tags * seconds);
    return [
      atLeast(`samples written and on disk, ${name}`, { value: rate }, 'samples/s', 50_000),
      below(`room on disk, ${name}`, { value: each }, 'bytes/sample', 3),
      beside(
        `a month of 1,000 tags each second at that: ${each.toFixed(2)} bytes x 1,000 x 2,592,000 s`,
        (each * 1_000 * 30 * day) / 1e9,
        'GB',
      ),
    ];
  } finally {
    await bench.remove();
  }
}

const millisecondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

async function opened(): Promise<readonly Figure[]> {
  const [samples, pixels] = [1_000_000, 1_000];
  const bench = new Bench();
  try {
    await write(bench, 1, samples);
    const view = { from: start, to: start + samples * 1_000, pixels, gap: 60_000 };
    const times: number[] = [];
    let points = 0;
    for (let turn = 0; turn < 5; turn += 1) {
      times.push(
        await millisecondsOf(async () => {
          const [line] = await bench.store.lines(['tag 0'], view);
          points = line?.times.length ?? 0;
        }),
      );
      await sleep(50);
    }
    const reopened = await millisecondsOf(() => bench.reopen());
    return [
      below(
        '1,000,000 stored points opened, the slowest of five',
        { value: Math.max(...times) },
        'ms',
        1_000,
      ),
      below(
        '1,000,000 stored points opened, points for each pixel',
        { value: points / pixels },
        'points',
        2.01,
      ),
      beside('closing a store of 1,000,000 points, and opening it again', reopened, 'ms'),
    ];
  } finally {
    await bench.remove();
  }
}

/** How samples are kept and drawn, without any browser: an area of its own, and a part of `dashboard`. */
export async function* storageFigures(): AsyncIterable<Figure> {
  yield* await opened();
  yield* await written('1,000 tags for an hour', 1_000, 3_600);
  yield* await written('10 tags for 30 days', 10, 30 * day);
}

export const run = storageFigures;
