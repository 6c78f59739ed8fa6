import { fleetErrors } from '../../../common/errors.ts';

/** Bytes `from` up to, and without, `to`. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Which bytes of a file are asked for. One range is served; of several, and of what cannot be understood, the whole file, as
 * a server may. So is what is asked for on condition that the file is still another one.
 *
 * @param range the header `Range`
 * @param onlyIf the header `If-Range`
 * @param file how many bytes it has, and its tag without quotes
 * @throws `fleet.range-unsatisfiable`
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#name-range-requests
 */
export function readRange(
  range: string | undefined,
  onlyIf: string | undefined,
  { size, tag }: { readonly size: number; readonly tag: string },
): ByteRange {
  const whole = { from: 0, to: size };
  if (onlyIf !== undefined && onlyIf !== `"${tag}"`) return whole;
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return whole;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < from) return whole;
  if (from >= to) throw fleetErrors.rangeUnsatisfiable({ size });
  return { from, to };
}
