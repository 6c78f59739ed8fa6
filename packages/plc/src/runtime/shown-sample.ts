import type { ShownSample } from '@millwright/plc';
import type { Sample } from '@millwright/tags';

/** A sample as a dialog shows it: as JSON has it, without what was known before. */
export function shownSampleOf({ value, quality, ts, address, text, status, unit, tag }: Sample): ShownSample {
  return {
    tag,
    value: plain(value),
    quality,
    ts,
    address,
    ...(unit !== undefined && { unit }),
    ...(text !== undefined && { text }),
    ...(status && { status: { ...status } }),
  };
}

/** The longest text that a cell of a table can show. */
const longest = 500;

function plain(value: Sample['value']): ShownSample['value'] {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return textOf(value).slice(0, longest);
}

function textOf(value: NonNullable<Sample['value']>): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value !== 'object') return String(value);
  return JSON.stringify(value, (_key, each: unknown) => inside(each));
}

/** Numbers are told with as many digits as one that stands alone: 1.82 is no 1.8200000524520874. */
function inside(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;
}
