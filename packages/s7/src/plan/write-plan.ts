import { isNumbered } from '../area.ts';
import type { WriteItem } from '../client/session.ts';
import { addressBytes, answerHead, filled, itemHead, type RequestLimits, requestHead } from './limits.ts';

/** A value on its way: what it writes, and where. */
export interface PlannedValue {
  /** In the order in which they are written. */
  readonly items: readonly WriteItem[];
  /** Whether nothing else goes in its requests. */
  readonly alone?: boolean;
}

/** One request, and which value each of its items is of. */
export interface WriteRequest<Value extends PlannedValue> {
  readonly items: readonly WriteItem[];
  readonly values: readonly Value[];
}

interface Draft<Value extends PlannedValue> {
  readonly items: WriteItem[];
  readonly values: Value[];
  /** Bytes of the request so far, without the fill byte of its last item. */
  bytes: number;
  readonly alone: boolean;
}

/**
 * Puts values into requests, in their order. A value is divided over several requests only where it is longer than one
 * may be, and then it has them for itself.
 */
export function packWrites<Value extends PlannedValue>(
  values: readonly Value[],
  limits: RequestLimits,
): readonly WriteRequest<Value>[] {
  const drafts: Draft<Value>[] = [];
  for (const value of values) {
    const items = value.items.flatMap((item) => piecesOf(item, limits.pdu));
    const open = drafts.at(-1);
    const { alone = false } = value;
    const joins = open !== undefined && !open.alone && !alone && fits([...open.items, ...items], limits);
    let draft = joins ? open : begun<Value>(alone || !fits(items, limits));
    if (!joins) drafts.push(draft);
    for (const item of items) {
      if (!hasRoom(draft, item, limits)) {
        draft = begun(true);
        drafts.push(draft);
      }
      draft.items.push(item);
      draft.values.push(value);
      draft.bytes = grown(draft.bytes, item);
    }
  }
  return drafts.map(({ items, values: of }) => ({ items, values: of }));
}

function begun<Value extends PlannedValue>(alone: boolean): Draft<Value> {
  return { items: [], values: [], bytes: requestHead, alone };
}

function fits(items: readonly WriteItem[], limits: RequestLimits): boolean {
  return items.length <= mostWritten(limits) && items.reduce(grown, requestHead) <= limits.pdu;
}

function hasRoom<Value extends PlannedValue>(
  { items, bytes }: Draft<Value>,
  item: WriteItem,
  limits: RequestLimits,
): boolean {
  return items.length < mostWritten(limits) && grown(bytes, item) <= limits.pdu;
}

/** The answer has one byte for each item. */
function mostWritten({ pdu, items }: RequestLimits): number {
  return Math.max(1, Math.min(items, pdu - answerHead));
}

/** How long a request is with one more item. Addresses stand before all data and are even, so that filling may be counted from anywhere. */
function grown(bytes: number, item: WriteItem): number {
  return filled(bytes) + addressBytes + itemHead + sizeOfItem(item);
}

function sizeOfItem(item: WriteItem): number {
  return 'bytes' in item ? item.bytes.length : 1;
}

/** An item in pieces of what one request can carry, cut between timers or counters. */
function piecesOf(item: WriteItem, pdu: number): readonly WriteItem[] {
  const longest = pdu - requestHead - addressBytes - itemHead;
  if (sizeOfItem(item) <= longest || !('bytes' in item)) return [item];
  const { bytes, start, ...place } = item;
  const step = longest - (longest % 2);
  return Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) => {
    const offset = index * step;
    const at = start + (isNumbered(item.area) ? offset / 2 : offset);
    return { ...place, start: at, bytes: bytes.subarray(offset, offset + step) };
  });
}
