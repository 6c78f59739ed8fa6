import { isWholeBlock } from './block.ts';
import { sampleErrors } from './errors.ts';
import { type BlockInfo, blockInfo } from './header.ts';

/** What a file of blocks holds. */
export interface ReadBlocks {
  /** The whole blocks from the beginning on, as views into the file's bytes. */
  readonly blocks: readonly Uint8Array[];
  /** Where the first block begins that is not whole; the length of the file if all are. */
  readonly end: number;
}

function infoOf(bytes: Uint8Array): BlockInfo | undefined {
  try {
    return blockInfo(bytes);
  } catch (error) {
    if (sampleErrors.damagedBlock.is(error)) return undefined;
    throw error;
  }
}

/**
 * The whole blocks of a file, which is blocks one after the other. A write that was torn by a power cut leaves a last
 * one that is not whole.
 *
 * @throws `samples.unknown-format` at a block of a newer version: to cut it off as torn would lose it
 */
export function readBlocks(bytes: Uint8Array): ReadBlocks {
  const blocks: Uint8Array[] = [];
  let end = 0;
  for (;;) {
    const info = infoOf(bytes.subarray(end));
    if (!info) break;
    const block = bytes.subarray(end, end + info.length);
    if (block.length !== info.length || !isWholeBlock(block)) break;
    blocks.push(block);
    end += info.length;
  }
  return { blocks, end };
}
