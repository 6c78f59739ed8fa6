import { blockInfo } from '@millwright/analytics';
import type { SealedBlock } from './archive.ts';

/** Blocks that are in no segment yet: within a limit, since a disk may stay full for days. */
export class WaitingBlocks {
  readonly #limit: number;
  #blocks: SealedBlock[] = [];
  #bytes = 0;
  /** Samples for which there was no room. */
  lost = 0;

  /** @param limit bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** As they were made. */
  get all(): readonly SealedBlock[] {
    return this.#blocks;
  }

  add(sealed: SealedBlock): void {
    this.#blocks.push(sealed);
    this.#bytes += sealed.block.length;
    while (this.#bytes > this.#limit) {
      const oldest = this.#blocks.shift();
      if (!oldest) break;
      this.#bytes -= oldest.block.length;
      this.lost += blockInfo(oldest.block).count;
    }
  }

  /** Hands them over one after the other; one that cannot be written stays, with those behind it. */
  drain(write: (block: SealedBlock) => void): void {
    let written = 0;
    try {
      for (const sealed of this.#blocks) {
        write(sealed);
        written += 1;
        this.#bytes -= sealed.block.length;
      }
    } finally {
      this.#blocks = this.#blocks.slice(written);
    }
  }
}
