import { badStatuses } from '../statuses.ts';

let names: ReadonlyMap<number, string> | undefined;

/** The name of a status by its number; the bits below the code say nothing of why. Undefined names are `Bad`. */
export function nameOfStatus(code: number): string {
  names ??= new Map(Object.entries(badStatuses).map(([name, [value]]) => [value, name]));
  return names.get((code & 0xffff_0000) >>> 0) ?? 'Bad';
}
