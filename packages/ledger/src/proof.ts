import { tryDecodeEvent } from './canonical.ts';
import { type Checkpoint, isCheckpointOf, readCheckpoint } from './checkpoint.ts';
import { ledgerErrors } from './errors.ts';
import type { AuditEvent } from './event.ts';
import { Faults } from './faults.ts';
import { keyForSize } from './keys.ts';
import { rootOfPath } from './path.ts';
import { type Digest, digestBytes, leafDigest, sameDigest } from './tree.ts';
import type { Verdict } from './verdict.ts';
import type { VerifyOptions } from './verify.ts';
import { type KeyRow, verifyKeys } from './verify-keys.ts';

const header = 'c2sp.org/tlog-proof@v1';

/** All that shows that an event is in a log, for somebody who has neither. */
export interface Proof {
  readonly seq: number;
  readonly path: readonly Digest[];
  /** The checkpoint that covers it, as it was signed. */
  readonly note: string;
  /** The event itself, and the keys that lead from the first one to the one that signed. */
  readonly record: string;
  readonly keys: readonly KeyRow[];
}

/**
 * The text of a proof. Its line `extra` is base64 of JSON with `record` and `keys`; what is in there proves itself: the
 * record by its digest, the keys by their handovers.
 *
 * @see https://c2sp.org/tlog-proof
 */
export function writeProof({ seq, path, note, record, keys }: Proof): string {
  const extra = Buffer.from(JSON.stringify({ record, keys })).toString('base64');
  const digests = path.map((digest) => `${Buffer.from(digest).toString('base64')}\n`);
  return `${header}\nextra ${extra}\nindex ${seq}\n${digests.join('')}\n${note}`;
}

/** @throws `ledger.proof-invalid` */
export function readProof(text: string): Proof {
  const end = text.indexOf('\n\n');
  const [first, extra = '', index = '', ...path] = text.slice(0, Math.max(end, 0)).split('\n');
  const seq = /^index (0|[1-9]\d{0,11})$/.exec(index)?.[1];
  const digests = path.map((digest) => Buffer.from(digest, 'base64'));
  const isWhole =
    first === header &&
    seq !== undefined &&
    digests.every((bytes, at) => bytes.length === digestBytes && bytes.toString('base64') === path[at]);
  if (!isWhole) throw ledgerErrors.proofInvalid({ reason: 'its lines are not those of one' });
  return { seq: Number(seq), path: digests, note: text.slice(end + 2), ...readExtra(extra) };
}

function readExtra(extra: string): Pick<Proof, 'record' | 'keys'> {
  try {
    const base64 = /^extra ([A-Za-z0-9+/]+={0,2})$/.exec(extra)?.[1] ?? '';
    const { record, keys } = JSON.parse(Buffer.from(base64, 'base64').toString()) as Partial<Proof>;
    if (typeof record === 'string' && Array.isArray(keys)) return { record, keys };
  } catch {
    // It is none of ours.
  }
  throw ledgerErrors.proofInvalid({ reason: 'it does not carry the event that it is about' });
}

/** `unverifiable`: all of it fits together, but nobody knows whose log it is: neither a pinned key nor an anchor. */
export interface ProofVerdict {
  readonly result: Verdict['result'];
  /** One English sentence, unless it is `ok`. */
  readonly reason?: string;
  readonly event?: AuditEvent;
  readonly checkpoint?: Omit<Checkpoint, 'root'>;
  /** Of the log's first key. */
  readonly fingerprint?: string;
}

/** Checks a proof. @throws `ledger.proof-invalid` if it cannot be read */
export function checkProof(text: string, { anchors, pin }: VerifyOptions): ProofVerdict {
  const { seq, path, note, record, keys: rows } = readProof(text);
  const tampered = (reason: string): ProofVerdict => ({ result: 'tampered', reason });
  const event = tryDecodeEvent(record);
  if (typeof event === 'string') return tampered(`The event is no record: ${event}`);
  if (event.seq !== seq) return tampered(`The event is number ${event.seq}, not ${seq}`);
  const checkpoint = checkpointOf(note);
  if (!checkpoint) return tampered('There is no checkpoint in it');
  const { root, ...told } = checkpoint;
  const found = rootOfPath(seq, checkpoint.size, leafDigest(record), path);
  if (!found || !sameDigest(found, root))
    return tampered('The event does not lead to the root of the checkpoint');
  const faults = new Faults();
  const keys = verifyKeys(rows, pin, faults);
  const problem = faults.list()[0];
  if (problem) return tampered(problem.message);
  const key = keyForSize(keys, checkpoint.size);
  if (!key || !isCheckpointOf(checkpoint, key.public))
    return tampered('The checkpoint is not signed by a key of the log');
  const proven = { event, checkpoint: told, fingerprint: keys[0]?.public.fingerprint ?? '' };
  const anchor = anchors.find(({ origin, size }) => origin === checkpoint.origin && size === checkpoint.size);
  if (anchor && !sameDigest(anchor.root, root))
    return tampered('An anchor of the same size has another root');
  if (anchor || pin !== undefined) return { result: 'ok', ...proven };
  return {
    result: 'unverifiable',
    reason:
      'It fits together, but neither a pinned key nor an anchor of its size says that it is of this log',
    ...proven,
  };
}

function checkpointOf(note: string): Checkpoint | undefined {
  try {
    return readCheckpoint(note);
  } catch {
    return undefined;
  }
}
