import type { Faults } from './faults.ts';
import { type EpochKey, isHandedOver, plainFingerprint, readPublicKey } from './keys.ts';

/** A key as the log keeps it. */
export interface KeyRow {
  readonly epoch: number;
  readonly public: string;
  readonly since: number;
  readonly handover: string | null | undefined;
}

/** The keys of a log, as far as they can be read; says what is wrong with them. @param rows by epoch */
export function verifyKeys(
  rows: readonly KeyRow[],
  pin: string | undefined,
  faults: Faults,
): readonly EpochKey[] {
  const keys: EpochKey[] = [];
  for (const [index, row] of rows.entries()) {
    const key = readKey(row);
    if (!key || row.epoch !== index)
      faults.add('key', `The key of epoch ${row.epoch} is not as it was written`);
    if (!key) continue;
    const former = keys.at(-1);
    if (former && !isHandedOver(key, former))
      faults.add(
        'key',
        `The key of epoch ${key.epoch} was not handed over by the one before it: the file of that key was lost, or somebody replaced it`,
        { seq: key.since },
      );
    keys.push(key);
  }
  const first = keys[0];
  if (pin !== undefined && first && plainFingerprint(first.public.fingerprint) !== plainFingerprint(pin))
    faults.add(
      'key',
      `The first key has the fingerprint ${first.public.fingerprint}, which is not the pinned one`,
    );
  return keys;
}

function readKey({ epoch, since, public: text, handover }: KeyRow): EpochKey | undefined {
  try {
    return { epoch, since, public: readPublicKey(text), handover: handover ?? undefined };
  } catch {
    return undefined;
  }
}
