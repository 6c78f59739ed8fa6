import {
  encodeBlock,
  type KeptTag,
  maxBlockSamples,
  type SampleColumns,
  SampleRing,
} from '@millwright/analytics';
import type { SealedBlock } from './archive.ts';
import type { SampleBatch } from './batch.ts';
import type { NumberedSamples } from './journal-frame.ts';
import type { Run } from './missing.ts';
import { newestOf } from './newest.ts';
import type { ListedTag, TagList } from './tag-list.ts';

/** Samples of a block: enough that its headers cost little, few enough that a tag takes 17 kB of memory. */
export const blockSamples = Math.min(1_024, maxBlockSamples);
/** Tags of one store: a flow that makes up names of tags must not take all memory. */
export const maxTags = 10_000;

const smaller = (a: number, b: number): number => Math.min(a, b);
const larger = (a: number, b: number): number => Math.max(a, b);

/** One tag: its newest samples in memory, of which the last ones stand in no block yet. */
export class Series {
  readonly number: number;
  readonly tag: string;
  unit: string | undefined;
  /** ms UTC. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  /** The time of the sample that came last, where that is known (ms UTC). */
  came: number | undefined;
  /** It has samples from before the store began, and none since: from this time on nothing is known (ms UTC). */
  silentSince: number | undefined;
  #ring = new SampleRing(blockSamples);
  /** Samples that were ever written. */
  #sequence = 0;
  #unsealed = 0;

  constructor({ number, tag, unit }: ListedTag) {
    this.number = number;
    this.tag = tag;
    this.unit = unit;
  }

  get sequence(): number {
    return this.#sequence;
  }

  get unsealed(): number {
    return this.#unsealed;
  }

  /** The number of the first sample that is in memory: blocks from there on need not be read. */
  get inMemoryFrom(): number {
    return this.#sequence - this.#ring.size;
  }

  /** What is in memory, where there is something. */
  get inMemory(): Run | undefined {
    const { times } = this.#ring.newest(this.#ring.size);
    const [first, last] = [times.reduce(smaller, times[0] ?? 0), times.reduce(larger, times[0] ?? 0)];
    return times.length === 0 ? undefined : { sequence: this.inMemoryFrom, end: this.#sequence, first, last };
  }

  /** The number of the first sample that stands in no block. */
  get unsealedFrom(): number {
    return this.#sequence - this.#unsealed;
  }

  get isEmpty(): boolean {
    return this.first > this.last;
  }

  /** Samples up to this number stand in blocks, or are gone. */
  resume(sequence: number): void {
    this.#sequence = Math.max(this.#sequence, sequence);
  }

  /** Samples of it were lost that nobody can number: what comes now follows nothing. All has to stand in blocks. */
  interrupt(): void {
    this.#sequence += 1;
    this.#ring = new SampleRing(blockSamples);
  }

  /** There are samples of these times (ms UTC). */
  extend(first: number, last: number): void {
    this.first = Math.min(this.first, first);
    this.last = Math.max(this.last, last);
  }

  /** @returns whether there are as many samples now as a block takes */
  push(time: number, value: number, quality: number): boolean {
    this.#ring.push(time, value, quality);
    this.extend(time, time);
    this.came = time;
    this.#sequence += 1;
    this.#unsealed += 1;
    return this.#unsealed >= blockSamples;
  }

  range(from: number, to: number): SampleColumns {
    return this.#ring.range(from, to);
  }

  /** What stands in no block, as it was written. */
  pending(): SampleColumns {
    return this.#ring.newest(this.#unsealed);
  }

  /** The time of the first sample that stands in no block, where there is one (ms UTC). */
  get pendingSince(): number {
    return this.pending().times[0] ?? 0;
  }

  /** Makes a block of what stands in none; there has to be something. */
  seal(): SealedBlock {
    const block = encodeBlock(this.pending());
    const sequence = this.unsealedFrom;
    this.#unsealed = 0;
    return { tag: this.number, sequence, block };
  }

  /** Blocks were deleted: what they held is not kept in memory either. What stands in none is all that is known now. */
  forgetStored(): void {
    const { times, values, quality } = this.pending();
    this.#ring = new SampleRing(blockSamples);
    this.first = Number.POSITIVE_INFINITY;
    this.last = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < times.length; row += 1) {
      const time = times[row] as number;
      this.#ring.push(time, values[row] as number, quality[row] as number);
      this.extend(time, time);
    }
  }

