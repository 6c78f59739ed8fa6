import type { Deadband, Gap, Sample } from '@millwright/tags';
import type { OpcUaTag } from '../../tag.ts';

/** Which changes a server reports. @see OPC 10000-4 section 7.22.2 (DataChangeFilter) */
export type DataTrigger = 'status' | 'status-value' | 'status-value-timestamp';

/** How the server is to sample one tag. */
export interface Sampling {
  /** Milliseconds; 0 is as fast as the server can, -1 the publishing interval. Default: -1. */
  readonly samplingInterval?: number;
  /** How many values the server keeps of it between two publishes. Default: 1. */
  readonly queueSize?: number;
  /** Whether a full queue loses its oldest value. Default: true. */
  readonly discardOldest?: boolean;
  readonly trigger?: DataTrigger;
  /**
   * How far a number has to go, in the tag's own unit, before the server reports it. Percent without a range is of the node's EURange, which
   * the server knows.
   */
  readonly deadband?: Deadband;
}

export interface WatchedTag extends OpcUaTag, Sampling {}

/** The pace of a subscription. All that watch at one pace share one subscription. */
export interface Pace {
  /** Milliseconds. */
  readonly publishingInterval: number;
  /** 0 to 255; the higher goes first. Default: 0. */
  readonly priority?: number;
}

/** What the server made of what was asked for. */
export interface Revised {
  readonly subscriptionId: number;
  readonly publishingInterval: number;
  /** So many publishing intervals without news, and the server says that it is still there. */
  readonly keepAliveCount: number;
  /** So many publishing intervals without a Publish request, and the server gives the subscription up. */
  readonly lifetimeCount: number;
  /** What the slowest and the fastest item got, in milliseconds; undefined before an item is there. */
  readonly samplingInterval?: { readonly min: number; readonly max: number };
  readonly queueSize?: { readonly min: number; readonly max: number };
}

/** Where a watch stands, for a node's status. */
export type WatchState =
  /** Nothing asked yet, or the connection is not there: its own state says why. */
  | { readonly phase: 'starting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'paused' }
  /** The server does not keep its word: it is silent, or gave the subscription up. A new one is under way. */
  | { readonly phase: 'troubled'; readonly error: unknown };

export interface WatchOptions extends Pace, Sampling {
  readonly tags: readonly WatchedTag[];
  /**
   * The samples of one publish, in the order of the server; what a tag does not say of itself holds for all. While a promise that it returned
   * is pending, the following samples wait; where too many wait, the latest of each tag stays, and the others are counted as dropped.
   */
  readonly onSamples: (samples: readonly Sample[]) => void | Promise<void>;
  /** Comes before the first samples after it. */
  readonly onGap: (gap: Gap) => void;
  readonly onState?: (state: WatchState) => void;
  readonly onRevised?: (revised: Revised) => void;
  /** So many samples were dropped since the watch began; told before the samples that replaced them. */
  readonly onDropped?: (count: number) => void;
}

export interface WatchSnapshot {
  readonly state: WatchState;
  readonly revised?: Revised;
  readonly tags: number;
  /** Tags that the server refuses just now, or whose address leads nowhere. */
  readonly refused: number;
  readonly received: number;
  readonly delivered: number;
  readonly dropped: number;
  readonly gaps: number;
}

/** Tags that are being watched. */
export interface Watch {
  /** Those that it has already, by name, stay as they are. */
  add(tags: readonly WatchedTag[]): void;
  remove(names: readonly string[]): void;
  /** Keeps subscription and items where nothing else shares the subscription. */
  modify(changes: Partial<Pace & Sampling>): void;
  /** No samples come while it is paused. */
  pause(): void;
  resume(): void;
  /** The linked tags report only when the trigger does; an empty list ends that. Names of tags of this watch. */
  trigger(trigger: string, linked: readonly string[]): void;
  /** Resolves when the server has been told all that was asked of this watch so far, or the connection is lost. */
  settled(): Promise<void>;
  snapshot(): WatchSnapshot;
  /** Resolves when the server has been told (or cannot be). No sample comes after the call. Calling twice is safe. */
  close(): Promise<void>;
}

/** What a client's subscriptions are at the server. */
export interface WatcherSnapshot {
  readonly subscriptions: readonly (Omit<Revised, 'samplingInterval' | 'queueSize'> & {
    readonly items: number;
  })[];
  /** Publish requests that wait at the server, and how many it takes as far as that is known. */
  readonly publishRequests: number;
  readonly mostPublishRequests: number;
}
