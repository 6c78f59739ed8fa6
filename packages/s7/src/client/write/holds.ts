import { unitBytes } from '../../plan/region.ts';
import type { WriteItem } from '../session.ts';
import type { WriteEntry } from './entry.ts';

/** Whether what was read of a tag is what was written: byte by byte, of a bit that bit. */
export function holds({ items, member }: WriteEntry, data: Uint8Array): boolean {
  const unit = unitBytes(member.place);
  return items.every((item) => holdsItem(item, data, (item.start - member.start) * unit));
}

function holdsItem(item: WriteItem, data: Uint8Array, at: number): boolean {
  if ('bytes' in item) return item.bytes.every((byte, index) => data[at + index] === byte);
  return (((data[at] ?? 0) >> item.bit) & 1) === Number(item.value);
}
