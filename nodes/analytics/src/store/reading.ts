import {
  type BlockInfo,
  blockInfo,
  decimate,
  decodeBlock,
  heldBefore,
  type Line,
  qualityCodes,
  type SampleColumns,
  type SampleSource,
  sampleErrors,
  type View,
} from '@millwright/analytics';
import type { Archive, Located, SealedBlock } from './archive.ts';
import type { Damage } from './damage.ts';
import { isOfFiles, PartReader } from './files.ts';
import { type Missing, missingBetween } from './missing.ts';
import { isAhead } from './newest.ts';
import { runOf } from './opening.ts';
import { recordHeadSize } from './record.ts';
import type { Series } from './series.ts';

const nothing: Line = { times: new Float64Array(0), values: new Float64Array(0) };

/** What interrupts a line at these times. */
const interruption = (times: readonly number[]): SampleColumns => ({
  times: Float64Array.from(times),
  values: new Float64Array(times.length).fill(Number.NaN),
  quality: new Uint8Array(times.length).fill(qualityCodes.bad),
});

/** What stands where a block should be: all that is known is between which times it lay. */
const unknownBetween = ({ first, last }: BlockInfo): SampleColumns =>
  interruption(first === last ? [first] : [first, last]);

/** A block by its number, on disk or in memory. */
interface Numbered {
  readonly sequence: number;
  readonly info: BlockInfo;
  readonly source: SampleSource;
}

/** What there is of a tag between two times, and around them. */
interface Found {
  readonly numbered: readonly Numbered[];
  readonly missing: readonly Missing[];
}

type Span = Pick<View, 'from' | 'to'>;

const bySequence = (a: { readonly sequence: number }, b: { readonly sequence: number }): number =>
  a.sequence - b.sequence;

/** The samples of a block; undefined where it is not what was written, or cannot be read. */
function decoded({ path, entry: { offset, info } }: Located, reader: PartReader): SampleColumns | undefined {
  try {
    return decodeBlock(reader.read(path, offset + recordHeadSize, info.length));
  } catch (error) {
    if (!sampleErrors.damagedBlock.is(error) && !isOfFiles(error)) throw error;
    return undefined;
  }
}

/** Draws lines from what is in blocks on disk, in blocks that wait to be written, and in memory. */
export class Drawing {
  readonly #archive: Archive;
  readonly #onDamage: (damage: Damage) => void;

  constructor(archive: Archive, onDamage: (damage: Damage) => void) {
    this.#archive = archive;
    this.#onDamage = onDamage;
  }

  /**
   * The line is interrupted where samples are missing that were written, whatever took them.
   *
   * @param waiting blocks of any tags
   */
  line(series: Series | undefined, waiting: readonly SealedBlock[], view: View): Line {
    if (!series) return nothing;
    const reader = new PartReader();
    try {
      const { numbered, missing } = this.#found(series, waiting, view, reader);
      const needed = numbered
        .filter(({ sequence, info }) => sequence < series.inMemoryFrom && isWithin(info, view))
        .map(({ source }) => source);
      const interruptions = missing.map(({ from }) => interruption([from + 1]));
      const { silentSince: silent } = series;
      if (silent !== undefined && silent >= view.from && silent <= view.to)
        interruptions.push(interruption([silent]));
      const held = heldBefore(view, (before) => this.line(series, waiting, before));
      return decimate([...interruptions, ...needed, series.range(view.from, view.to)], view, held);
    } finally {
      reader.close();
    }
  }

  #found(series: Series, waiting: readonly SealedBlock[], { from, to }: Span, reader: PartReader): Found {
    const { blocks, ends } = this.#archive.blocksOf(series.number, from, to, reader);
    const made = waiting
      .filter(({ tag }) => tag === series.number)
      .map(({ sequence, block }): Numbered => ({ sequence, info: blockInfo(block), source: block }));
    const numbered = [...blocks.map((located) => this.#numbered(located, reader)), ...made];
    numbered.sort(bySequence);
    const { inMemory } = series;
    const runs = [...numbered.map(runOf), ...(inMemory ? [inMemory] : [])].sort(bySequence);
    return { numbered, missing: missingBetween(runs, ends) };
  }

  /** Whether samples are missing at these very times that were written (ms UTC). */
  isMissing(series: Series, waiting: readonly SealedBlock[], { from, to }: Missing): boolean {
    const reader = new PartReader();
    try {
      const { missing } = this.#found(series, waiting, { from, to }, reader);
      return missing.some((each) => each.from === from && each.to === to);
    } finally {
      reader.close();
    }
  }

  #numbered(located: Located, reader: PartReader): Numbered {
    const { sequence, info } = located.entry;
    return { sequence, info, source: { info, samples: () => this.#samples(located, reader) } };
  }

  #samples(located: Located, reader: PartReader): SampleColumns {
    const found = decoded(located, reader);
    if (found) return found;
    const elsewhere = this.#archive.relocate(located, reader);
    const samples = elsewhere && decoded(elsewhere, reader);
    if (samples) return samples;
    const { tag, offset, info } = located.entry;
    this.#onDamage({ place: `${located.path}:${offset}`, tag, from: info.first, to: info.last });
    return unknownBetween(info);
  }

  /** The newest time in the block of a tag that was written last which no clock denies; undefined for none (ms UTC). */
  lastWritten(tag: number, now: number): number | undefined {
    const reader = new PartReader();
    try {
      const last = this.#archive.lastBlockOf(tag, reader);
      if (!last) return undefined;
      const { info } = last.entry;
      if (!isAhead(info.last, now)) return info.last;
      return this.#samples(last, reader).times.findLast((time) => !isAhead(time, now));
    } finally {
      reader.close();
    }
  }
}

const isWithin = ({ first, last }: BlockInfo, { from, to }: View): boolean => first <= to && last >= from;
