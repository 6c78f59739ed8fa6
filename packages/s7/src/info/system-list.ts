import type { UserData } from '../client/session.ts';
import { s7Errors } from '../errors.ts';
import { wordAt } from '../value/read-number.ts';

/**
 * A system status list ("SZL"): what a CPU says of itself, as records of one length.
 * @see Siemens, "System Software for S7-300/400, System and Standard Functions", chapter "System Status Lists"
 */
export interface SystemList {
  readonly list: number;
  readonly index: number;
  readonly records: readonly Uint8Array[];
}

/** List, index, length of a record, and how many there are. */
const header = 8;

/** @throws `s7.bad-request` */
export function systemListRequest(list: number, index: number): UserData {
  for (const [name, value] of Object.entries({ list, index })) {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff)
      throw s7Errors.badRequest({ reason: `the ${name} is no number from 0 to 65535` });
  }
  return { group: 4, function: 1, data: Uint8Array.of(list >> 8, list & 0xff, index >> 8, index & 0xff) };
}

/** @throws `s7.bad-answer` */
export function readSystemList(data: Uint8Array): SystemList {
  const length = wordAt(data, 4);
  const count = wordAt(data, 6);
  if (data.length < header || data.length < header + length * count)
    throw s7Errors.badAnswer({
      reason: `a system status list of ${count} records of ${length} bytes comes with ${data.length} bytes`,
    });
  const records = Array.from({ length: length === 0 ? 0 : count }, (_, at) =>
    data.subarray(header + at * length, header + (at + 1) * length),
  );
  return { list: wordAt(data, 0), index: wordAt(data, 2), records };
}

/**
 * The record that begins with a number, where there is one that is long enough.
 * @param length in bytes
 */
export function recordOf(
  { records }: Pick<SystemList, 'records'>,
  number: number,
  length: number,
): Uint8Array | undefined {
  return records.find((record) => record.length >= length && wordAt(record, 0) === number);
}
