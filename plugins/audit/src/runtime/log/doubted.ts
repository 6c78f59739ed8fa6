import { sameDigest } from '@millwright/ledger';
import type { Statements } from './statements.ts';

interface Batch {
  /** The number that its first event got. */
  readonly first: number;
  readonly digest: Uint8Array;
  /** Lost events that it holds, or tells of. */
  readonly lost: number;
}

/**
 * Batches of which nobody knows whether they are on disk: their commit failed. Once the log is opened again it is seen
 * whether they are there all the same, and then they are not lost.
 */
export class Doubted {
  #batch: Batch | undefined;
  #found = 0;

  /** A batch is being written; it is doubted until {@link written}. */
  begin(first: number, lost: number, statements: Statements): void {
    const digest = digestOf(first, statements);
    if (digest) this.#batch = { first, lost, digest };
  }

  /** @returns how many of those that are said to be lost the log holds or tells of since it was opened */
  found(statements: Statements): number {
    const batch = this.#batch;
    const digest = batch && digestOf(batch.first, statements);
    this.#batch = undefined;
    if (digest && sameDigest(digest, batch.digest)) this.#found += batch.lost;
    return this.#found;
  }

  /** What was said to be lost is told of. */
  written(): void {
    this.#batch = undefined;
    this.#found = 0;
  }
}

const digestOf = (seq: number, { digestOf: statement }: Statements): Uint8Array | undefined =>
  statement.get(seq)?.['digest'] as Uint8Array | undefined;
