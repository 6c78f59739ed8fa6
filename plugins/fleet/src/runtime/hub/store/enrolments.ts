import { type AskedDevice, checkAnswer, releaseErrors } from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import type { DriftPolicy, Label } from '../../../common/fields.ts';
import { findCode, spendCode } from './codes.ts';
import { findDeviceByKey, insertDevice, updateDevice } from './device-rows.ts';
import { addEvent } from './events.ts';
import { labelsOf } from './json.ts';
import type { FleetDatabase } from './tables.ts';

export interface Answer {
  readonly asked: AskedDevice;
  /** Signed by the device and by the code. */
  readonly envelope: string;
  /** SHA-256 of the trust that the code names and the device was sent. */
  readonly trust: string;
  /** What the device is called from now on, if all is right. */
  readonly id: string;
  readonly driftPolicy: DriftPolicy;
  readonly now: number;
}

export interface Enrolled {
  /** That of the answer, or what it is called already. */
  readonly id: string;
  readonly words: readonly string[];
  readonly labels: readonly Label[];
}

/**
 * A device with this key that was taken in and has not been heard since, so that its welcome may have been lost on the way.
 *
 * @returns its id
 */
async function findUnheard(database: FleetDatabase, signing: string): Promise<string | undefined> {
  const row = await findDeviceByKey(database, signing);
  return row && row.last_seen === null && row.shut_out === 0 ? row.id : undefined;
}

/**
 * Takes a device in, if its answer is right, and one use from its code: both or neither. One that was taken in, and has not been
 * heard since, stays what it is, and takes nothing from the code; its words are others, so they are to be compared again.
 *
 * @throws as `checkAnswer`, and `release.code-unknown`, `fleet.key-known`
 */
async function enrolDevice(
  database: FleetDatabase,
  { asked, envelope, trust, id, driftPolicy, now }: Answer,
): Promise<Enrolled> {
  const { code, name, keys } = asked.request;
  const record = await findCode(database, code);
  if (!record) throw releaseErrors.codeUnknown();
  const taken = await findUnheard(database, keys.signing);
  const checked = checkAnswer(envelope, asked, { record, trust, now, isTaken: taken !== undefined });
  const { words } = checked;
  if (taken !== undefined) {
    const row = await updateDevice(database, taken, { words: JSON.stringify(words), sealing: keys.sealing });
    return { id: taken, words, labels: row ? labelsOf(row.labels) : [] };
  }
  await spendCode(database, code, checked.record);
  if (await findDeviceByKey(database, keys.signing)) throw fleetErrors.keyKnown();
  const { labels } = record;
  await insertDevice(database, { id, name, labels, ...keys, words, driftPolicy, time: now });
  await addEvent(database, { device: id, time: now, kind: 'enrolled' });
  return { id, words, labels };
}

export const enrolmentReads = { findUnheard };
export const enrolmentWrites = { enrolDevice };
