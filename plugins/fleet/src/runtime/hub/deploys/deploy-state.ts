import type { Deploy, DeploySummary } from '../../../common/releases.ts';
import type { CountedDeploy, DeliveryRow, DeployRow, FoundDeploy } from '../store/deploys.ts';
import { reportedOf, troubleOf } from '../store/json.ts';

type DeployedDevice = Deploy['devices'][number];

/** A deploy as people see it: what has become of it on each device, by outcomes and reports. */
export function deployOf({ deploy, devices: rows, later }: FoundDeploy): Deploy {
  const devices = rows.map((row) => deviceOf(row, later));
  const isOpen = devices.some(({ ended }) => !ended);
  return { ...headOf(deploy, isOpen), devices };
}

/** The same in numbers of devices. */
export function deploySummaryOf({ deploy, fates }: CountedDeploy): DeploySummary {
  const counts = fates.map(({ fate, devices }) => [fate, devices] as const);
  const { open = 0, ...results } = Object.fromEntries(counts);
  return {
    ...headOf(deploy, open > 0),
    devices: fates.reduce((sum, { devices }) => sum + devices, 0),
    open,
    results,
  };
}

function headOf(deploy: DeployRow, isOpen: boolean): Omit<Deploy, 'devices'> {
  const { id, time, by, note, release_name: name, release_version: version } = deploy;
  const waits = deploy.state === 'waits-for-signature';
  return {
    id,
    time,
    ...(by === null ? {} : { by }),
    ...(note === null ? {} : { note }),
    release: { name, version },
    state: waits ? 'waits-for-signature' : isOpen ? 'under-way' : 'done',
  };
}

const replacementOf = ({ release_name: name, release_version: version, by, time }: DeployRow) => ({
  release: { name, version },
  time,
  ...(by === null ? {} : { by }),
});

function deviceOf(
  { device: id, job, name, fate, error, time, reported, replaced_by }: DeliveryRow,
  later: readonly DeployRow[],
): DeployedDevice {
  const known = { id, name: name ?? id, job };
  if (fate !== 'open') {
    const trouble = troubleOf(error);
    const next = later.find((deploy) => deploy.id === replaced_by);
    return {
      ...known,
      at: fate,
      ended: true,
      ...(trouble && { error: trouble }),
      ...(time === null ? {} : { time }),
      ...(next && { replacedBy: replacementOf(next) }),
    };
  }
  const report = reportedOf(reported);
  const isAtIt = report?.job === job;
  return {
    ...known,
    at: isAtIt ? report.phase : 'pending',
    ended: false,
    ...(isAtIt && report.trouble && { error: report.trouble }),
  };
}
