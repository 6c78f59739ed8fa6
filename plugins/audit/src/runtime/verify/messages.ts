export interface VerifyRequest {
  /** What anchors hold: texts with checkpoints in them, which nobody has looked into yet. */
  readonly anchors: readonly string[];
  /** Origins of other logs, of which it is known why there is this one now. */
  readonly former: readonly string[];
}

export interface VerifyProgress {
  /** Of this and {@link of}: events looked at. */
  readonly done: number;
  readonly of: number;
}
