import { valueOfText } from '@millwright/plc';
import { type Kind, kindOfType, type S7Format } from '@millwright/s7';

/** What a text stands for that somebody typed for a tag. What is none of its type stays text, and is refused as such. */
export function typedValue(format: Pick<S7Format, 'type' | 'count' | 'scaling'>, text: string): unknown {
  if (format.count === undefined) return elementOf(format, text);
  const inside = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1] ?? text;
  const elements: unknown = jsonOf(`[${inside}]`);
  return Array.isArray(elements) ? elements : text;
}

function elementOf({ type, scaling }: Pick<S7Format, 'type' | 'scaling'>, text: string): unknown {
  return valueOfText({ type: formats[kindOfType(type)], ...(scaling && { scaling }) }, text);
}

/** As which of the formats that all protocols have a value of each kind is typed. */
const formats = {
  bool: 'bool',
  number: 'float64',
  wide: 'int64',
  character: 'string',
  text: 'string',
  date: 'string',
} as const satisfies Readonly<Record<Kind, unknown>>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
