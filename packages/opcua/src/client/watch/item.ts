import type { Gap } from '@millwright/tags';
import type { ExtensionObject } from 'node-opcua-extension-object';
import type { MonitoredItemCreateResult } from 'node-opcua-types';
import type { SessionLink } from '../session-link.ts';
import type { RawValue } from '../values/data-value.ts';
import type { Revised } from './watch.ts';

/** What the server is asked for with one item. */
export interface ItemSettings {
  readonly samplingInterval: number;
  readonly queueSize: number;
  readonly discardOldest: boolean;
  /** Made for a session, since it may name nodes. @throws where that is not possible in it */
  readonly filter?: (link: SessionLink) => ExtensionObject;
  readonly indexRange?: string;
}

export type ItemMode = 'disabled' | 'sampling' | 'reporting';

/** One item that a subscription is to watch, and what has become of it at the server. */
export class Item {
  readonly address: string;
  readonly attributeId: number;
  readonly sink: ItemSink;
  settings: ItemSettings;
  mode: ItemMode = 'reporting';
  /** Whom the notifications of this item are for: the server gives the number back with each. */
  handle = 0;
  /** At the server; undefined while it has none. */
  id: number | undefined;
  /** What the server was told last; undefined before the item is there. */
  told: { readonly settings: ItemSettings; readonly mode: ItemMode } | undefined;
  revised: { readonly samplingInterval: number; readonly queueSize: number } | undefined;
  /** It brought a value that was not bad since it was made. */
  isProven = false;
  /** Refused: not asked for again before then (ms of a clock that only grows). */
  retryAt: number | undefined;
  /** It reports only when another one does. */
  isLinked = false;
  /** The items that report only when this one does, and those of them that the server knows of. */
  linked: ReadonlySet<Item> = new Set();
  toldLinks = new Set<number>();

  constructor(address: string, attributeId: number, settings: ItemSettings, sink: ItemSink) {
    this.address = address;
    this.attributeId = attributeId;
    this.settings = settings;
    this.sink = sink;
  }

  /** The server does not have it any more. */
  forget(): void {
    this.id = undefined;
    this.told = undefined;
    this.revised = undefined;
    this.isProven = false;
    this.toldLinks = new Set();
  }
}

/** Who gets what a subscription brings for some of its items. */
export interface ItemSink {
  /** The server was heard: before what its message brings. */
  heard(at: number): void;
  /** @returns the status code that the value came with */
  value(item: Item, raw: RawValue, at: number): number;
  event(item: Item, fields: readonly RawValue[], at: number): void;
  /** All of one message has been told. @param more whether the server has more to say at once */
  flush(more: boolean): void;
  created(item: Item, result: MonitoredItemCreateResult): void;
  /** The server does not take the item, or its address leads nowhere. It is asked for again later. */
  refused(item: Item, error: unknown, at: number, result?: MonitoredItemCreateResult): void;
  /** Nothing is known of its items any more, until it is heard again. May be told more than once. */
  lost(error: unknown, at: number): void;
  /** There is no session. @param error why; undefined where it was closed as wanted */
  offline(error: unknown, at: number): void;
  /** Messages are lost for good, while the subscription goes on. */
  missed(gap: Gap): void;
  /** It may have missed changes: what its items are now has to be asked for. */
  stale(): void;
  /** The server has been told all that was wanted. */
  live(revised: Revised): void;
  troubled(error: unknown): void;
}
