import { checkReported, type Reported, releaseErrors } from '@millwright/release';
import type { DeviceEvent, Outcome } from '../../../common/devices.ts';
import { fleetErrors } from '../../../common/errors.ts';
import type { ReleaseId } from '../../../common/fields.ts';
import { type DeviceRow, findDevice, updateDevice } from './device-rows.ts';
import { addEvent, lastEventOf } from './events.ts';
import { type Copy, copiesOf, recordOf, reportedOf } from './json.ts';
import { keepOutcomes } from './outcomes.ts';
import type { FleetDatabase } from './tables.ts';

export interface Report {
  readonly device: string;
  readonly envelope: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface TakenReport {
  readonly boot: string;
  /** It came before, and says nothing new. */
  readonly isAgain: boolean;
  /** Whose outcomes are kept for good: to be acknowledged. */
  readonly jobs: readonly string[];
  /** Of these it was not known yet. */
  readonly ended: readonly Outcome[];
  /** Two machines answer with its key; `isNews` at the first time. */
  readonly copied?: { readonly isNews: boolean };
  /** The number of the last wish that it saw. */
  readonly desired?: number;
}

/** More machines than that with one key are no news. */
const mostCopies = 8;

/**
 * Takes what a device says, if it is to be believed: all of it, or nothing.
 *
 * @throws as `checkReported` but for a copied device, and `fleet.no-device`
 */
async function takeReport(
  database: FleetDatabase,
  { device: id, envelope, now }: Report,
): Promise<TakenReport> {
  const row = await findDevice(database, id);
  if (!row) throw fleetErrors.noDevice({ device: id });
  const device = { id, key: row.signing, isShutOut: row.shut_out === 1 };
  const record = row.copies === null ? recordOf(row.record) : undefined;
  try {
    const checked = checkReported(envelope, { device, ...(record && { record }) });
    if (row.copies !== null) return await copied(database, row, checked.content, now);
    const { boot, desired } = checked.content;
    const jobs = checked.content.outcomes.map(({ job }) => job);
    const ended = checked.isAgain ? [] : await keep(database, row, checked.content, now);
    if (!checked.isAgain)
      await updateDevice(database, id, {
        record: JSON.stringify(checked.record),
        reported: JSON.stringify(checked.content),
        last_seen: now,
        ...runningOf(checked.content),
        ...committedBy(row, ended),
        ...counterOf(row, checked.content),
      });
    return { boot, isAgain: checked.isAgain, jobs, ended, ...(desired === undefined ? {} : { desired }) };
  } catch (error) {
    if (!releaseErrors.copiedDevice.is(error)) throw error;
    return copied(database, row, checkReported(envelope, { device }).content, now);
  }
}

/** Keeps what happened: how deliveries ended, that somebody changed the flows there, and that they were put back. */
async function keep(
  database: FleetDatabase,
  { id: device, reported: former }: DeviceRow,
  { outcomes, drift, committed }: Reported,
  now: number,
): Promise<readonly Outcome[]> {
  const before = reportedOf(former);
  const told = outcomes.map(({ release, ...rest }): Outcome => ({ ...rest, ...shortened(release) }));
  const ended = await keepOutcomes(database, device, told, now);
  for (const { result, release, error } of ended)
    await addEvent(database, { device, time: now, kind: 'outcome', result, release, error });
  if (drift && !before?.drift && !(await isTold(database, device, drift.since)))
    await addEvent(database, { device, time: now, kind: 'drift', error: drift.error, since: drift.since });
  if (!drift && isPutBack(before, committed))
    await addEvent(database, { device, time: now, kind: 'put-back', ...shortened(committed?.release) });
  return ended;
}

/** The same changes are there again, since a release that took their place for a while did not come through. */
async function isTold(database: FleetDatabase, device: string, since: number): Promise<boolean> {
  const event = await lastEventOf(database, device, 'drift');
  return event !== undefined && (JSON.parse(event.data) as Pick<DeviceEvent, 'since'>).since === since;
}

/** By itself, as the policy is; a release that takes the place of local changes has an outcome of its own. */
const isPutBack = (before: Reported | undefined, committed: Reported['committed']): boolean =>
  before?.drift?.policy === 'revert' && before.committed?.rev === committed?.rev;

const shortened = (release: ReleaseId | undefined) =>
  release ? { release: { name: release.name, version: release.version } } : {};

/** Also while it is changed there, or another is watched: it is what the device goes back to. */
function runningOf({ committed }: Reported) {
  const release = committed?.release;
  return { running_name: release?.name ?? null, running_version: release?.version ?? null };
}

/** By which document; of a wish that another has replaced meanwhile it is gone. */
function committedBy({ job, desired }: DeviceRow, ended: readonly Outcome[]) {
  const last = ended.findLast(({ result }) => result === 'committed');
  return last ? { running_desired: last.job === job ? desired : null } : {};
}

/** Wishes of one device may not jump further: see `checkDesired`. */
const longestJump = 1_000_000;

/** A database that came back from a backup learns from the device which numbers were used since. */
function counterOf({ counter }: DeviceRow, { desired = 0 }: Reported) {
  return desired > counter && desired - counter <= longestJump ? { counter: desired } : {};
}

/** Notes both machines; what they say is not taken. */
async function copied(
  database: FleetDatabase,
  row: DeviceRow,
  { boot }: Reported,
  now: number,
): Promise<TakenReport> {
  const known = recordOf(row.record);
  const former: readonly Copy[] =
    copiesOf(row.copies) ?? (known ? [{ boot: known.boot, lastSeen: row.last_seen ?? now }] : []);
  const others = former.filter((copy) => copy.boot !== boot);
  const copies = [{ boot, lastSeen: now }, ...others].slice(0, mostCopies);
  await updateDevice(database, row.id, { copies: JSON.stringify(copies), last_seen: now });
  const isNews = row.copies === null;
  if (isNews) {
    const { code, message, details } = releaseErrors.copiedDevice({ device: row.id });
    const error = { code, message, ...(details && { details: { ...details } }) };
    await addEvent(database, { device: row.id, time: now, kind: 'copied', error });
  }
  return { boot, isAgain: false, jobs: [], ended: [], copied: { isNews } };
}

export const reportWrites = { takeReport };
