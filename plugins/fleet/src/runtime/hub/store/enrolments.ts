import { type AskedDevice, checkAnswer, releaseErrors } from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import type { DriftPolicy, Label } from '../../../common/fields.ts';
import { findCode, spendCode } from './codes.ts';
import { findDeviceByKey, insertDevice } from './device-rows.ts';
import { addEvent } from './events.ts';
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
  readonly words: readonly string[];
  readonly labels: readonly Label[];
}

/**
 * Takes a device in, if its answer is right, and one use from its code: both or neither.
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
  const checked = checkAnswer(envelope, asked, { record, trust, now });
  await spendCode(database, code, checked.record);
  if (await findDeviceByKey(database, keys.signing)) throw fleetErrors.keyKnown();
  const { words } = checked;
  const { labels } = record;
  await insertDevice(database, { id, name, labels, ...keys, words, driftPolicy, time: now });
  await addEvent(database, { device: id, time: now, kind: 'enrolled' });
  return { words, labels };
}

export const enrolmentWrites = { enrolDevice };
