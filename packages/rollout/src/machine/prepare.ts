import { rolloutErrors } from '../errors.ts';
import type { Answer } from './events.ts';
import { proceed, tryAgain, withFailure } from './proceed.ts';
import { settle } from './settle.ts';
import type { Changing, FindingOut, State } from './state.ts';
import { type Given, gate, ignore, inPhase, type Step } from './transition.ts';
import { inCounts, inHealth, troubleOf } from './trouble.ts';

/** It depends on the environment, too, so it is known once the slot is complete. No revision is this. */
const revUntilStaged = 'not-staged';

type Failed = Extract<Answer, { kind: 'failed' }>;
type Verified = Extract<Answer, { kind: 'verified' }>;

/** `fetching` and `verifying`: the old flows run, and nothing of the new ones is known but their name. */
export function findOut(state: State, work: FindingOut, event: Answer, given: Given): Step {
  if (event.kind === 'failed') return failedToFindOut(state, work, event, given);
  if (work.phase === 'fetching' && event.kind === 'fetched')
    return proceed(state, { ...work, phase: 'verifying', attempt: 0, pausing: false }, given);
  if (work.phase === 'verifying' && event.kind === 'verified') return verified(state, work, event, given);
  return ignore(state);
}

/** What does not stand the check never will: that counts against the release. What did not arrive says nothing about it. */
function failedToFindOut(state: State, work: FindingOut, { error, final }: Failed, given: Given): Step {
  const { release } = work.desired;
  const refused = work.phase === 'verifying' && final && release !== undefined;
  const counted = refused ? withFailure(state, release.digest, given) : state;
  return refused
    ? settle(counted, 'refused', given, troubleOf(error))
    : tryAgain(state, work, troubleOf(error), final, given);
}

function verified(state: State, { desired, transitions }: FindingOut, event: Verified, given: Given): Step {
  const { job, release, health } = desired;
  if (event.restart && state.restart === 'none')
    return settle(state, 'refused', given, troubleOf(rolloutErrors.restartNeeded()));
  const work: Changing = {
    phase: 'staging',
    attempt: 0,
    pausing: false,
    transitions,
    desired,
    target: { slot: job, rev: revUntilStaged, ...(release && { release }) },
    restart: event.restart,
    health: health ?? inHealth(event.health),
    floor: inCounts(event.floor ?? 0),
    ladder: [],
    starts: 0,
    held: false,
  };
  return proceed(state, work, given);
}

/** `staging`: the old flows still run while the slot is made complete beside them. */
export function stage(state: State, work: Changing, event: Answer, given: Given): Step {
  if (event.kind === 'failed') return tryAgain(state, work, troubleOf(event.error), event.final, given);
  if (event.kind !== 'staged') return ignore(state);
  const staged = { ...work, target: { ...work.target, rev: event.rev } };
  return proceed(state, gate(state, staged, given.time), given);
}

/** `waiting`: for flows that said "not now", or for the window. */
export function look(state: State, work: Changing, given: Given): Step {
  const through = gate(state, work, given.time);
  return through.phase === 'waiting' ? ignore(state) : proceed(state, inPhase(work, through.phase), given);
}
