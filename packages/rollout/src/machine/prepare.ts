import { rolloutErrors } from '../errors.ts';
import type { Answer } from './events.ts';
import { withFailure } from './failures.ts';
import { strictest } from './health.ts';
import { giveUp, proceed, tryAgain } from './proceed.ts';
import { settle } from './settle.ts';
import type { Changing, FindingOut, State } from './state.ts';
import { enter, type Given, gate, ignore, inPhase, type Step } from './transition.ts';
import { inCounts, inHealth, troubleOf } from './trouble.ts';

/** It depends on the environment, too, so it is known once the slot is complete. No revision is this. */
const revUntilStaged = 'not-staged';

type Failed = Extract<Answer, { kind: 'failed' }>;
type Verified = Extract<Answer, { kind: 'verified' }>;

/** `fetching` and `verifying`: the old flows run, and nothing of the new ones is known but their name. */
export function findOut(state: State, work: FindingOut, event: Answer, given: Given): Step {
  if (event.kind === 'failed') return failedToFindOut(state, work, event, given);
  if (work.phase === 'fetching' && event.kind === 'fetched') return proceed(state, fetched(work), given);
  if (work.phase === 'verifying' && event.kind === 'verified') return verified(state, work, event, given);
  return ignore(state);
}

const fetched = ({ trouble: _over, ...work }: FindingOut): FindingOut => ({
  ...work,
  phase: 'verifying',
  attempt: 0,
  pausing: false,
});

/**
 * What does not stand the check never will; it is held against the release only where it is the release's fault. What could not
 * be checked may have been spoilt on the way or on the disk, so it is fetched again.
 */
function failedToFindOut(state: State, work: FindingOut, event: Failed, given: Given): Step {
  const { error, final, counts } = event;
  const trouble = troubleOf(error);
  if (work.phase === 'fetching') return tryAgain(state, work, trouble, final, given);
  if (final) {
    const counted = counts === true ? withFailure(state, work.desired, given) : state;
    return settle(counted, 'refused', given, trouble);
  }
  const checks = work.checks + 1;
  if (checks >= given.limits.phases.verifying.attempts) return giveUp(state, trouble, given);
  const again: FindingOut = { ...work, phase: 'fetching', checks, attempt: checks, pausing: true, trouble };
  return enter({ ...state, work: again }, given);
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
    health: strictest(inHealth(event.health), health),
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
