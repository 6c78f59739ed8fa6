export { decodeEvent, encodeEvent, tryDecodeEvent } from './canonical.ts';
export {
  type Checkpoint,
  checkpointLine,
  findCheckpoints,
  isCheckpointOf,
  readCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
export { csvHead, csvRow } from './csv.ts';
export { DeliveryVerifier, keyNamedIn } from './delivered.ts';
export { ledgerErrors } from './errors.ts';
export { type ExportFilter, type ExportSeal, isExportSealedBy, signExport } from './export-seal.ts';
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
export { type ExportEnd, type ExportHead, ExportVerifier, exportLines, isExport } from './lines.ts';
export { logEvents } from './log-events.ts';
export { maskSecrets } from './mask.ts';
export {
  isSignedBy,
  isTextSignedBy,
  type NoteSignature,
  readNote,
  type SignedNote,
  signNote,
  signText,
} from './note.ts';
export { consistencyPath, inclusionPath, isConsistent, type RootOf, rootOfPath, type Tree } from './path.ts';
export { checkProof, type Proof, type ProofVerdict, readProof, writeProof } from './proof.ts';
export { proveEvent, type Standing, standingOf } from './prove.ts';
export { isPruneSignedBy, type PruneStatement, pruneText } from './prune-statement.ts';
export { merged, type Range, rangesText, readRanges } from './ranges.ts';
export * from './shapes.ts';
export { lastingNames, logApplicationId, logMigrations, logTables, searchTables } from './tables.ts';
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
export {
  type CheckpointRow,
  LogVerifier,
  type RecordRow,
  type SubtreeReason,
  type VerifyOptions,
} from './verify.ts';
export { type VerifyProgress, verifyDatabase } from './verify-database.ts';
export type { KeyRow } from './verify-keys.ts';
export type { VerifiableDatabase } from './verify-schema.ts';
export { aboutToken, actorOf, actorToken, classToken, nameToken, outcomeToken, wordsOf } from './words.ts';
