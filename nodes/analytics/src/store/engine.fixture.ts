import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Line } from '@millwright/analytics';
import { BatchWriter, type NewSample, type SampleBatch } from './batch.ts';
import { StoreEngine } from './engine.ts';
import type { StoreOptions } from './report.ts';

export const start = 1_790_000_000_000;

/** A good sample of so many seconds after the start. */
export const sample = (tag: string, second: number, value: number, quality = 0): NewSample => ({
  tag,
  time: start + second * 1_000,
  value,
  quality,
});

/** Samples of so many seconds, one after the other. */
export const ramp = (tag: string, count: number, from = 0): readonly NewSample[] =>
  Array.from({ length: count }, (_, index) => sample(tag, from + index, (from + index) % 97));

export function batchOf(samples: readonly NewSample[]): SampleBatch {
  const writer = new BatchWriter();
  for (const each of samples) writer.add(each);
  return writer.take();
}

/** A folder of a store, and engines that come and go over it. */
export class Folder {
  readonly root = mkdtempSync(join(tmpdir(), 'millwright-samples-'));
  readonly directory = join(this.root, 'samples', 'store');
  now = start;
  readonly #engines: StoreEngine[] = [];

  engine(options: Partial<StoreOptions> = {}): StoreEngine {
    const whole = {
      directory: this.directory,
      version: '0.1.0',
      days: 90,
      bytes: 1e9,
      within: 5_000,
      ...options,
    };
    const engine = new StoreEngine(whole, () => this.now);
    engine.flush();
    this.#engines.push(engine);
    return engine;
  }

  /** The files of the store whose names are like this. */
  files(pattern: RegExp): readonly string[] {
    return readdirSync(this.directory)
      .filter((name) => pattern.test(name))
      .map((name) => join(this.directory, name));
  }

  /** The folder as it was copied beside itself. */
  restore(): void {
    rmSync(this.directory, { recursive: true });
    renameSync(`${this.directory}-left`, this.directory);
  }

  /** Takes away whatever stands where the folder of all stores should be. */
  clear(): void {
    rmSync(join(this.root, 'samples'), { recursive: true });
  }

  remove(): void {
    for (const engine of this.#engines) engine.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** All that is drawn of a tag in a stretch of time, each sample: a pixel takes two. */
export const drawn = (
  engine: StoreEngine,
  tag: string,
  from = start,
  to = start + 1e8,
): readonly number[][] =>
  rows(engine.line(tag, { from, to, pixels: 200_000, gap: Number.POSITIVE_INFINITY }));

/** The same without what stands a millisecond behind the samples of a store that has begun again, and is kept nowhere. */
export function all(engine: StoreEngine, tag: string, from?: number, to?: number): readonly number[][] {
  const rows = drawn(engine, tag, from, to);
  const [at = 0, value] = rows.at(-1) ?? [];
  return Number.isNaN(value) && !Number.isInteger(at) ? rows.slice(0, -1) : rows;
}

/** The same without any interruption: the samples that have a value. */
export const values = (engine: StoreEngine, tag: string): readonly number[][] =>
  drawn(engine, tag).filter(([, value]) => !Number.isNaN(value));

const rows = ({ times, values }: Line): readonly number[][] =>
  Array.from(times, (time, row) => [(time - start) / 1_000, values[row] as number]);

/** Changes one bit of a file. */
export function spoil(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}

/** Where a line is interrupted, in seconds after the start. */
export const interrupted = (drawn: readonly number[][]): readonly (number | undefined)[] =>
  drawn.filter(([, value]) => Number.isNaN(value)).map(([at]) => at);

/** The times of two seconds after the start. */
export const between = (from: number, to: number) => ({ from: start + from * 1_000, to: start + to * 1_000 });
