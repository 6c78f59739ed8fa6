import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerBeside } from '@millwright/store';
import { waitFor } from '@millwright/testing';
import { KeptStore } from '../../../nodes/analytics/src/store/kept-store.ts';
import { chance, plantTag } from './plant-samples.ts';

/** The time of the first sample (ms UTC). */
export const start = 1_790_000_000_000;
const seed = Number(process.env['SEED'] ?? 7);
const worker = workerBeside(new URL('../../../nodes/analytics/src/runtime/main.ts', import.meta.url).href);

/** A store in a folder of its own, as nodes have it: with its thread, and durable within 5 s. */
export class StorageBench {
  readonly directory = mkdtempSync(join(tmpdir(), 'millwright-storage-'));
  readonly #bytes: number;
  #store: KeptStore;

  /** @param bytes what the store may take; a segment is a sixteenth of it */
  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#store = this.#open();
  }

  #open(): KeptStore {
    return new KeptStore({
      id: 'bench',
      name: 'bench',
      directory: join(this.directory, 'store'),
      version: '0',
      days: 36_500,
      bytes: this.#bytes,
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

  /** What files with such an end take. */
  bytes(end = ''): number {
    const folder = join(this.directory, 'store');
    return readdirSync(folder)
      .filter((file) => file.endsWith(end))
      .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  }

  async remove(): Promise<void> {
    await this.#store.close();
    rmSync(this.directory, { recursive: true });
  }
}

/**
 * Writes samples of plant tags, each once a second, as quickly as the store takes them, and loses none: as a flow that is
 * fed by somebody who waits.
 *
 * @returns the time it took until all was on disk and the store was open again (ms)
 */
export async function write(bench: StorageBench, tags: number, seconds: number): Promise<number> {
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
  return took;
}

export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
