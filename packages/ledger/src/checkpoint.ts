import { ledgerErrors } from './errors.ts';
import { type EpochKey, keyForSize, type PublicKey, type SigningKey } from './keys.ts';
import { isSignedBy, readNote, type SignedNote, signNote } from './note.ts';
import { type Digest, digestBytes } from './tree.ts';

/** What a log says of itself at a moment, signed. @see https://c2sp.org/tlog-checkpoint */
export interface Checkpoint {
  readonly origin: string;
  /** Events before this number are covered. */
  readonly size: number;
  readonly root: Digest;
  /** Milliseconds since 1970 by the log's own clock; absent in what others signed. */
  readonly time: number | undefined;
  /** As it was signed. */
  readonly note: string;
}

const timeLine = /^time (0|[1-9]\d{0,14})$/;
const base64Root = /^[A-Za-z0-9+/]{43}=$/;
const wholeNumber = /^(0|[1-9]\d{0,14})$/;

/** The line `time …` is an extension line: the size alone does not tell since when an event has been covered. */
export const signCheckpoint = (
  { size, root, time }: Pick<Checkpoint, 'size' | 'root'> & { readonly time: number },
  key: SigningKey,
): string =>
  signNote(`${key.public.name}\n${size}\n${Buffer.from(root).toString('base64')}\ntime ${time}\n`, key);

/** Who signed it has still to be checked. @throws `ledger.checkpoint-invalid` */
export function readCheckpoint(note: string): Checkpoint {
  const { text } = noteOf(note);
  const [origin = '', size = '', root = '', ...rest] = text.slice(0, -1).split('\n');
  const bytes = Buffer.from(root, 'base64');
  if (
    origin === '' ||
    !wholeNumber.test(size) ||
    !base64Root.test(root) ||
    bytes.length !== digestBytes ||
    bytes.toString('base64') !== root ||
    rest.includes('')
  )
    throw ledgerErrors.checkpointInvalid({ reason: 'its lines are not origin, size and root' });
  const times = rest.flatMap((line) => timeLine.exec(line)?.[1] ?? []);
  return { origin, size: Number(size), root: bytes, time: times[0] ? Number(times[0]) : undefined, note };
}

/** Whether it is signed by this key, in the log's own name. */
export const isCheckpointOf = (checkpoint: Checkpoint, key: PublicKey): boolean =>
  checkpoint.origin === key.name && isSignedBy(noteOf(checkpoint.note), key);

/** Whether it is signed by the key of its time. @param keys by epoch */
export function isSignedByEpoch(checkpoint: Checkpoint, keys: readonly EpochKey[]): boolean {
  const key = keyForSize(keys, checkpoint.size);
  return key !== undefined && isCheckpointOf(checkpoint, key.public);
}

function noteOf(note: string): SignedNote {
  const read = readNote(note);
  if (!read) throw ledgerErrors.checkpointInvalid({ reason: 'it is no signed note' });
  return read;
}

/** How a checkpoint travels where there is one line only: in syslog, in JSON. */
export const checkpointLine = (note: string): string => `checkpoint:${Buffer.from(note).toString('base64')}`;

const rawNotes =
  /^[^\n]+\n\d+\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n){0,16}\n(?:\u2014 [^\s+]+ [A-Za-z0-9+/]+={0,2}\n)+/gm;
const noteInLine = /checkpoint:([A-Za-z0-9+/]+={0,2})/g;

/**
 * How every record begins, also as a text within JSON. What stands behind it on a line was said by whoever caused the
 * event: a checkpoint in there is none of the log's.
 */
const recordBegin = /\{\\*"actor\\*":/;

/** Every checkpoint in a text of any kind: notes as they are, and lines of {@link checkpointLine} wherever they stand. */
export function findCheckpoints(text: string): readonly Checkpoint[] {
  const lines = `${text.replaceAll('\r\n', '\n')}\n`;
  const found = new Set([
    ...Array.from(lines.matchAll(rawNotes), ([note]) => note),
    ...lines.split('\n').flatMap(notesIn),
  ]);
  return [...found].flatMap((note) => {
    try {
      return [readCheckpoint(note)];
    } catch {
      // Something else that looks alike.
      return [];
    }
  });
}

function notesIn(line: string): readonly string[] {
  if (!line.includes('checkpoint:')) return [];
  const own = line.slice(0, recordBegin.exec(line)?.index);
  return Array.from(own.matchAll(noteInLine), ([, base64 = '']) => Buffer.from(base64, 'base64').toString());
}