  /** @param now ms UTC */
  kept(now: number): KeptTag {
    const { tag, unit, first, last, came } = this;
    return { tag, first, last: newestOf(last, came, now), ...(unit !== undefined && { unit }) };
  }
}

/** All tags of a store. */
export class SeriesTable {
  readonly #byTag = new Map<string, Series>();
  readonly #byNumber = new Map<number, Series>();
  #nextNumber = 1;
  /** Whether tags or units are other than they were when this was set to false. */
  hasChanged = false;

  load({ next, tags }: TagList): void {
    for (const tag of tags) this.#put(new Series(tag));
    this.#nextNumber = Math.max(this.#nextNumber, next);
  }

  #put(series: Series): void {
    this.#byTag.set(series.tag, series);
    this.#byNumber.set(series.number, series);
    this.#nextNumber = Math.max(this.#nextNumber, series.number + 1);
  }

  get(tag: string): Series | undefined {
    return this.#byTag.get(tag);
  }

  numbered(number: number): Series | undefined {
    return this.#byNumber.get(number);
  }

  all(): Iterable<Series> {
    return this.#byTag.values();
  }

  get listed(): TagList {
    const tags = [...this.#byTag.values()].map(({ number, tag, unit }) => ({ number, tag, unit }));
    return { next: this.#nextNumber, tags };
  }

  /** The series of each tag of a batch; undefined for those that are too many. */
  seriesOf({ tags, units }: SampleBatch): readonly (Series | undefined)[] {
    return tags.map((tag, place) => {
      const unit = units[place];
      const known = this.#byTag.get(tag) ?? this.#add(tag, unit);
      if (known && unit !== undefined && known.unit !== unit) {
        known.unit = unit;
        this.hasChanged = true;
      }
      return known;
    });
  }

  /** Gives a tag of which only the number is known a name to be found by. @returns whether it had none */
  restore(number: number): boolean {
    if (this.#byNumber.has(number)) return false;
    this.#put(new Series({ number, tag: `unnamed ${number}` }));
    this.hasChanged = true;
    return true;
  }

  #add(tag: string, unit: string | undefined): Series | undefined {
    if (this.#byTag.size >= maxTags) return undefined;
    const series = new Series({ number: this.#nextNumber, tag, unit });
    this.#put(series);
    this.hasChanged = true;
    return series;
  }

  /** The number was given once: no other tag gets it. */
  reserve(number: number): void {
    this.#nextNumber = Math.max(this.#nextNumber, number + 1);
  }

  /** Takes a tag out of which nothing is kept any more. */
  remove(series: Series): void {
    this.#byTag.delete(series.tag);
    this.#byNumber.delete(series.number);
    this.hasChanged = true;
  }
}

/** Several batches as one. */
export function joinNumbered(parts: readonly NumberedSamples[]): NumberedSamples {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const length = parts.reduce((sum, { tags }) => sum + tags.length, 0);
  const joined = {
    tags: new Uint32Array(length),
    times: new Float64Array(length),
    values: new Float64Array(length),
    quality: new Uint8Array(length),
  };
  let at = 0;
  for (const { tags, times, values, quality } of parts) {
    joined.tags.set(tags, at);
    joined.times.set(times, at);
    joined.values.set(values, at);
    joined.quality.set(quality, at);
    at += tags.length;
  }
  return joined;
}
