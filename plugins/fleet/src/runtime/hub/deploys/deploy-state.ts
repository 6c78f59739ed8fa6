import type { Deploy } from '../../../common/releases.ts';
import type { DeliveryRow, FoundDeploy } from '../store/deploys.ts';
import { reportedOf, troubleOf } from '../store/json.ts';

type DeployedDevice = Deploy['devices'][number];

/** A deploy as people see it: what has become of it on each device, by outcomes and reports. */
export function deployOf({ deploy, devices }: FoundDeploy): Deploy {
  const { id, time, by, note, release_name: name, release_version: version } = deploy;
  const waits = deploy.state === 'waits-for-signature';
  const all = devices.map((each) => deviceOf(each, waits || deploy.state === 'starting'));
  return {
    id,
    time,
    ...(by === null ? {} : { by }),
    ...(note === null ? {} : { note }),
    release: { name, version },
    state: waits ? 'waits-for-signature' : all.every(({ ended }) => ended) ? 'done' : 'under-way',
    devices: all,
  };
}

/** @param isOpen it may not be wanted of the device yet */
function deviceOf(row: DeliveryRow, isOpen: boolean): DeployedDevice {
  const { device: id, job, name, current, result, error, time, reported } = row;
  const known = { id, name: name ?? id, job };
  if (result !== null) {
    const trouble = troubleOf(error);
    return {
      ...known,
      at: result,
      ended: true,
      ...(trouble && { error: trouble }),
      ...(time === null ? {} : { time }),
    };
  }
  if (name === null) return { ...known, at: 'removed', ended: true };
  // Something else is wanted by now, and the device has never seen this, or has not told of it yet.
  if (current !== job && !isOpen) return { ...known, at: 'superseded', ended: true };
  const report = reportedOf(reported);
  const isAtIt = report?.job === job;
  return {
    ...known,
    at: isAtIt ? report.phase : 'pending',
    ended: false,
    ...(isAtIt && report.trouble && { error: report.trouble }),
  };
}
