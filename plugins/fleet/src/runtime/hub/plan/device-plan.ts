import type { FlowItem } from '@millwright/flows';
import {
  type Manifest,
  misfit,
  missingValues,
  type Reported,
  releaseErrors,
  type Variable,
  withEnvironment,
} from '@millwright/release';
import { defaultLimits, rolloutErrors } from '@millwright/rollout';
import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId, Trouble } from '../../../common/fields.ts';
import type { PlannedDevice, PlannedPart } from '../../../common/releases.ts';
import { troubleOf } from '../../trouble.ts';
import { desiredOf } from '../deploys/renewal.ts';
import { standingRefusals } from '../devices/standing.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { labelsOf, reportedOf } from '../store/json.ts';
import { type GivenValue, markOf, type ValueBook } from '../values/value-book.ts';
import type { Changes } from './prepared-release.ts';
import { changedValues } from './value-changes.ts';

/** What a device would get, as far as its plan depends on it. */
export interface PlannedRelease extends Pick<Manifest, 'compatible'> {
  readonly items: readonly FlowItem[];
  readonly variables: readonly Variable[];
  /** A text that is another one where other modules, or others of their places, are. */
  readonly modules: string;
  /** Below it no version is taken any more: of all releases of the name. */
  readonly floor: number;
  readonly version: number;
  /** Of its manifest; undefined where it is made only once it is deployed, so that nobody has tried it. */
  readonly digest: string | undefined;
  readonly changes?: Changes;
}

/** What runs on a device, as far as the hub has it. */
export interface RunningRelease {
  readonly id: ReleaseId;
  readonly change: readonly PlannedPart[];
  readonly modules: string;
}

/** The plan for one device, and what is kept of it for the deploy. */
export interface DevicePlan {
  readonly planned: PlannedDevice;
  readonly values: readonly GivenValue[];
  /** What is wanted of the device, and the revision of flows that were changed there: who plans has seen neither of others. */
  readonly job: string | null;
  readonly drifted: string | undefined;
  readonly wanted: ReleaseId | undefined;
}

/** Of a desired document there is room for this many bytes of values. */
const mostValueBytes = 56 * 1024;

/**
 * @param from undefined where nobody knows what runs there
 * @param result how the last delivery ended, where it has
 */
export function planDevice(
  row: DeviceRow,
  release: PlannedRelease,
  from: RunningRelease | undefined,
  book: ValueBook,
  isOnline: boolean,
  result: string | undefined,
): DevicePlan {
  const reported = reportedOf(row.reported);
  const problems: Trouble[] = standingRefusals(row).map(troubleOf);
  const values = attempt(() => book.of({ id: row.id, labels: labelsOf(row.labels) }), problems) ?? [];
  attempt(() => checkFit(values, release.items), problems);
  const restart = from ? from.modules !== release.modules : release.modules !== '';
  if (restart && reported?.restart === 'none')
    problems.push(troubleOf(fleetErrors.restartNeeded({ command: 'millwright supervise -- node-red' })));
  const reason = reported && misfit(release, reported.versions);
  if (reason !== undefined) problems.push(troubleOf(releaseErrors.incompatible({ reason })));
  if (release.version < release.floor)
    problems.push(troubleOf(releaseErrors.belowFloor({ version: release.version, floor: release.floor })));
  const failures = failuresOn(reported, release.digest, values);
  if (failures >= defaultLimits.failures)
    problems.push(troubleOf(rolloutErrors.quarantined({ times: failures })));
  const drift = reported?.drift;
  const { changes } = release;
  const becomesThis = changes?.device === row.id && changes.rev === drift?.rev;
  const wanted = wantedOf(row);
  const had = row.running_desired ? desiredOf(row.running_desired).environment : undefined;
  return {
    values,
    job: row.job,
    drifted: drift?.rev,
    wanted,
    planned: {
      id: row.id,
      name: row.name,
      online: isOnline,
      ...(from && { from: from.id, change: [...from.change] }),
      ...(drift && !becomesThis && { drift: { since: drift.since } }),
      ...(wanted && result === undefined && { underWay: wanted }),
      ...(failures > 0 && { failures }),
      values: shownValues(values, release),
      ...(had && { valueChanges: changedValues(had, values) }),
      missing: missingValues(release.variables, values).map(({ name }) => name),
      restart,
      problems,
    },
  };
}

/** How often a release has failed there with these very values, as the device says. */
const failuresOn = (
  reported: Reported | undefined,
  digest: string | undefined,
  values: readonly GivenValue[],
): number =>
  reported?.failures?.find((failure) => failure.release === digest && failure.values === markOf(values))
    ?.times ?? 0;

const wantedOf = ({ wanted_name: name, wanted_version: version }: DeviceRow): ReleaseId | undefined =>
  typeof name === 'string' && typeof version === 'number' ? { name, version } : undefined;

/** As the device will put them into its flows; only where the flows have values of their own can they not fit. */
function checkFit(values: readonly GivenValue[], items: readonly FlowItem[]): void {
  withEnvironment(
    items.filter(({ type }) => type === 'global-config'),
    {},
    values,
  );
  const clear = values.map(({ name, value, isSecret }) => (isSecret ? { name } : { name, value }));
  if (Buffer.byteLength(JSON.stringify(clear)) > mostValueBytes)
    throw releaseErrors.tooLarge({ kind: 'desired', limit: mostValueBytes });
}

function shownValues(
  values: readonly GivenValue[],
  { variables }: Pick<PlannedRelease, 'variables'>,
): PlannedDevice['values'] {
  const given = values.map(({ name, value, isSecret, origin }) => ({
    name,
    isSecret,
    origin,
    ...(isSecret ? {} : { value }),
  }));
  const names = new Set(values.map(({ name }) => name));
  const others = variables
    .filter(({ name }) => !names.has(name))
    .map(({ name, isSecret, hasValue }) => ({ name, isSecret, ...(hasValue ? { origin: 'flows' } : {}) }));
  return [...given, ...others].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function attempt<Result>(work: () => Result, problems: Trouble[]): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!isCodedError(error)) throw error;
    problems.push(troubleOf(error));
    return undefined;
  }
}
