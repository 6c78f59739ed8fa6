import type { ValueFormat } from '@millwright/tags';

const bools: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['off', false],
]);

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** What a typed text stands for, for a tag of this format. What is none of its type stays text, and is refused as such. */
export function valueOfText({ type, scaling }: Pick<ValueFormat, 'type' | 'scaling'>, text: string): unknown {
  if (type === 'string') return text;
  if (type === 'bool') return bools.get(text.toLowerCase()) ?? text;
  // Digits beyond 2^53 would not survive as a number.
  if ((type === 'int64' || type === 'uint64') && scaling === undefined) return text;
  return number.test(text) ? Number(text) : text;
}
