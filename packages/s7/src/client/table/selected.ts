import { type Point, tagErrors } from '@millwright/tags';
import type { PlanOptions } from '../../plan/limits.ts';
import { Selection } from '../read/selection.ts';
import type { Member, Slot } from './member.ts';

/** What is asked for: a tag, or a name that nobody has. */
export type Wanted = Member | { readonly point: Point; readonly error: unknown };

/** Tags that are read together, in the order of their samples. */
export interface Selected {
  readonly size: number;
  readonly selection: Selection<Slot>;
  /** Those that are not read at all, and why. */
  readonly impossible: readonly { readonly at: number; readonly point: Point; readonly error: unknown }[];
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
