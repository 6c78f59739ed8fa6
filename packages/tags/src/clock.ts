/** Time as this package sees it: everything that waits or stamps gets one of these. */
export interface Clock {
  /** Wall-clock time in ms UTC, for time stamps. It may jump. */
  now(): number;
  /** Milliseconds that only ever grow, for intervals. */
  elapsed(): number;
  /** Calls back once, `milliseconds` from now at the earliest. Returns what cancels it; cancelling twice is safe. */
  after(milliseconds: number, callback: () => void): () => void;
}
