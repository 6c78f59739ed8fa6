export interface WriteOptions {
  readonly source: unknown;
  readonly signal: AbortSignal;
  /** Milliseconds from now within which it has to be sent. */
  readonly deadline?: number;
  /** Whether each tag is read again after it was written. */
  readonly verify?: boolean;
  /** Whether a number with decimals goes to the nearest whole one for an integer. */
  readonly round?: boolean;
}
