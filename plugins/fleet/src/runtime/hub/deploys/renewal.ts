import { type Desired, desiredDocument, readEnvelopeOf, signDocument } from '@millwright/release';
import type { DriftPolicy } from '../../../common/fields.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import type { Wish } from '../store/wishes.ts';
import { desiredTime, renewWithin, type Signing } from './wish.ts';

/** What the hub wants of a device. Nothing is checked: it lies in the hub's own store. */
export const desiredOf = (envelope: string): Desired =>
  desiredDocument.decode(readEnvelopeOf(desiredDocument, envelope).payload);

/**
 * The same wish, signed anew before it expires, by another key of the hub, or with another policy for local changes; undefined
 * as long as it is good. It is the same
 * job: the device has nothing to do but to report.
 */
export function renewed(device: DeviceRow, { key, now }: Omit<Signing, 'random'>): Wish | undefined {
  if (device.desired === null || device.shut_out === 1) return undefined;
  const desired = desiredOf(device.desired);
  const left = (desired.expires ?? 0) - now;
  const drift = device.drift_policy as DriftPolicy;
  if (left > renewWithin && desired.hub === key.public.keyid && desired.drift === drift) return undefined;
  const counter = device.counter + 1;
  const next: Desired = {
    ...desired,
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
