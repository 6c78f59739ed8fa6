import { canonicalText, divideFlows, type FlowDocument } from '@millwright/flows';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId, Trouble } from '../../../common/fields.ts';
import type { Plan, Selection } from '../../../common/releases.ts';
import { troubleOf } from '../../trouble.ts';
import type { KeyChain } from '../keys/key-chain.ts';
import { isCodeType, runsCode } from '../modules/runs-code.ts';
import type { ReadyRelease } from '../releases/releases.ts';
import { type FlowsSource, runningSource } from '../releases/source.ts';
import { itemsOf, manifestOf } from '../releases/stored-release.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { reportedOf } from '../store/json.ts';
import type { FleetStore } from '../store/open-store.ts';
import type { Values } from '../values/values.ts';
import { type DevicePlan, planDevice, type RunningRelease } from './device-plan.ts';
import { plannedChange } from './planned-change.ts';
import {
  modulesKeyOf,
  type PreparedRelease,
  type PreparingOptions,
  prepareRelease,
  type Wanted,
} from './prepared-release.ts';

export interface PlannerOptions extends PreparingOptions {
  readonly store: Pick<
    FleetStore,
    'findAdoption' | 'findDevice' | 'outcomesOfJobs' | 'selectDevices' | 'signedManifests' | 'whoOrdered'
  >;
  readonly values: Values;
  readonly keys: Pick<KeyChain, 'signing' | 'warnings'>;
  readonly isOnline: (device: string) => boolean;
}

/** All that a deploy needs of its plan. It holds plain secrets: memory only, and not for long. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly wanted: Wanted & { readonly selection: Selection };
  readonly release: PreparedRelease;
  readonly devices: readonly DevicePlan[];
  /** Who made it. */
  readonly by: string | undefined;
}

/** Milliseconds. */
const planTime = 10 * 60_000;
/** Each may hold the flows and values of a whole fleet. */
const mostPlans = 16;
/** Whoever makes one after the other does not push out what others look at. */
const mostOfPerson = 4;

/** Works out what deploys would do, and keeps that for a while. */
export class Planner {
  readonly #options: PlannerOptions;
  readonly #plans = new Map<string, KeptPlan>();

  constructor(options: PlannerOptions) {
    this.#options = options;
  }

  /** Whether blobs may be there that only a plan names. */
  get hasPlans(): boolean {
    this.#forget();
    return this.#plans.size > 0;
  }

