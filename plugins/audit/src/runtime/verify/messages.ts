export interface VerifyRequest {
  /** What anchors hold: texts with checkpoints in them, which nobody has looked into yet. */
  readonly anchors: readonly string[];
}

export interface VerifyProgress {
  /** Of this and {@link of}: events looked at. */
  readonly done: number;
  readonly of: number;
}
