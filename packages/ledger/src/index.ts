export { decodeEvent, encodeEvent, tryDecodeEvent } from './canonical.ts';
export {
  type Checkpoint,
  checkpointLine,
  findCheckpoints,
  isCheckpointOf,
  readCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
export { ledgerErrors } from './errors.ts';
export {
  type EpochKey,
  exportKey,
  importKey,
  isHandedOver,
  keyForSize,
  makeKey,
  type PublicKey,
  plainFingerprint,
  readPublicKey,
  type SigningKey,
  signHandover,
} from './keys.ts';
export { isSignedBy, type NoteSignature, readNote, type SignedNote, signNote } from './note.ts';
export { consistencyPath, inclusionPath, isConsistent, type RootOf, rootOfPath, type Tree } from './path.ts';
export * from './shapes.ts';
export { logApplicationId, logMigrations, logTables, searchTables } from './tables.ts';
export {
  type Digest,
  digestBytes,
  emptyRoot,
  Frontier,
  joinDigests,
  leafDigest,
  levelsOf,
  nodeDigest,
  type Subtree,
  sameDigest,
  splitDigests,
} from './tree.ts';
export { aboutToken, wordsOf } from './words.ts';
