import { type Latest, noLatest, type Point } from '@millwright/tags';
import { type S7Span, spanOf, unitBytes } from '../../plan/region.ts';
import type { S7Tag } from '../../tag.ts';
import { s7TagErrors } from '../../tag-errors.ts';
import { decoderOf } from '../../value/decode.ts';
import type { S7Decoded } from '../../value/decoded.ts';

/** A tag as something to be read or written. */
export interface Member extends S7Span {
  readonly tag: S7Tag;
  readonly point: Point;
  /** Its value in the data of a block that begins at `start`. */
  readonly decode: (data: Uint8Array, start: number) => S7Decoded;
  /** What was read of it. */
  readonly latest: Latest;
  /** Why it cannot be read, or written. */
  readonly unreadable?: unknown;
  readonly unwritable?: unknown;
}

/** A member at its place in a selection. */
export interface Slot extends Member {
  readonly at: number;
}

export function pointOf({ name, address, unit }: Point): Point {
  return unit === undefined ? { name, address } : { name, address, unit };
}

export function memberOf(tag: S7Tag): Member {
  const { place, name } = tag;
  const { area, start: first } = place;
  const decode = decoderOf(tag, place.bit);
  const unit = unitBytes(place);
  return {
    ...spanOf(place, tag),
    tag,
    point: pointOf(tag),
    decode: (data, start) => decode(data, (first - start) * unit),
    latest: noLatest(),
    ...(area === 'PQ' && { unreadable: s7TagErrors.notReadable({ tag: name }) }),
    ...(area === 'PI' && { unwritable: s7TagErrors.notWritable({ tag: name }) }),
  };
}
