import type { Trouble } from '../../common/fields.ts';
import type { Deploy, DeploySummary, Plan, PlannedDevice } from '../../common/releases.ts';
import { resultTone } from '../words/state.ts';

/** What a plan would do, in numbers. */
export interface PlanSummary {
  /** Those that get it. */
  readonly gets: readonly PlannedDevice[];
  readonly leftOut: readonly PlannedDevice[];
  readonly restarts: number;
  readonly offline: number;
  /** Devices where a variable that flows ask for has no value. */
  readonly missing: number;
  /** Those variables, sorted. */
  readonly missingNames: readonly string[];
  /** Devices whose own changes get lost. */
  readonly drifted: number;
  /** What has to be looked at. */
  readonly warnings: readonly Trouble[];
  /** What holds for nearly every plan. */
  readonly remarks: readonly Trouble[];
}

/** Every device that was enrolled has packages of Millwright: people who read that each time as a warning read none. */
const isRemark = ({ code }: Trouble): boolean => code === 'fleet.module-ours';

export function planSummary({ devices, warnings }: Plan): PlanSummary {
  const gets = devices.filter(({ problems }) => problems.length === 0);
  return {
    gets,
    leftOut: devices.filter(({ problems }) => problems.length > 0),
    restarts: gets.filter(({ restart }) => restart).length,
    offline: gets.filter(({ online }) => !online).length,
    missing: gets.filter(({ missing }) => missing.length > 0).length,
    drifted: gets.filter(({ drift }) => drift !== undefined).length,
    missingNames: [...new Set(gets.flatMap(({ missing }) => missing))].sort(),
    warnings: warnings.filter((warning) => !isRemark(warning)),
    remarks: warnings.filter(isRemark),
  };
}

/** What of a plan made again is otherwise than in the one before. */
export interface PlanDifference {
  readonly flows: boolean;
  /** Of devices, those that are out of it now too. */
  readonly names: readonly string[];
  readonly ids: ReadonlySet<string>;
}

/** Whether a device is in reach is no part of it. */
const shownOf = ({ online: _now, ...device }: PlannedDevice): string => JSON.stringify(device);

export function planDifference(before: Plan, now: Plan): PlanDifference {
  const former = new Map(before.devices.map((device) => [device.id, device]));
  const next = new Set(now.devices.map(({ id }) => id));
  const others = now.devices.filter((device) => {
    const known = former.get(device.id);
    return known === undefined || shownOf(known) !== shownOf(device);
  });
  const gone = before.devices.filter(({ id }) => !next.has(id));
  return {
    flows: before.release.rev !== now.release.rev,
    names: [...others, ...gone].map(({ name }) => name),
    ids: new Set(others.map(({ id }) => id)),
  };
}

/** Whether anybody gets anything. */
export const canDeploy = (plan: Plan): boolean =>
  plan.problems.length === 0 && planSummary(plan).gets.length > 0;

type DeployDevice = Deploy['devices'][number];

/** How far a deploy is, in numbers of devices. */
export interface DeployCounts {
  readonly ended: number;
  readonly good: number;
  readonly bad: number;
  readonly all: number;
}

/** Of a deploy in the list. */
export function deployCounts({
  devices,
  open,
  results,
}: Pick<DeploySummary, 'devices' | 'open' | 'results'>): DeployCounts {
  const count = (tone: string): number =>
    Object.entries(results).reduce((sum, [at, some]) => (resultTone(at) === tone ? sum + some : sum), 0);
  return { ended: devices - open, good: count('good'), bad: count('bad'), all: devices };
}

/** Of one with its devices. */
export function countDevices(devices: readonly DeployDevice[]): DeployCounts {
  const ended = devices.filter((device) => device.ended);
  const count = (tone: string): number => ended.filter(({ at }) => resultTone(at) === tone).length;
  return { ended: ended.length, good: count('good'), bad: count('bad'), all: devices.length };
}

const rankOf = ({ ended, at, error }: DeployDevice): number => {
  if (ended) return resultTone(at) === 'bad' ? 0 : 3;
  return error === undefined ? 2 : 1;
};

/** What failed first, then what is under way, then what is done; by name in each. */
export function inOrder(devices: readonly DeployDevice[], locale: string): DeployDevice[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  return [...devices].sort(
    (one, other) => rankOf(one) - rankOf(other) || collator.compare(one.name, other.name),
  );
}
