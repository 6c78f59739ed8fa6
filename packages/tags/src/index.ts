export type { Clock } from './clock.ts';
export { decodeNumber, encodeNumber } from './codec.ts';
export { Connection, type ConnectionOptions, type Link } from './connection/connection.ts';
export { type ConnectionPolicy, defaultPolicy, retryDelay } from './connection/policy.ts';
export {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  type ConnectionStep,
  stepConnection,
} from './connection/state.ts';
export { tagErrors } from './errors.ts';
export { type Contact, type Gap, type GapState, type GapStep, noGap, trackGap } from './gap.ts';
export { ManualClock } from './manual-clock.ts';
export { type GapMessage, gapMessage, type ReadingMessage, readingMessage } from './messages.ts';
export { type Pace, Poller, type PollerOptions } from './poller.ts';
export {
  Diagnostics,
  type DiagnosticsSnapshot,
  type LastError,
  type SuspendedUnit,
} from './requests/diagnostics.ts';
export { LearnedSplits, type Refusal } from './requests/learned.ts';
export {
  type Block,
  type Lessons,
  type PlanLimits,
  planReads,
  type ReadPlan,
  type Span,
} from './requests/plan.ts';
export type {
  FailureKind,
  Lane,
  QueuePolicy,
  ReadOptions,
  ReadOutcome,
  RequestOptions,
  RequestProtocol,
} from './requests/request.ts';
export { RequestScheduler } from './requests/scheduler.ts';
export { type SchedulerOptions, schedulerDefaults } from './requests/scheduler-options.ts';
export { type HealthEvent, stepHealth, type UnitHealth, wellUnit } from './requests/unit-health.ts';
export { type LastValue, LastValues, measured, missing, type Point, type Sample } from './sample.ts';
export { type Quality, qualityOf, type Status, type StatusName, statusOf } from './status.ts';
export {
  type ByteOrder,
  byteOrders,
  bytesOf,
  type TagType,
  type TagValue,
  tagTypes,
  type WordType,
  wordTypes,
} from './types.ts';
