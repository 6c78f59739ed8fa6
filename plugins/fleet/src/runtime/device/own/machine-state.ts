import { defaultLimits, type Outcome, phaseOf, reportOf, type State } from '@millwright/rollout';
import type { OwnState } from '../../../common/fleet.ts';

type MachineState = NonNullable<OwnState['machine']>;

/** What only who carries effects out knows. */
export interface UnderWay {
  /** Bytes of the release that is being fetched. */
  readonly fetching?: { readonly done: number; readonly total: number };
  /** Milliseconds for which what runs has been watched. */
  readonly watched?: number;
}

/** What people at the device are shown of its machine. */
export function machineState(state: State, { fetching, watched }: UnderWay): MachineState {
  const { work, committed, outcomes, strayed, reverts } = state;
  const { waitsFor, trouble, drift } = reportOf(state);
  const release = work?.desired?.release ?? (work && 'target' in work ? work.target.release : undefined);
  const phase = phaseOf(state);
  const last = outcomes.at(-1);
  return {
    phase,
    ...(waitsFor && { waitsFor }),
    ...(release && { release: nameOf(release) }),
    ...(committed?.release && { committed: nameOf(committed.release) }),
    ...(trouble && { trouble }),
    ...(drift && {
      drift: {
        policy: drift.policy,
        since: whole(drift.since),
        rev: drift.rev,
        ...(drift.error && { error: drift.error }),
      },
    }),
    ...(reverts.count > 0 && !strayed && !work && { putBack: whole(reverts.time) }),
    ...(phase === 'fetching' && fetching && { fetching }),
    ...(work?.phase === 'watching' &&
      watched !== undefined && {
        watching: Math.max(0, Math.ceil(work.health.windowSeconds - watched / 1000)),
      }),
    ...(last && { last: outcomeOf(last) }),
    quarantined: quarantined(state),
  };
}

/** Each release once, with whatever values it failed. What is wanted still somebody has to see to; others may be tried again. */
function quarantined({ failures, outcomes, work }: State): MachineState['quarantined'] {
  const wanted = work ? undefined : notTriedAnyMore(failures, outcomes.at(-1));
  const bad = failures.filter(isBad).map(({ digest }) => digest);
  return [...new Set(bad)].map((digest) => {
    const known = outcomes.find((each) => each.release?.digest === digest)?.release;
    return { digest, ...(known && { release: nameOf(known) }), isWanted: digest === wanted };
  });
}

/** The release of the last delivery, if it is not tried with the values of that one any more. What was tried last is the last failure. */
function notTriedAnyMore(
  failures: State['failures'],
  { result, release, error }: Partial<Outcome> = {},
): string | undefined {
  if (result === 'committed' || release === undefined) return undefined;
  const isRefused = error?.code === 'rollout.quarantined';
  const failure = failures.findLast(({ digest }) => digest === release.digest);
  return isRefused || isBad(failure) ? release.digest : undefined;
}

const isBad = (failure: State['failures'][number] | undefined): boolean =>
  (failure?.times ?? 0) >= defaultLimits.failures;

const nameOf = ({ name, version }: { readonly name: string; readonly version: number }) => ({
  name,
  version,
});

function outcomeOf({ job, result, release, error, time }: Outcome): NonNullable<MachineState['last']> {
  return {
    job,
    result,
    time: whole(time),
    ...(release && { release: nameOf(release) }),
    ...(error && { error }),
  };
}

/** A clock that is not set may say anything. */
const whole = (time: number): number => Math.max(0, Math.trunc(time) || 0);
