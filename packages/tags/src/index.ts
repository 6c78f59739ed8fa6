export { type Block, groupAdjacent, type Span } from './blocks.ts';
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
export { type NotedWrite, type WriteEvent, WriteRates } from './write-rates.ts';
