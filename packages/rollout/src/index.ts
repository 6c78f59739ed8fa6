export { type Finding, rolloutErrors } from './errors.ts';
export {
  type Desired,
  type DriftPolicy,
  desired,
  driftPolicies,
  type Health,
  type Release,
  type UpdateWindow,
} from './machine/desired.ts';
export type { Effect, Report, Timer } from './machine/effects.ts';
export { reportOf } from './machine/effects-of.ts';
export type { Answer, Booted, Cause, Event } from './machine/events.ts';
export { usualEventLoopMilliseconds } from './machine/health.ts';
export { flowsAtStart, newDevice, readJournal, restore, writeJournal } from './machine/journal.ts';
export { type BackOff, defaultLimits, type Limits, type Patience } from './machine/limits.ts';
export { type Phase, type PhaseRow, phases } from './machine/phases.ts';
export {
  type Outcome,
  phaseOf,
  type RestartKind,
  type Result,
  restartKinds,
  results,
  type State,
  type Trouble,
  type Version,
} from './machine/state.ts';
export { step } from './machine/step.ts';
export type { Step } from './machine/transition.ts';
