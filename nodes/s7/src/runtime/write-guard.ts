import { formatAddress, isNumbered, type S7Tag, sizeOf } from '@millwright/s7';
import { s7NodeErrors } from '../common/errors.ts';
import { isAllowed } from '../common/write-ranges.ts';
import type { ConnectionConfig } from '../mw-s7-connection/schema.ts';

export type WriteLimits = Pick<ConnectionConfig, 'readOnly' | 'writeAllow'>;

/**
 * Refuses what a connection does not let be written.
 * @throws `s7-nodes.read-only-connection`, `s7-nodes.write-not-allowed`
 */
export function checkWrite(tag: S7Tag, { readOnly, writeAllow }: WriteLimits): void {
  if (readOnly) throw s7NodeErrors.readOnlyConnection();
  if (writeAllow.length === 0) return;
  const { place } = tag;
  const { area, db, start, bit } = place;
  const length = isNumbered(area) ? (tag.count ?? 1) : sizeOf(tag, bit);
  const target = { area, ...(db !== undefined && { db }), first: start, last: start + length - 1 };
  if (!isAllowed(writeAllow, target))
    throw s7NodeErrors.writeNotAllowed({ address: formatAddress(place, tag) });
}

/**
 * Refuses to stop or start a PLC, or to set its clock, where the connection limits what is written: none of that lies in a range.
 * @throws `s7-nodes.read-only-connection`, `s7-nodes.write-not-allowed`
 */
export function checkControl(action: string, { readOnly, writeAllow }: WriteLimits): void {
  if (readOnly) throw s7NodeErrors.readOnlyConnection();
  if (writeAllow.length > 0) throw s7NodeErrors.writeNotAllowed({ address: action });
}
