/**
 * The events by which a log tells of itself, and what a verifier reads in their data. They are never pruned.
 *
 * - `begin` is event 0: `origin`, and `publicKey`, the first one
 * - `rotate`: `epoch`, `publicKey`, the one that signs from then on, its `fingerprint`, and `handover`, unless the key
 *   before it was lost
 * - `prune`: `ranges`, the numbers of what was pruned, as `0-255,300-300`, its `class`, the `reason`, and `signature`, of
 *   {@link pruneText}, in base64
 */
export const logEvents = {
  begin: 'audit.begin',
  rotate: 'audit.key.rotate',
  prune: 'audit.prune',
} as const;
