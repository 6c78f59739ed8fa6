export { Changes, changed, type Deadband, type Known } from './changes.ts';
export type { Clock } from './clock.ts';
export {
  checkExpressions,
  type ExpressionProblem,
  expressionProblems,
  type ReadExpression,
} from './computed/check-expressions.ts';
export { type ComputedOptions, type ComputedTag, ComputedTags } from './computed/computed-tags.ts';
export { Connection, type ConnectionOptions, type Link } from './connection/connection.ts';
export { type ConnectionPolicy, defaultPolicy, delaysUpTo, retryDelay } from './connection/policy.ts';
export {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  type ConnectionStep,
  isHeard,
  stepConnection,
} from './connection/state.ts';
export { copyValue } from './copy-value.ts';
export { type DiagnosticsMessage, diagnosticsMessage, takeDiagnostics } from './diagnostics-message.ts';
export { tagErrors } from './errors.ts';
export { type Contact, type Gap, type GapState, type GapStep, noGap, trackGap } from './gap.ts';
export { keepLatest, type Latest, lastOf, noLatest } from './latest.ts';
export { ManualClock } from './manual-clock.ts';
export { type AskedTags, askedTags, type ValuesByTag, writtenValues } from './message-input.ts';
export {
  dropReading,
  type GapMessage,
  gapMessage,
  type ReadingMessage,
  type ReadingOptions,
  readingMessages,
  type WriteMessage,
  writeMessage,
} from './messages.ts';
export { type NetworkErrors, type NetworkPlace, networkErrors } from './network/errors.ts';
export { networkError } from './network/network-error.ts';
export { type OpenSocketOptions, openSocket } from './network/open-socket.ts';
export { resetSocket } from './network/reset-socket.ts';
export { networkStatuses } from './network/statuses.ts';
export { type Pace, Poller, type PollerOptions } from './poller.ts';
export { isUnsent, type Reading } from './reading.ts';
export {
  Diagnostics,
  type DiagnosticsSnapshot,
  type LastError,
  type SuspendedUnit,
} from './requests/diagnostics.ts';
export { Division, type PartResult } from './requests/division.ts';
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
  Hold,
  Lane,
  QueuePolicy,
  ReadOptions,
  ReadOutcome,
  RequestOptions,
  RequestProtocol,
} from './requests/request.ts';
export { RequestScheduler } from './requests/scheduler.ts';
export { type SchedulerOptions, schedulerDefaults } from './requests/scheduler-options.ts';
export { TrafficMeter } from './requests/traffic-meter.ts';
export { type HealthEvent, stepHealth, type UnitHealth, wellUnit } from './requests/unit-health.ts';
export { sameValue } from './same-value.ts';
export {
  copyLast,
  type LastValue,
  LastValues,
  measured,
  missing,
  type Point,
  type Sample,
  type SampleValue,
} from './sample.ts';
export { type Quality, qualityOf, type Status, type StatusName, statusOf } from './status.ts';
export { statusOfTagError } from './status-of-error.ts';
export { longestTimer, systemClock } from './system-clock.ts';
export { withTimeLeft } from './time-left.ts';
export { type NextTurn, noticeablyLate, timeLimit } from './time-limit.ts';
export { checkFormat } from './value/check-format.ts';
export { decodeValue } from './value/decode.ts';
export { type Decoded, finite, isValue, type NoValue, type PlainValue } from './value/decoded.ts';
export { encodeValue } from './value/encode.ts';
export {
  type ByteOrder,
  byteOrders,
  type DateForm,
  dateForms,
  isNumberType,
  maxStringLength,
  type NumberType,
  numberTypes,
  registersOf,
  type Sentinel,
  sentinels,
  type TagType,
  type TagValue,
  type TextEncoding,
  tagTypes,
  textEncodings,
  type ValueFormat,
  type WideForm,
  wideForms,
} from './value/format.ts';
export { kindOf, shown } from './value/given.ts';
export { isBytes } from './value/is-bytes.ts';
export { listOf } from './value/list-of.ts';
export { type Scaling, scale, unscale } from './value/scaling.ts';
export { scalingProblem } from './value/scaling-problem.ts';
export { latin1 } from './value/text.ts';
export { isOneOf, isWithin, type Unchecked } from './value/unchecked.ts';
export { wideNumber } from './value/wide-number.ts';
export { differingResult, doneResult, shownHeld } from './write/held.ts';
export { type Intent, intentOf, isOther } from './write/intent.ts';
export type { WriteOutcome, WriteResult } from './write/result.ts';
export { checkWrite, type RuledTag, type WriteRules } from './write/rules.ts';
export { type Writing, writingOf } from './write/writing.ts';
export { type NotedWrite, type WriteEvent, WriteRates } from './write-rates.ts';
export { WrittenValues } from './written-values.ts';