  /** @throws as `prepareRelease` */
  make(wanted: KeptPlan['wanted'], signal: AbortSignal, by?: string): Promise<Plan> {
    return this.#options.blobs.holding(async () => {
      const release = await prepareRelease(wanted, this.#options, signal);
      const devices = await this.#planDevices(release, wanted.selection, signal);
      const plan = this.#planOf(release, devices);
      this.#forget();
      this.#plans.set(plan.id, { plan, wanted, release, devices, by });
      const own = [...this.#plans].flatMap(([id, kept]) => (kept.by === by ? [id] : []));
      for (const id of own.slice(0, -mostOfPerson)) this.#plans.delete(id);
      for (const id of [...this.#plans.keys()].slice(0, -mostPlans)) this.#plans.delete(id);
      return plan;
    });
  }

  /** A release without a plan of devices. @throws `fleet.plan-stopped` where it cannot be made, as `prepareRelease` */
  async prepare(wanted: Wanted, signal: AbortSignal): Promise<ReadyRelease> {
    return readyOf(await prepareRelease(wanted, this.#options, signal));
  }

  /** @throws `fleet.no-plan` */
  find(id: string): KeptPlan {
    this.#forget();
    const found = this.#plans.get(id);
    if (!found) throw fleetErrors.noPlan();
    return found;
  }

  /** It was deployed: what it showed is so no more. */
  drop(id: string): void {
    this.#plans.delete(id);
  }

  /**
   * The devices of a plan as they are now.
   *
   * @throws `fleet.plan-stopped`, `fleet.plan-outdated` where a device would get something else than the plan showed, or where
   *   others can get it
   */
  async recheck({ wanted, release, devices }: KeptPlan, signal: AbortSignal): Promise<readonly DevicePlan[]> {
    readyOf(release);
    const what: string[] = [];
    if (wanted.source.kind === 'running' && !isStill(runningSource(this.#options.host.nodeRed), release))
      what.push('flows');
    const now = await this.#planDevices(release, wanted.selection, signal);
    const former = new Map(devices.map((each) => [each.planned.id, each]));
    for (const each of now) {
      const seen = former.get(each.planned.id);
      if (!seen || !isAsSeen(seen, each)) what.push(await this.#otherwise(seen, each));
      former.delete(each.planned.id);
    }
    what.push(...devices.filter(({ planned }) => former.has(planned.id)).map(({ planned }) => planned.name));
    if (what.length > 0) throw fleetErrors.planOutdated({ what: what.slice(0, 20) });
    return now;
  }

  /** `Filler 1`, or `Filler 1 (filler-line 4, mara)` where somebody wants something else of it by now. */
  async #otherwise(seen: DevicePlan | undefined, { planned, job, wanted }: DevicePlan): Promise<string> {
    if (!seen || job === null || job === seen.job || !wanted) return planned.name;
    const by = await this.#options.store.whoOrdered(job);
    return `${planned.name} (${[`${wanted.name} ${wanted.version}`, by ?? []].flat().join(', ')})`;
  }

  async #planDevices(
    release: PreparedRelease,
    selection: Selection,
    signal: AbortSignal,
  ): Promise<readonly DevicePlan[]> {
    const { store, values, isOnline } = this.#options;
    const [rows, book] = await Promise.all([store.selectDevices(selection), values.book()]);
    const outcomes = await store.outcomesOfJobs(rows.flatMap(({ job }) => job ?? []));
    const results = new Map(outcomes.map(({ device, job, result }) => [`${device} ${job}`, result]));
    const running = await this.#running(rows, release, signal);
    const planned = {
      ...release,
      modules: release.modulesKey,
      floor: await this.#floor(release.name),
      digest: release.ready?.existing?.digest,
    };
    return rows.map((row) =>
      planDevice(
        row,
        planned,
        running.get(keyOf(runningOn(row, release))),
        book,
        isOnline(row.id),
        results.get(`${row.id} ${row.job}`),
      ),
    );
  }

  /** What runs on these devices, each release compared once. */
  async #running(
    rows: readonly DeviceRow[],
    release: PreparedRelease,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RunningRelease>> {
    const found = new Map<string, RunningRelease>();
    let after: FlowDocument | undefined;
    for (const row of rows) {
      const id = runningOn(row, release);
      const key = keyOf(id);
      if (!id || found.has(key)) continue;
      signal.throwIfAborted();
      const before = await this.#documentOf(id);
      if (!before) continue;
      after ??= divideFlows(release.items);
      found.set(key, {
        id,
        change: plannedChange(before.document, after),
        modules: before.modules,
      });
    }
    return found;
  }

  /** @returns undefined for one that was made elsewhere, or has been removed */
  async #documentOf(id: ReleaseId) {
    const { releases, blobs } = this.#options;
    try {
      const manifest = manifestOf(await releases.find(id));
      return { document: divideFlows(await itemsOf(manifest, blobs)), modules: modulesKeyOf(manifest) };
    } catch (error) {
      if (fleetErrors.noRelease.is(error) || fleetErrors.blobMissing.is(error)) return undefined;
      throw error;
    }
  }

  /** The highest floor that a signed release of this name has set. */
  async #floor(name: string): Promise<number> {
    const rows = await this.#options.store.signedManifests(name);
    return Math.max(0, ...rows.map((row) => manifestOf(row).floor ?? 0));
  }

  #planOf(release: PreparedRelease, devices: readonly DevicePlan[]): Plan {
    const { keys, now, random } = this.#options;
    const { name, version, rev, ready, modules, unused, problems, warnings } = release;
    const existing = ready?.existing;
    return {
      id: Buffer.from(random(16)).toString('hex'),
      expires: now() + planTime,
      release: { name, version, exists: existing !== undefined, rev },
      modules: [...modules],
      unused: [...unused],
      problems: [...problems],
      warnings: [...warnings, ...this.#warnings(release, devices)],
      devices: devices.map(({ planned }) => planned),
      needsPassphrase: keys.signing === 'passphrase' && existing?.state !== 'signed',
    };
  }

  #warnings({ items, variables }: PreparedRelease, devices: readonly DevicePlan[]): readonly Trouble[] {
    const { keys } = this.#options;
    const given = new Set(devices.flatMap(({ values }) => values.map(({ name }) => name)));
    const names = variables
      .filter(({ name, uses }) => given.has(name) && uses.some(({ type }) => isCodeType(type)))
      .map(({ name }) => name);
    const isExposed = keys.signing === 'alone' && runsCode(items);
    return [
      ...(names.length > 0 ? [troubleOf(fleetErrors.valuesInCode({ names }))] : []),
      ...(isExposed ? [troubleOf(fleetErrors.oneKeyCode())] : []),
    ];
  }

  #forget(): void {
    const now = this.#options.now();
    for (const [id, { plan }] of this.#plans) if (plan.expires <= now) this.#plans.delete(id);
  }
}

/** What a device runs; where it was changed there, what it ran before that. */
function runningOn(
  { id, running_name: name, running_version: version, reported }: DeviceRow,
  { changedOn }: PreparedRelease,
): ReleaseId | undefined {
  if (name !== null && version !== null) return { name, version };
  if (changedOn?.device === id) return changedOn.base;
  const { drift, committed } = reportedOf(reported) ?? {};
  return drift && committed?.release
    ? { name: committed.release.name, version: committed.release.version }
    : undefined;
}

const keyOf = (id: ReleaseId | undefined): string => (id ? `${id.name} ${id.version}` : '');

const isStill = ({ rev, credentials }: FlowsSource, release: PreparedRelease): boolean =>
  rev === release.rev && canonicalText(credentials) === canonicalText(release.committed?.credentials ?? {});

/** Nothing new was wanted of it or changed on it, and it gets what the plan showed. */
const isAsSeen = (seen: DevicePlan, now: DevicePlan): boolean =>
  bindingText(seen) === bindingText(now) &&
  seen.job === now.job &&
  (now.drifted === undefined || now.drifted === seen.drifted);

/** What must be the same when the plan is carried out. */
const bindingText = ({ planned, values }: DevicePlan): string =>
  canonicalText({
    values,
    problems: planned.problems.map(({ code }) => code),
    from: planned.from ?? null,
    restart: planned.restart,
  });

/** @throws `fleet.plan-stopped` */
export function readyOf({ ready, problems }: PreparedRelease): ReadyRelease {
  if (!ready || problems.length > 0)
    throw fleetErrors.planStopped({ codes: problems.map(({ code }) => code) });
  return ready;
}
