import { answered } from './answered.ts';
import { approved } from './approve.ts';
import { booted } from './boot.ts';
import { readDesired } from './desired.ts';
import { compare } from './drift.ts';
import type { Answer, Event } from './events.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { look } from './prepare.ts';
import { proceed } from './proceed.ts';
import type { State } from './state.ts';
import { take } from './take.ts';
import { rang, unwritten } from './timers.ts';
import { type Given, ignore, inPhase, note, type Step } from './transition.ts';
import { inLabels, inTimes } from './trouble.ts';

/**
 * What a device does next. Pure: the same state and event give the same step, whatever was before.
 *
 * The state that comes back is the one to go on with in memory. On the disk is the one of the last `journal` effect that was
 * carried out, which is all that is needed after a restart.
 *
 * @throws `rollout.desired-invalid` for a `desired` that is none: what was before goes on
 */
export function step(state: State, told: Event, limits: Limits = defaultLimits): Step {
  const event = 'rev' in told ? { ...told, rev: inLabels(told.rev) } : told;
  const given: Given = { time: inTimes(event.time), limits };
  if ('turn' in event) return event.turn === state.turn ? ofThisTurn(state, event, given) : ignore(state);
  switch (event.kind) {
    case 'booted':
      return booted(state, event, given);
    case 'desired':
      return take(state, readDesired(event.desired), given);
    case 'acknowledged':
      return acknowledge(state, event.jobs, given);
    case 'lock':
      return lock(state, event.locked, given);
    case 'running':
      return compare(state, event.rev, given);
    case 'approved':
      return approved(state, event.rev, given);
    case 'pardoned':
      return pardon(state, event.digest, given);
    case 'stop':
      return note({ ...state, ended: true }, given);
  }
}

function ofThisTurn(state: State, event: Answer, given: Given): Step {
  if (event.kind === 'timer') return rang(state, event, given);
  return event.kind === 'unwritten' ? unwritten(state, event, given) : answered(state, event, given);
}

/** Only what is new is worth a write. */
function acknowledge(state: State, jobs: readonly string[], given: Given): Step {
  const isNew = ({ job, acknowledged }: State['outcomes'][number]): boolean =>
    !acknowledged && jobs.includes(job);
  if (!state.outcomes.some(isNew)) return ignore(state);
  const outcomes = state.outcomes.map((outcome) =>
    isNew(outcome) ? { ...outcome, acknowledged: true } : outcome,
  );
  return note({ ...state, outcomes }, given);
}

function lock(state: State, locked: boolean, given: Given): Step {
  if (locked === state.locked) return ignore(state);
  const now = { ...state, locked };
  const { work } = now;
  // Until something is changed "not now" still counts.
  if (work?.phase === 'keeping') return proceed(now, inPhase(work, 'waiting'), given);
  return work?.phase === 'waiting' && !locked ? look(now, work, given) : note(now, given);
}

function pardon(state: State, digest: string, given: Given): Step {
  const failures = state.failures.filter((failure) => failure.digest !== digest);
  return failures.length === state.failures.length ? ignore(state) : note({ ...state, failures }, given);
}
