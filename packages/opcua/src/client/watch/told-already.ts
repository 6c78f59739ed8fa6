import { type Sample, sameValue } from '@millwright/tags';
import type { DataItem } from './data-item.ts';

/** Whether what a message brings was there already when the tag was read. */
export function isOlder({ sourceTs, value }: Sample, { readUntil, known }: DataItem): boolean {
  if (sourceTs === undefined || readUntil === undefined) return false;
  return sourceTs < readUntil || (sourceTs === readUntil && sameValue(value, known?.value ?? null));
}

/** Whether what was read is what the tag was told to be last. */
export function isKnown({ quality, status, sourceTs, value }: Sample, { toldBad, known }: DataItem): boolean {
  if (quality === 'bad') return toldBad === status?.name;
  return (
    toldBad === undefined &&
    known !== undefined &&
    known.sourceTs === sourceTs &&
    sameValue(known.value, value)
  );
}
