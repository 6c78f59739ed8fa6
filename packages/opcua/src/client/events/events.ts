import type { Gap, SampleValue } from '@millwright/tags';
import type { EventFilterDescription } from '../../events/event-filter.ts';
import type { Pace, Revised, WatchState } from '../watch/watch.ts';

/** One event, as its server sent it. */
export interface OpcUaEvent {
  /** What was asked for, by the names of the fields; null where the event does not have it. */
  readonly fields: Readonly<Record<string, SampleValue | null>>;
  /** When we received it (ms UTC). */
  readonly ts: number;
  /** The server had no room for all of them: there were others before this one. */
  readonly overflow?: true;
}

/** What the server does not take of a filter. */
export interface FilterWarning {
  /** The name of the field; undefined for a condition. */
  readonly field?: string;
  /** `BadNodeIdUnknown` … */
  readonly status: string;
  readonly message: string;
}

export interface EventWatchOptions extends Pace, EventFilterDescription {
  /** The address of the object whose events are wanted. Default: the Server object, which has all of them. */
  readonly notifier?: string;
  /** How many events the server keeps between two publishes. Default: 1,000. */
  readonly queueSize?: number;
  /** Whether a full queue loses its oldest event. Default: true. */
  readonly discardOldest?: boolean;
  /** Whether node ids name their namespace by its URI. Default: false. */
  readonly uris?: boolean;
  /** The events of one publish, in the order of the server. */
  readonly onEvents: (events: readonly OpcUaEvent[]) => void;
  /** Comes before the first events after it. */
  readonly onGap: (gap: Gap) => void;
  readonly onState?: (state: WatchState) => void;
  readonly onRevised?: (revised: Revised) => void;
  /** Told once for each field or condition. */
  readonly onWarning?: (warning: FilterWarning) => void;
}

export interface EventWatchSnapshot {
  readonly state: WatchState;
  readonly revised?: Revised;
  readonly received: number;
  /** How often the server said that it had no room. */
  readonly overflows: number;
  readonly gaps: number;
}

/** Events that are being watched. */
export interface EventWatch {
  /** Resolves when the server has been told, or the connection is lost. */
  settled(): Promise<void>;
  snapshot(): EventWatchSnapshot;
  /** Resolves when the server has been told (or cannot be). No event comes after the call. Calling twice is safe. */
  close(): Promise<void>;
}
