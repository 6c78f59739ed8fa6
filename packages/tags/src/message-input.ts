import { tagErrors } from './errors.ts';

/** What a message may ask to write: values by the names of tags. */
export type ValuesByTag = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/**
 * What a message brings to be written: an object of values by the names of tags, or one value whose tag the topic names.
 * @throws `tags.nothing-to-write`
 */
export function writtenValues({ payload, topic }: Readonly<Record<string, unknown>>): ValuesByTag {
  if (isObject(payload)) {
    if (Object.keys(payload).length > 0) return payload;
  } else if (payload !== undefined && payload !== null && typeof topic === 'string' && topic !== '') {
    return { [topic]: payload };
  }
  throw tagErrors.nothingToWrite();
}

/** Which tags a message asks for: names of the table, and tags of its own as they came. */
export interface AskedTags {
  readonly names: readonly string[];
  readonly own: readonly Readonly<Record<string, unknown>>[];
}

/** As many as a node may name in its form. */
const mostTags = 5_000;

/**
 * The tags that a message asks for in `msg.tags`.
 * @throws `tags.bad-selection`
 */
export function askedTags({ tags }: Readonly<Record<string, unknown>>): AskedTags {
  if (!Array.isArray(tags) || tags.length === 0)
    throw tagErrors.badSelection({ reason: 'msg.tags is no array with names of tags' });
  if (tags.length > mostTags)
    throw tagErrors.badSelection({
      reason: `msg.tags has ${tags.length} members, and ${mostTags} are possible`,
    });
  const names: string[] = [];
  const own: Readonly<Record<string, unknown>>[] = [];
  for (const each of tags as readonly unknown[]) {
    if (typeof each === 'string') names.push(each);
    else if (isObject(each) && typeof each['name'] === 'string') own.push(each);
    else
      throw tagErrors.badSelection({ reason: 'a member of msg.tags is neither a name nor a tag with one' });
  }
  return { names, own };
}
