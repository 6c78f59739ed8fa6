/** An event as it goes out: canonical JSON, byte by byte as it is in the log. */
export interface SentRecord {
  readonly seq: number;
  readonly record: string;
}

/** A checkpoint as it goes out. */
export interface SentCheckpoint {
  readonly size: number;
  /** C2SP signed note. */
  readonly note: string;
}

/**
 * One kind of receiver. What is thrown is of the table `audit`, and never holds what a receiver said: its answers may be
 * nobody's business here. After a failure it is closed, and another one is opened for the next try.
 */
export interface Sender {
  /** Resolves once the receiver has them, as far as its kind can tell. */
  send(records: readonly SentRecord[], signal: AbortSignal): Promise<void>;
  anchor(checkpoint: SentCheckpoint, signal: AbortSignal): Promise<void>;
  /** Shows that the receiver can be reached, by a message that is no event wherever there can be one. */
  test(text: string, signal: AbortSignal): Promise<void>;
  /** Gives back what is open; may be called at any moment, and twice. */
  close(): Promise<void>;
}
