import { isBytes } from '@millwright/tags';

/** As much of a value as a record holds. */
const longest = 200;

/** A value as a record has it: one line. It never throws: what is recorded has happened already. */
export function recordText(value: unknown): string {
  try {
    return textOf(value).slice(0, longest);
  } catch {
    return '(no value)';
  }
}

function textOf(value: unknown): string {
  if (isBytes(value)) return `0x${Buffer.from(value.subarray(0, longest / 2)).toString('hex')}`;
  if (typeof value !== 'object' || value === null) return String(value);
  // Of a large array the first elements are enough, and there may be a million.
  if (Array.isArray(value)) return json(value.slice(0, longest));
  return isPlain(value) ? json(value) : String(value);
}

/** Whether it is nothing but its fields. What a function node makes has the prototypes of a context of its own. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const json = (value: object): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
