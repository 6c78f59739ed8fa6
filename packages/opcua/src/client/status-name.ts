import { badStatuses } from '../statuses.ts';

let names: ReadonlyMap<number, string> | undefined;

/** The name of a status by its number; the bits below the code say nothing of why. One that the specification does not have goes by its number. */
export function nameOfStatus(code: number): string {
  names ??= new Map(Object.entries(badStatuses).map(([name, [value]]) => [value, name]));
  const base = (code & 0xffff_0000) >>> 0;
  return names.get(base) ?? `0x${base.toString(16).padStart(8, '0')}`;
}
