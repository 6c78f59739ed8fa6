import { decodeBlock } from '../samples/block.ts';
import { cutColumns, inOrder, joinColumns, type SampleColumns } from '../samples/columns.ts';
import { type BlockInfo, blockInfo } from '../samples/header.ts';

/** A block that lies elsewhere: what its header says, and its samples, in order, once they are wanted. */
export interface StoredBlock {
  readonly info: BlockInfo;
  readonly samples: () => SampleColumns;
}

/** A block of samples, here or elsewhere, or samples as they lie in memory. */
export type SampleSource = Uint8Array | StoredBlock | SampleColumns;

/** A source with the times between which it lies. */
interface Piece {
  readonly first: number;
  readonly last: number;
  /** Of several samples with the same time, the source that was written last has the one that counts. */
  readonly written: number;
  readonly samples: () => SampleColumns;
  /** What a block's header says. */
  readonly info?: BlockInfo;
}

function pieceOf(source: SampleSource, written: number): Piece | undefined {
  if (source instanceof Uint8Array) {
    const info = blockInfo(source);
    return { first: info.first, last: info.last, written, samples: () => decodeBlock(source), info };
  }
  if ('info' in source) {
    const { info, samples } = source;
    return { first: info.first, last: info.last, written, samples, info };
  }
  const samples = inOrder(source);
  const first = samples.times[0];
  const last = samples.times.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return { first, last, written, samples: () => samples };
}

/** Sources whose times overlap: only together do they say which samples count. */
export interface Stretch {
  /** What is known without decoding, where this is a single block. */
  readonly info?: BlockInfo;
  /** The samples from one time to the other, in order and each time once. */
  readonly samples: () => SampleColumns;
}

function stretchOf(pieces: readonly Piece[], from: number, to: number): Stretch {
  const byWriting = pieces.toSorted((a, b) => a.written - b.written);
  const samples = () => inOrder(joinColumns(byWriting.map((piece) => cutColumns(piece.samples(), from, to))));
  const [only] = pieces;
  return pieces.length === 1 && only?.info ? { info: only.info, samples } : { samples };
}

/**
 * Sources, in the order in which they were written, as stretches in the order of their times.
 *
 * @throws `samples.damaged-block`, `samples.unknown-format`
 */
export function stretchesOf(sources: readonly SampleSource[], from: number, to: number): readonly Stretch[] {
  const pieces = sources
    .flatMap((source, index) => pieceOf(source, index) ?? [])
    .filter(({ first, last }) => first <= to && last >= from)
    .sort((a, b) => a.first - b.first);
  const stretches: Piece[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const piece of pieces) {
    const open = stretches.at(-1);
    if (open && piece.first <= last) open.push(piece);
    else stretches.push([piece]);
    last = Math.max(last, piece.last);
  }
  return stretches.map((stretch) => stretchOf(stretch, from, to));
}

/**
 * The samples of several sources from one time to another (ms UTC), both included: in order, each time once. Sources
 * come in the order in which they were written.
 *
 * @throws `samples.damaged-block`, `samples.unknown-format`
 */
export function mergeSamples(sources: readonly SampleSource[], from: number, to: number): SampleColumns {
  return joinColumns(stretchesOf(sources, from, to).map(({ samples }) => samples()));
}
