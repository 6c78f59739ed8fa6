import { readSigningKey } from '@millwright/release';
import { defaultLimits } from '@millwright/rollout';
import type { Selectable } from 'kysely';
import type {
  AdoptedFlows,
  DeviceDetails,
  DeviceEvent,
  DeviceState,
  DeviceSummary,
  Outcome,
} from '../../../common/devices.ts';
import type { DriftPolicy, ReleaseId, Trouble } from '../../../common/fields.ts';
import { troubleOf as troubleFrom } from '../../trouble.ts';
import type { Presence } from '../presence.ts';
import type { AdoptionRow } from '../store/adoptions.ts';
import type { DeviceRow } from '../store/device-rows.ts';
import { copiesOf, labelsOf, reportedOf, troubleOf, wordsOf } from '../store/json.ts';
import type { OutcomeRow } from '../store/outcomes.ts';
import type { Tables } from '../store/tables.ts';

const fingerprintDigits = 16;

type Seen = Pick<Presence, 'isOnline' | 'lastSeen' | 'refusal'>;

/** A device as lists show it. @param outcome of what is wanted of it, where that has ended */
export function summaryOf(
  row: DeviceRow,
  seen: Seen,
  outcome: Pick<OutcomeRow, 'error'> | undefined,
): DeviceSummary {
  const reported = reportedOf(row.reported);
  const lastSeen = Math.max(seen.lastSeen(row.id) ?? 0, row.last_seen ?? 0);
  const trouble = troubleIn(row, outcome);
  const refusal = seen.refusal(row.id);
  return {
    id: row.id,
    name: row.name,
    labels: [...labelsOf(row.labels)],
    state: row.state as DeviceState,
    online: seen.isOnline(row.id),
    ...(lastSeen > 0 && { lastSeen }),
    ...releaseIn('running', row.running_name, row.running_version),
    ...releaseIn('wanted', row.wanted_name, row.wanted_version),
    ...(trouble && { trouble }),
    ...(refusal && { unreached: troubleFrom(refusal) }),
    ...(reported?.drift && { drifted: true }),
    ...(row.state === 'waiting' && reported?.waitsFor !== undefined && { waitsFor: reported.waitsFor }),
    ...(row.state === 'waiting' && reported?.held && { held: reported.held }),
    ...(reported && { phase: reported.phase, restart: reported.restart }),
  };
}

/** Why it is as it is, where people ask for that. */
function troubleIn(row: DeviceRow, outcome: Pick<OutcomeRow, 'error'> | undefined): Trouble | undefined {
  const reported = reportedOf(row.reported);
  switch (row.state as DeviceState) {
    case 'failed':
    case 'safe':
      return troubleOf(outcome?.error ?? null) ?? reported?.trouble;
    case 'waiting':
    case 'working':
    // Also one that does not take what is wanted of it says why.
    case 'pending':
      return reported?.trouble;
    case 'drifted':
      return reported?.drift?.error;
    default:
      return undefined;
  }
}

const releaseIn = <Member extends string>(member: Member, name: string | null, version: number | null) =>
  (name === null || version === null ? {} : { [member]: { name, version } }) as {
    readonly [Key in Member]?: ReleaseId;
  };

export interface DetailRows {
  readonly row: DeviceRow;
  readonly outcomes: readonly OutcomeRow[];
  readonly events: readonly Selectable<Tables['device_event']>[];
  /** How many environment values it has, of its own and by its labels. */
  readonly values: number;
  /** The latest first. */
  readonly adoptions: readonly Pick<AdoptionRow, 'rev' | 'time'>[];
  /** Those that its report names. */
  readonly releases: readonly (ReleaseId & { readonly digest: string })[];
}

/** All that is known of one device. */
export function detailsOf(
  { row, outcomes, events, values, adoptions, releases }: DetailRows,
  seen: Seen,
): DeviceDetails {
  const words = wordsOf(row.words);
  const copies = copiesOf(row.copies);
  const reported = reportedOf(row.reported);
  const drift = reported?.drift;
  const notTried = quarantinedOn(row).map(({ release: digest, times }) => {
    const known = releases.find((release) => release.digest === digest);
    return { digest, times, ...(known && { release: { name: known.name, version: known.version } }) };
  });
  return {
    ...summaryOf(
      row,
      seen,
      outcomes.find(({ job }) => job === row.job),
    ),
    ...(words && { words: [...words] }),
    fingerprint: readSigningKey(row.signing).keyid.slice(0, fingerprintDigits),
    enrolled: row.enrolled,
    driftPolicy: row.drift_policy as DriftPolicy,
    ...(drift && {
      drift: { since: drift.since, rev: drift.rev, ...(drift.error && { error: drift.error }) },
    }),
    adopted: adoptions.map(({ time, rev }) => ({ time, rev })),
    ...(reported && { versions: reported.versions }),
    ...(copies && { copies: [...copies] }),
    ...(notTried.length > 0 && { notTried }),
    outcomes: outcomes.map(outcomeOf),
    events: events.map(eventOf),
    values,
  };
}

/** What a device refuses, as it says: releases with the values that they failed with. */
export const quarantinedOn = ({ reported }: Pick<DeviceRow, 'reported'>) =>
  (reportedOf(reported)?.failures ?? []).filter(({ times }) => times >= defaultLimits.failures);

export const adoptedOf = ({
  device,
  name,
  rev,
  time,
  release_name,
  release_version,
}: Pick<AdoptionRow, 'device' | 'rev' | 'time' | 'release_name' | 'release_version'> & {
  readonly name: string;
}): AdoptedFlows => ({
  ...{ device, name, rev, time },
  ...releaseIn('against', release_name, release_version),
});

export function outcomeOf(row: OutcomeRow): Outcome {
  const error = troubleOf(row.error);
  return {
    job: row.job,
    result: row.result,
    ...releaseIn('release', row.release_name, row.release_version),
    ...(error && { error }),
    time: row.time,
  };
}

const eventOf = ({ time, kind, by, data }: DetailRows['events'][number]): DeviceEvent => ({
  ...(JSON.parse(data) as Omit<DeviceEvent, 'time' | 'kind' | 'by'>),
  time,
  kind,
  ...(by !== null && { by }),
});
