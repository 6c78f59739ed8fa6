import { type Status, statusOf } from '@millwright/tags';
import { type StatusCode, StatusCodes } from 'node-opcua-status-code';
import { isBadStatus } from '../../errors.ts';
import { badStatuses } from '../../statuses.ts';

/** The bits that name a status; the others tell more of it. @see OPC 10000-4 section 7.39.1 */
const naming = 0xffff_0000;

/** A data value's status with the bit that says that values before it were lost. */
const overflow = 0x0480;

export const isOverflow = (code: number): boolean => (code & overflow) === overflow;

/** Whether a status tells nothing beyond that the value is good. That values were lost is told in a place of its own. */
export const isPlainGood = (code: number): boolean => code === 0 || code === overflow;

const baseOf = (code: number): number => (code & naming) >>> 0;

const known: ReadonlyMap<number, StatusCode> = new Map(
  Object.values(StatusCodes as unknown as Readonly<Record<string, StatusCode>>)
    .filter(({ name }) => name !== undefined)
    .map((status) => [baseOf(status.value), status]),
);

/** `Good`, `BadNodeIdUnknown` …; a status that the specification does not have goes by its number. */
export function statusName(code: number): string {
  const base = baseOf(code);
  if (base === 0) return 'Good';
  return known.get(base)?.name ?? `0x${base.toString(16).padStart(8, '0')}`;
}

/** The number of a status by its name; undefined where the specification has none of that name. */
export function statusCodeOf(name: string): number | undefined {
  if (!Object.hasOwn(StatusCodes, name)) return undefined;
  return (StatusCodes as unknown as Readonly<Record<string, StatusCode>>)[name]?.value;
}

/** A status as the server sent it. @param reason in place of the specification's own sentence */
export function statusOfCode(code: number, reason?: string): Status {
  const name = statusName(code);
  return { code, name, reason: reason ?? meaningOf(code, name) };
}

function meaningOf(code: number, name: string): string {
  if (isBadStatus(name)) return badStatuses[name][1];
  // Some of the generated ones have no words of their own.
  const { description } = known.get(baseOf(code)) ?? {};
  return description ? description.replace(/\.$/, '') : `The server answered ${name}`;
}

export const badDecoding = (reason: string): Status =>
  statusOf('BadDecodingError', `What the server sent cannot be read: ${reason}`);
