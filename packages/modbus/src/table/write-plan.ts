import { encodeValue } from '@millwright/tags';
import { type Area, writeLimit } from '../area.ts';
import type { RequestOf } from '../pdu/request.ts';
import { bitAt, word } from '../pdu/words.ts';
import type { WriteItem } from './write-item.ts';

export type WriteRequest = RequestOf<
  'write-coil' | 'write-coils' | 'write-register' | 'write-registers' | 'mask-register'
>;

/** One request, and the tags that it writes: what lies from `start` on, without a hole. */
export interface PlannedWrite {
  readonly request: WriteRequest;
  readonly items: readonly WriteItem[];
  readonly area: 'coil' | 'holding-register';
  readonly start: number;
  readonly length: number;
}

export interface WriteMeans {
  /** The unit knows function codes 15 and 16, but neither 5 nor 6. */
  readonly multipleOnly: boolean;
  /** The most that one request may carry where it carries several tags. */
  readonly limitOf: (area: Area) => number;
}

const isMasked = ({ member: { tag } }: WriteItem): boolean => tag.type === 'bool' && tag.bit !== undefined;

/**
 * The requests that write these values, in their order: what a flow writes first goes out first. Neighbours that follow
 * each other go in one request, and so do bits of one register; a value is never divided.
 */
export function planWrites(items: readonly WriteItem[], means: WriteMeans): readonly PlannedWrite[] {
  const groups: WriteItem[][] = [];
  for (const item of items) {
    const open = groups.at(-1);
    if (open && joins(open, item, means)) open.push(item);
    else groups.push([item]);
  }
  return groups.map((group) => planned(group as [WriteItem, ...WriteItem[]], means));
}

function joins(group: readonly WriteItem[], item: WriteItem, { limitOf }: WriteMeans): boolean {
  const [first] = group;
  const latest = group.at(-1);
  // Whether a step may be done shows only when its turn has come: it takes nothing else along.
  if (!first || !latest || latest.checkStep || item.checkStep) return false;
  const { area, start, length } = item.member;
  if (latest.member.area !== area || isMasked(latest) !== isMasked(item)) return false;
  if (isMasked(item)) {
    // A bit that is written twice takes the later value, in a request of its own.
    return latest.member.start === start && group.every((other) => bitOf(other) !== bitOf(item));
  }
  const follows = latest.member.start + latest.member.length === start;
  return follows && start + length - first.member.start <= Math.min(limitOf(area), writeLimit(area));
}

/** The bit of a register as it stands on the wire: a table may swap its bytes. */
const bitOf = ({ member }: WriteItem): number => word(encodeValue(true, member.tag), 0);

function planned(items: readonly [WriteItem, ...WriteItem[]], { multipleOnly }: WriteMeans): PlannedWrite {
  const [first] = items;
  const { area, start: address } = first.member;
  const length = isMasked(first) ? 1 : items.reduce((sum, { member }) => sum + member.length, 0);
  const place = { items, start: address, length } as const;
  if (area === 'coil') {
    const values = items.map(({ bytes }) => bitAt(bytes, 0));
    const [value] = values;
    const single = values.length === 1 && value !== undefined && !multipleOnly;
    const request: WriteRequest = single
      ? { do: 'write-coil', address, value }
      : { do: 'write-coils', address, values };
    return { ...place, area, request };
  }
  return { ...place, area: 'holding-register', request: registersRequest(items, address, multipleOnly) };
}

function registersRequest(
  items: readonly [WriteItem, ...WriteItem[]],
  address: number,
  multipleOnly: boolean,
): WriteRequest {
  const [first] = items;
  if (isMasked(first)) {
    const all = items.reduce((mask, item) => mask | bitOf(item), 0);
    const or = items.reduce((sum, { bytes }) => sum | word(bytes, 0), 0);
    return { do: 'mask-register', address, and: ~all & 0xffff, or };
  }
  const data = new Uint8Array(items.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of items) {
    data.set(bytes, at);
    at += bytes.length;
  }
  return data.length === 2 && !multipleOnly
    ? { do: 'write-register', address, value: word(data, 0) }
    : { do: 'write-registers', address, data };
}
