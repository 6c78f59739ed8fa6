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

/** What is written in one turn. */
export interface WriteTurn<Value extends PlannedValue> {
  readonly values: readonly Value[];
  readonly requests: readonly WriteRequest<Value>[];
}

/**
 * The first of these values: as many as go in one request. One that is longer than a request may be goes alone, in several.
 * @param isAlone whether nothing else goes in the requests of a value. Default: what the value says
 */
export function nextWrites<Value extends PlannedValue>(
  values: readonly Value[],
  limits: RequestLimits,
  isAlone: (value: Value) => boolean = ({ alone = false }) => alone,
): WriteTurn<Value> {
  const taken: Value[] = [];
  const items: WriteItem[] = [];
  for (const value of values) {
    const more = [...items, ...value.items];
    if (taken.length > 0 && (isAlone(value) || !fits(more, limits))) break;
    taken.push(value);
    items.push(...value.items);
    if (isAlone(value) || !fits(items, limits)) break;
  }
  const [first] = taken;
  if (!first) return { values: [], requests: [] };
  if (!fits(items, limits)) return { values: taken, requests: divided(first, limits) };
  return { values: taken, requests: [{ items, values: ownersOf(taken) }] };
}

/** For each item of these values, whose it is. */
function ownersOf<Value extends PlannedValue>(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => value.items.map(() => value));
}

/** The requests of one value that is longer than one may be. */
function divided<Value extends PlannedValue>(
  value: Value,
  limits: RequestLimits,
): readonly WriteRequest<Value>[] {
  const lists: WriteItem[][] = [];
  for (const item of value.items.flatMap((each) => piecesOf(each, limits.pdu))) {
    const open = lists.at(-1);
    if (open && fits([...open, item], limits)) open.push(item);
    else lists.push([item]);
  }
  return lists.map((items) => ({ items, values: items.map(() => value) }));
}

function fits(items: readonly WriteItem[], limits: RequestLimits): boolean {
  return items.length <= mostWritten(limits) && items.reduce(grown, requestHead) <= limits.pdu;
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
