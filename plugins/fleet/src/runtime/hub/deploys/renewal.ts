import { type Desired, desiredDocument, readEnvelopeOf, signDocument } from '@millwright/release';
import { canonicalText } from '@millwright/schema';
import type { DriftPolicy } from '../../../common/fields.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import type { Wish } from '../store/wishes.ts';
import { called, desiredTime, renewWithin, type Signing } from './wish.ts';

/** What the hub wants of a device. Nothing is checked: it lies in the hub's own store. */
export const desiredOf = (envelope: string): Desired =>
  desiredDocument.decode(readEnvelopeOf(desiredDocument, envelope).payload);

/**
 * The same wish, signed anew before it expires, by another key of the hub, with another policy for local changes, or for a device
 * that is called otherwise by now; undefined as long as it is good. It is the same job: the device has nothing to do but to report.
 */
export function renewed(device: DeviceRow, { key, now }: Omit<Signing, 'random'>): Wish | undefined {
  if (device.desired === null || device.shut_out === 1) return undefined;
  const desired = desiredOf(device.desired);
  const left = (desired.expires ?? 0) - now;
  const drift = device.drift_policy as DriftPolicy;
  const known = called(desired, device);
  const isGood =
    desired.hub === key.public.keyid &&
    desired.drift === drift &&
    canonicalText(known) === canonicalText(desired);
  if (left > renewWithin && isGood) return undefined;
  const counter = device.counter + 1;
  const next: Desired = {
    ...known,
    hub: key.public.keyid,
    counter,
    issued: now,
    expires: now + desiredTime,
    drift,
  };
  return {
    device: device.id,
    after: device.counter,
    counter,
    job: desired.job,
    ...(desired.release && {
      release: { name: desired.release.name, version: desired.release.version },
    }),
    desired: signDocument(desiredDocument, next, [key]),
    ...(device.box === null ? {} : { box: device.box }),
  };
}
