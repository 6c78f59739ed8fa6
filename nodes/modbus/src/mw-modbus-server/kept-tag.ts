import type { ModbusTag } from '@millwright/modbus';
import { byteOrders, decodeValue, encodeValue, isValue, registersOf, tagTypes } from '@millwright/tags';
import * as v from 'valibot';

const keptTag = v.object({
  type: v.picklist(tagTypes),
  byteOrder: v.picklist(byteOrders),
  /** Its registers, two bytes each; of a bool one byte, 0 or 1. */
  data: v.pipe(v.string(), v.regex(/^(?:[\da-f]{2})+$/)),
});

export type KeptTag = v.InferOutput<typeof keptTag>;
/** What a server keeps of all its tags, by their names. */
export type KeptTags = Readonly<Record<string, KeptTag>>;

const format = 1;

/** The file as a whole. What it has of each tag is looked at apart, so that one that is wrong costs no other. */
export const keptFile = v.object({ format: v.literal(format), tags: v.record(v.string(), v.unknown()) });

export const keptText = (tags: KeptTags): string => JSON.stringify({ format, tags });

/** The tags of a file that can be used, and the names of the others. */
export function soundTags({ tags }: v.InferOutput<typeof keptFile>): {
  readonly sound: KeptTags;
  readonly wrong: readonly string[];
} {
  const [sound, wrong]: [[string, KeptTag][], string[]] = [[], []];
  for (const [name, entry] of Object.entries(tags)) {
    const { success, output } = v.safeParse(keptTag, entry);
    if (success) sound.push([name, output]);
    else wrong.push(name);
  }
  return { sound: Object.fromEntries(sound), wrong };
}

/** What is kept of a tag: a value alone would lose what is none, such as a float that is not a number. */
export function keptOf({ type, byteOrder }: ModbusTag, bytes: Uint8Array): KeptTag {
  return { type, byteOrder, data: Buffer.from(bytes).toString('hex') };
}

/**
 * What was kept of a tag, as `encodeValue` gives it: exactly where the tag is what it was, else its value. Undefined where
 * there is none that the tag can hold.
 */
export function bytesOfKept({ type, byteOrder, data }: KeptTag, tag: ModbusTag): Uint8Array | undefined {
  const bytes = Uint8Array.from(Buffer.from(data, 'hex'));
  const isAsItWas = type === tag.type && byteOrder === tag.byteOrder && bytes.length === registersOf(tag) * 2;
  if (type !== 'bool' && isAsItWas) return bytes;
  const wide = type === tag.type ? 'bigint' : 'number';
  const value = decodeValue(bytes, { type, byteOrder, length: bytes.length / 2, wide });
  try {
    return isValue(value) ? encodeValue(value, tag) : undefined;
  } catch {
    return undefined;
  }
}
