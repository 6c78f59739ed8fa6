import { s7Errors } from '../../errors.ts';
import { placeOfItem } from '../../item-error.ts';
import { planS7Reads } from '../../plan/read-plan.ts';
import type { S7Span } from '../../plan/region.ts';
import type { Item, ItemAnswer, Session } from '../session.ts';
import { Gathered, type MemberAnswer } from './gathered.ts';
import { Halving } from './halving.ts';
import type { Lessons } from './lessons.ts';
import { mayBeTooMany } from './too-many.ts';

/**
 * Reads each member as an item of its own, one request after the other: for what belongs to a write. What were too many
 * items for the PLC is asked for once more in fewer, and nothing else is.
 * @throws what `Session.read` throws, but for a refusal that may come of their number
 */
export async function readMembers<Member extends S7Span>(
  session: Session,
  members: readonly Member[],
  lessons: Lessons,
  signal: AbortSignal,
): Promise<ReadonlyMap<Member, MemberAnswer>> {
  lessons.follow(session);
  const { reads } = lessons;
  const gathered = new Gathered<Member>();
  const halving = new Halving<Member>(reads);
  const limits = { pdu: session.limits.pdu, items: lessons.mostRead };
  const waiting = [...planS7Reads(members, limits, { optimize: false }).requests];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [request = next, ...others] = halving.cut(next);
    waiting.unshift(...others);
    const { items, parts } = request;
    const answers = await session
      .read(items, signal)
      .catch((error: Error): readonly ItemAnswer[] | undefined => {
        if (!mayBeTooMany(error)) throw error;
        waiting.unshift(...halving.refused(request));
        return items.length > 1 ? undefined : [{ error }];
      });
    if (answers === undefined) continue;
    const { length: answered } = answers;
    if (answered === items.length) reads.noteTaken(answered);
    else reads.learnItems(answered);
    for (const [index, part] of parts.entries()) {
      const answer = answers[index];
      if (answer) gathered.take(part, answer);
      else if (answered === 0) gathered.take(part, { error: missing(items[index] as Item, items.length) });
    }
    if (answered > 0 && answered < items.length)
      waiting.unshift({ items: items.slice(answered), parts: parts.slice(answered) });
  }
  return gathered.found;
}

function missing({ length, ...place }: Item, asked: number): Error {
  return s7Errors.itemMissing({ place: placeOfItem(place, length), asked, answered: 0 });
}
