import { rolloutErrors } from '../errors.ts';
import type { Release } from './desired.ts';
import { howToStart, keptSlot } from './effects-of.ts';
import type { Answer } from './events.ts';
import { without } from './failures.ts';
import { goBack, proceed, start, tryAgain } from './proceed.ts';
import { settle } from './settle.ts';
import type { Changing, State, Version } from './state.ts';
import { flowing, type Given, ignore, inPhase, type Step } from './transition.ts';
import { cutFindings, troubleOf } from './trouble.ts';

/** `keeping`, `switching`, `starting`, `watching`: from what runs to what shall run. */
export function changeOver(state: State, work: Changing, event: Answer, given: Given): Step {
  if (event.kind === 'failed') {
    // Part of it may have been loaded, so a Node-RED that has not started well does not count as a fresh one.
    const trouble = troubleOf(event.error);
    if (work.phase !== 'starting') return tryAgain(state, work, trouble, event.final, given);
    // One that was told to end, and is still there, has not let its flows go.
    const held = work.held && howToStart(work, state) === 'restart';
    return tryAgain({ ...state, spent: true }, { ...work, held }, trouble, event.final, given);
  }
  switch (work.phase) {
    case 'keeping':
      return event.kind === 'kept' ? kept(state, work, event.rev, given) : ignore(state);
    case 'switching':
      return event.kind === 'switched' ? switched(state, work, event.restart, given) : ignore(state);
    case 'starting':
      return event.kind === 'started' ? started(state, work, event.rev, given) : ignore(state);
    case 'watching':
      return watched(state, work, event, given);
    default:
      return ignore(state);
  }
}

/** A floor is raised by the hub and by who signs releases, once the release runs for good; nobody lowers it. */
function knownAfter({ known }: State, { name, version, floor = 0 }: Release, named: number): State['known'] {
  const before = known.find((each) => each.name === name);
  const highest = Math.max(before?.highest ?? 0, version);
  const lowest = Math.max(before?.floor ?? 0, floor, named);
  return [...known.filter((each) => each !== before), { name, highest, floor: lowest }];
}

/** What ran is gone back to first, with what people have changed in it; then what the last health window has shown to be good. */
function kept(state: State, work: Changing, rev: string, given: Given): Step {
  const ran: Version = { slot: keptSlot(state.turn), rev };
  const { committed } = state;
  const more = committed && committed.slot !== work.target.slot ? [committed] : [];
  const now = { ...state, spare: ran.slot };
  return proceed(now, { ...inPhase(work, 'switching'), ladder: [ran, ...more] }, given);
}

function switched(state: State, work: Changing, restart: boolean, given: Given): Step {
  if (restart && state.restart === 'none')
    return goBack(state, work, troubleOf(rolloutErrors.restartNeeded()), given);
  return start(state, { ...work, restart }, given);
}

function started(state: State, work: Changing, running: string, given: Given): Step {
  const expected = work.target.rev;
  const begun = { ...work, held: false };
  if (running !== expected) {
    const trouble = troubleOf(rolloutErrors.otherRevision({ expected, running }));
    return goBack({ ...state, spent: true }, begun, trouble, given);
  }
  const up = { ...state, spent: false };
  if (work.desired) return proceed(up, inPhase(begun, 'watching'), given);
  const { strayed: _putBack, ...straight } = flowing(up);
  return settle({ ...straight, live: work.target.slot }, 'committed', given);
}

function watched(state: State, work: Changing, event: Answer, given: Given): Step {
  if (event.kind === 'unhealthy') {
    const reasons = cutFindings(event.reasons);
    return goBack(state, work, troubleOf(rolloutErrors.unhealthy({ reasons })), given);
  }
  if (event.kind !== 'healthy') return ignore(state);
  const { strayed: _replaced, ...straight } = flowing(state);
  const failures = work.desired ? without(state.failures, work.desired) : state.failures;
  const reverts = { count: 0, time: state.reverts.time };
  const { target } = work;
  const known = target.release ? knownAfter(state, target.release, work.floor) : state.known;
  const committed = {
    ...straight,
    committed: target,
    known,
    live: target.slot,
    failures,
    reverts,
  };
  return settle(committed, 'committed', given);
}
