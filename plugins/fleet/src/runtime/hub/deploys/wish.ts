import {
  type CommittedCredentials,
  type Desired,
  deliver,
  desiredDocument,
  digestOf,
  type Health,
  type Random,
  readSealingKey,
  type SigningKey,
  sealFor,
  signDocument,
} from '@millwright/release';
import { canonicalText } from '@millwright/schema';
import type { DriftPolicy } from '../../../common/fields.ts';
import type { BlobToKeep } from '../blobs/blobs.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { labelsOf } from '../store/json.ts';
import type { Wish } from '../store/wishes.ts';
import { type GivenValue, markOf } from '../values/value-book.ts';

/** What devices are to run, the same for all of them. */
export interface WantedRelease {
  readonly name: string;
  readonly version: number;
  /** Of the payload of its manifest. */
  readonly digest: string;
  readonly size: number;
  readonly floor: number | undefined;
  readonly committed: CommittedCredentials | undefined;
  /** Beside what the release says: of both the stricter counts. */
  readonly health: Health | undefined;
}

export interface Delivery {
  readonly device: DeviceRow;
  readonly job: string;
  readonly values: readonly GivenValue[];
}

export interface Signing {
  readonly key: SigningKey;
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface MadeWish {
  readonly wish: Wish;
  /** What is sealed for the device, where anything is. */
  readonly box: BlobToKeep | undefined;
}

/** A device has to hear of the hub within that time, else its desired document counts as held back. Milliseconds. */
export const desiredTime = 30 * 24 * 60 * 60_000;
/** It is signed anew once only that much is left. */
export const renewWithin = desiredTime / 3;

/** Numbers and times grow from one signature to the next. Bytes. */
const growth = 64;

/**
 * What is wanted of a device, with what the hub calls it: it follows its own labels, so it has to hear of others. Where
 * hundreds of values leave no room for that, it is left out.
 */
export function called(desired: Desired, { name, labels }: DeviceRow): Desired {
  const { name: _name, labels: _labels, ...others } = desired;
  const whole = { ...others, name, labels: [...labelsOf(labels)] };
  return Buffer.byteLength(canonicalText(whole) ?? '') + growth <= desiredDocument.maxBytes ? whole : others;
}

/** One delivery, signed and sealed for its device. @throws `release.too-large`, as `sealFor` */
export async function makeWish(
  { name, version, digest, size, floor, committed, health }: WantedRelease,
  { device, job, values }: Delivery,
  { key, random, now }: Signing,
  by: string | undefined,
): Promise<MadeWish> {
  const { environment, sealed } = deliver(
    values.map(({ name: called, value, isSecret }) => ({ name: called, value, isSecret })),
  );
  const isSealed = committed !== undefined || Object.keys(sealed).length > 0;
  const bytes = isSealed
    ? await sealFor(
        { device: device.id, manifest: digest, job },
        readSealingKey(device.sealing),
        { committed, environment: sealed },
        random,
      )
    : undefined;
  const box = bytes && { digest: digestOf(bytes), content: bytes };
  const counter = device.counter + 1;
  const desired: Desired = {
    format: 1,
    device: device.id,
    hub: key.public.keyid,
    counter,
    job,
    issued: now,
    expires: now + desiredTime,
    onExpiry: 'warn',
    release: { name, version, digest, size, ...(floor !== undefined && floor > 0 && { floor }) },
    environment: [...environment],
    values: markOf(values),
    ...(box && { sealed: { digest: box.digest, size: box.content.length } }),
    drift: device.drift_policy as DriftPolicy,
    ...(health && { health }),
  };
  return {
    box,
    wish: {
      device: device.id,
      after: device.counter,
      counter,
      job,
      release: { name, version },
      desired: signDocument(desiredDocument, called(desired, device), [key]),
      ...(box && { box: box.digest }),
      told: { time: now, ...(by === undefined ? {} : { by }) },
    },
  };
}
