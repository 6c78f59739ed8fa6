import {
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
import { PartReader } from './files.ts';
import { recordHeadSize } from './record.ts';
import type { Series } from './series.ts';

const nothing: Line = { times: new Float64Array(0), values: new Float64Array(0) };

/** What interrupts a line where a block should be: all that is known is between which times it lay. */
function unknownBetween({ entry: { info } }: Located): SampleColumns {
  const times = info.first === info.last ? [info.first] : [info.first, info.last];
  return {
    times: Float64Array.from(times),
    values: new Float64Array(times.length).fill(Number.NaN),
    quality: new Uint8Array(times.length).fill(qualityCodes.bad),
  };
}

/** Draws lines from what is in blocks on disk, in blocks that wait to be written, and in memory. */
export class Drawing {
  readonly #archive: Archive;
  readonly #onDamage: (place: string) => void;

  constructor(archive: Archive, onDamage: (place: string) => void) {
    this.#archive = archive;
    this.#onDamage = onDamage;
  }

  /** @param waiting blocks of any tags, in the order in which they were made */
  line(series: Series | undefined, waiting: readonly SealedBlock[], view: View): Line {
    if (!series) return nothing;
    const reader = new PartReader();
    try {
      const isNeeded = ({ sequence }: { readonly sequence: number }): boolean =>
        sequence < series.inMemoryFrom;
      const held = heldBefore(view, (before) => this.line(series, waiting, before));
      const stored = this.#blocksOf(series.number, view, reader)
        .filter(({ entry }) => isNeeded(entry))
        .map(
          (located): SampleSource => ({
            info: located.entry.info,
            samples: () => this.#samples(located, reader),
          }),
        );
      const made = waiting
        .filter((block) => block.tag === series.number && isNeeded(block))
        .map(({ block }) => block);
      return decimate([...stored, ...made, series.range(view.from, view.to)], view, held);
    } finally {
      reader.close();
    }
  }

  #blocksOf(tag: number, { from, to }: View, reader: PartReader): readonly Located[] {
    try {
      return this.#archive.blocksOf(tag, from, to, reader);
    } catch (error) {
      this.#onDamage(String(error));
      return [];
    }
  }

  #samples(located: Located, reader: PartReader): SampleColumns {
    const { path, entry } = located;
    try {
      return decodeBlock(reader.read(path, entry.offset + recordHeadSize, entry.info.length));
    } catch (error) {
      if (!sampleErrors.damagedBlock.is(error) && !isOfFiles(error)) throw error;
      this.#onDamage(`${path}:${entry.offset}`);
      return unknownBetween(located);
    }
  }
}

const isOfFiles = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
