import type { Effect, Report } from './effects.ts';
import { type Limits, pauseOf } from './limits.ts';
import { isBeforeSwitch } from './phases.ts';
import { type Changing, phaseOf, type State, type Work } from './state.ts';
import { untilOpen } from './window.ts';

/**
 * What is to be done in a state, told by the state alone: so whoever has the journal can go on.
 *
 * @param time for the update window only
 */
export function effectsOf(state: State, time: number, limits: Limits): readonly Effect[] {
  const { turn, work, rest } = state;
  const stopped: readonly Effect[] =
    rest === 'safe' && (work === undefined || isBeforeSwitch(work.phase)) ? [{ kind: 'safe', turn }] : [];
  const doing = work === undefined ? restingEffects(state) : workEffects(work, state, time, limits);
  return [...stopped, ...doing, ...reporting(state, 0, limits)];
}

export const journal = (state: State, attempt = 0): Effect => ({
  kind: 'journal',
  turn: state.turn,
  attempt,
  state,
});

/** Tells the hub, and again until it knows all outcomes. */
export function reporting(state: State, attempt: number, limits: Limits): readonly Effect[] {
  const { turn } = state;
  const report: Effect = { kind: 'report', turn, report: reportOf(state) };
  if (state.outcomes.every(({ acknowledged }) => acknowledged)) return [report];
  const milliseconds = pauseOf(limits.report, attempt);
  return [report, { kind: 'arm', turn, timer: 'report', attempt, milliseconds }];
}

/** After a failure of all what ran before is not thrown away: it may be all there is. What has failed can be fetched again. */
function restingEffects({ rest, turn, committed, live, spare, strayed, drift }: State): readonly Effect[] {
  const needed = [committed?.slot, live, rest === 'safe' ? spare : undefined];
  const except = [...new Set(needed)].filter((slot) => slot !== undefined);
  const discard: Effect = { kind: 'discard', turn, except };
  const adopts = rest === 'idle' && drift === 'adopt' && strayed !== undefined && !strayed.adopted;
  return adopts ? [discard, { kind: 'adopt', turn, rev: strayed.rev }] : [discard];
}

function workEffects(work: Work, state: State, time: number, limits: Limits): readonly Effect[] {
  const { turn } = state;
  const arm = (timer: 'deadline' | 'retry' | 'window', milliseconds: number): Effect => ({
    kind: 'arm',
    turn,
    timer,
    attempt: work.attempt,
    milliseconds,
  });
  if (work.pausing) return [arm('retry', pauseOf(limits.retry, work.attempt - 1))];
  switch (work.phase) {
    case 'fetching':
    case 'verifying': {
      const { job, release, sealed } = work.desired;
      if (release === undefined) return [];
      const deadline = arm('deadline', limits.phases[work.phase].deadline);
      if (work.phase === 'verifying') return [{ kind: 'verify', turn, job, release }, deadline];
      return [{ kind: 'fetch', turn, job, release, ...(sealed && { sealed }) }, deadline];
    }
    case 'staging': {
      const { release } = work.target;
      if (release === undefined) return [];
      const { environment = [], sealed } = work.desired ?? {};
      return [
        { kind: 'stage', turn, slot: work.target.slot, release, environment, ...(sealed && { sealed }) },
        arm('deadline', limits.phases.staging.deadline),
      ];
    }
    case 'waiting': {
      const milliseconds = work.desired ? untilOpen(work.desired.window, time) : 0;
      return milliseconds > 0 ? [arm('window', milliseconds)] : [];
    }
    case 'keeping':
      return [{ kind: 'keep', turn, slot: keptSlot(turn) }, arm('deadline', limits.phases.keeping.deadline)];
    case 'switching':
      return [
        { kind: 'switch', turn, slot: work.target.slot },
        arm('deadline', limits.phases.switching.deadline),
      ];
    case 'rolling-back': {
      const [back] = work.ladder;
      return [
        { kind: 'switch', turn, ...(back && { slot: back.slot }) },
        arm('deadline', limits.phases['rolling-back'].deadline),
      ];
    }
    case 'starting':
    case 'recovering': {
      const version = work.phase === 'starting' ? work.target : work.ladder[0];
      return [
        {
          kind: 'start',
          turn,
          ...(version ? { slot: version.slot } : { milliseconds: limits.proof }),
          how: howToStart(work, state),
        },
        arm('deadline', limits.phases[work.phase].deadline + (version ? 0 : limits.proof)),
      ];
    }
    case 'watching': {
      const { slot, rev } = work.target;
      const { health } = work;
      const milliseconds = health.windowSeconds * 1000;
      return [
        { kind: 'watch', turn, slot, rev, milliseconds, health },
        arm('deadline', milliseconds + limits.phases.watching.deadline),
      ];
    }
  }
}

/** Where what runs is kept in this turn. */
export const keptSlot = (turn: number): string => `kept-${turn}`;

/**
 * Node-RED reads which modules there are before it asks anybody, so holding flows is not enough where they were switched after
 * that. Where nothing would start another process, the way back is tried in this one.
 */
export const howToStart = ({ restart }: Changing, { spent, restart: kind }: State): 'here' | 'restart' =>
  (restart || spent) && kind !== 'none' ? 'restart' : 'here';

export function reportOf(state: State): Report {
  const { work, committed, strayed, drift, restart, last } = state;
  const job = work?.desired?.job;
  const waitsFor = waitingFor(state);
  const trouble = work?.trouble ?? state.stopped;
  return {
    phase: phaseOf(state),
    ...(job !== undefined && { job }),
    ...(waitsFor && { waitsFor }),
    ...(trouble && { trouble }),
    ...(committed && {
      committed: { rev: committed.rev, ...(committed.release && { release: committed.release }) },
    }),
    ...(strayed &&
      !isReplaced(work) && {
        drift: {
          policy: drift,
          rev: strayed.rev,
          since: strayed.since,
          ...(strayed.error && { error: strayed.error }),
        },
      }),
    restart,
    ...(last && { counter: last.counter }),
    failures: state.failures,
    outcomes: state.outcomes.filter(({ acknowledged }) => !acknowledged),
  };
}

/** A release runs in place of local changes: whether they come back is told once the work has ended. */
const isReplaced = (work: Work | undefined): boolean =>
  work?.desired !== undefined && !isBeforeSwitch(work.phase);

function waitingFor({ work, locked }: State): Report['waitsFor'] {
  if (work?.pausing) return 'retry';
  if (work?.phase !== 'waiting') return undefined;
  return locked ? 'lock' : 'window';
}
