import type { Exchange } from './faults.ts';
import type { Asked } from './variables.ts';

/** One packet as it was on the wire. */
export interface Frame {
  readonly direction: 'in' | 'out';
  /** Of the connection, counted from 1. */
  readonly connection: number;
  readonly bytes: Buffer;
}

/** A read or a write that came. */
export interface Seen {
  readonly exchange: Exchange;
  readonly items: readonly Asked[];
}

/** What went in and out: the latest of it. */
export class S7Recorder {
  readonly #keep: number;
  readonly #frames: Frame[] = [];
  readonly #seen: Seen[] = [];

  /** @param keep how many frames and requests are kept */
  constructor(keep: number) {
    this.#keep = keep;
  }

  note(frame: Frame): void {
    push(this.#frames, frame, this.#keep);
  }

  see(seen: Seen): void {
    push(this.#seen, seen, this.#keep);
  }

  /** Whole packets that came in, and pieces as they were sent, the oldest first. */
  frames(direction: Frame['direction']): readonly Buffer[] {
    return this.#frames.filter((frame) => frame.direction === direction).map(({ bytes }) => bytes);
  }

  /** What reads, or writes, have asked for, the oldest first. */
  items(exchange: 'read' | 'write'): readonly (readonly Asked[])[] {
    return this.#seen.filter((seen) => seen.exchange === exchange).map(({ items }) => items);
  }

  forget(): void {
    this.#frames.length = 0;
    this.#seen.length = 0;
  }
}

function push<T>(list: T[], element: T, limit: number): void {
  list.push(element);
  if (list.length > limit) list.shift();
}
