import { releaseErrors } from '@millwright/release';
import type { CodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { DeviceRow } from '../store/device-rows.ts';

/** Why a device gets nothing at all, whatever it is: the gravest first. None for one that gets releases. */
export function standingRefusals({
  id,
  words,
  copies,
  shut_out,
}: Pick<DeviceRow, 'id' | 'words' | 'copies' | 'shut_out'>): readonly CodedError[] {
  if (shut_out === 1) return [fleetErrors.deviceOut()];
  return [
    ...(copies === null ? [] : [releaseErrors.copiedDevice({ device: id })]),
    ...(words === null ? [] : [fleetErrors.deviceNew()]),
  ];
}
