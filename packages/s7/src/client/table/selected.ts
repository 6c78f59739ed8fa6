import { type Point, tagErrors } from '@millwright/tags';
import type { PlanOptions } from '../../plan/limits.ts';
import type { S7Tag, UnusableTag } from '../../tag.ts';
import { Selection } from '../read/selection.ts';
import { type Member, memberOf, pointOf, type Slot } from './member.ts';

/** What is asked for: a tag, or a name that nobody has. */
export type Wanted = Member | { readonly point: Point; readonly error: unknown };

/** Tags that are read together, in the order of their samples. */
export interface Selected {
  readonly size: number;
  readonly selection: Selection<Slot>;
  /** Those that are not read at all, and why. */
  readonly impossible: readonly { readonly at: number; readonly point: Point; readonly error: unknown }[];
}

/** A tag that cannot be what it is said to be spoils no other. */
export function wantedOf(tag: S7Tag | UnusableTag): Wanted {
  if ('error' in tag) return { point: pointOf(tag), error: tag.error };
  try {
    return memberOf(tag);
  } catch (error) {
    return { point: pointOf(tag), error };
  }
}

export function selectedOf(wanted: readonly Wanted[], options: PlanOptions): Selected {
  const slots: Slot[] = [];
  const impossible: { at: number; point: Point; error: unknown }[] = [];
  for (const [at, each] of wanted.entries()) {
    const { point } = each;
    if ('error' in each) impossible.push({ at, point, error: each.error });
    else if (each.unreadable !== undefined) impossible.push({ at, point, error: each.unreadable });
    else slots.push({ ...each, at });
  }
  return { size: wanted.length, selection: new Selection(slots, options), impossible };
}

export function unknownTag(name: string): Wanted {
  return { point: { name, address: '' }, error: tagErrors.unknownTag({ tag: name }) };
}
