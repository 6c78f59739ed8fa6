import { s7Errors } from '../../errors.ts';
import { placeOfItem } from '../../item-error.ts';
import type { RequestLimits } from '../../plan/limits.ts';
import { planS7Reads } from '../../plan/read-plan.ts';
import type { S7Span } from '../../plan/region.ts';
import type { Session } from '../session.ts';
import { Assembly } from './assembly.ts';

/** The bytes of a member, or why they did not come. */
export type MemberAnswer = { readonly data: Uint8Array } | { readonly error: unknown };

/**
 * Reads each member as an item of its own, one request after the other, and asks for nothing twice: for what belongs to
 * a write.
 * @throws what `Session.read` throws
 */
export async function readMembers<Member extends S7Span>(
  session: Session,
  members: readonly Member[],
  limits: RequestLimits,
  signal: AbortSignal,
): Promise<ReadonlyMap<Member, MemberAnswer>> {
  const found = new Map<Member, MemberAnswer>();
  const assemblies = new Map<Member, Assembly<Member>>();
  for (const { items, parts } of planS7Reads(members, limits, { optimize: false }).requests) {
    const answers = await session.read(items, signal);
    for (const [index, part] of parts.entries()) {
      const [member] = part.block.members as readonly [Member];
      const { length, ...place } = items[index] as (typeof items)[number];
      const missing = { place: placeOfItem(place, length), asked: items.length, answered: answers.length };
      const answer = answers[index] ?? { error: s7Errors.itemMissing(missing) };
      const assembly = assemblies.get(member) ?? new Assembly(part);
      assemblies.set(member, assembly);
      if ('error' in answer) {
        if (assembly.fail()) found.set(member, answer);
        continue;
      }
      const data = assembly.add(part, answer.data);
      if (data) found.set(member, { data });
    }
  }
  return found;
}
