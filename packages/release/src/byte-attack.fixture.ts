/** Bytes that must not be accepted, and the same without what is wrong with them, which are. */
export interface ByteAttack {
  /** Goes on after "refuses". */
  readonly name: string;
  readonly refused: Uint8Array;
  readonly good: Uint8Array;
  /** `release.…`, of its own for each kind of attack. */
  readonly code: string;
}
