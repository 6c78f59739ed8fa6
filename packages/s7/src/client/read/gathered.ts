import type { Part } from '../../plan/pack.ts';
import type { S7Span } from '../../plan/region.ts';
import type { ItemAnswer } from '../session.ts';
import { Assembly } from './assembly.ts';

/** The bytes of a member, or why they did not come. */
export type MemberAnswer = { readonly data: Uint8Array } | { readonly error: unknown };

/** The answers for members of which each is a block of its own, in one piece or in several. */
export class Gathered<Member extends S7Span> {
  readonly found = new Map<Member, MemberAnswer>();
  readonly #assemblies = new Map<Member, Assembly<Member>>();

  take(part: Part<Member>, answer: ItemAnswer): void {
    const [member] = part.block.members as readonly [Member];
    const assembly = this.#assemblies.get(member) ?? new Assembly(part);
    this.#assemblies.set(member, assembly);
    if ('error' in answer) {
      if (assembly.fail()) this.found.set(member, answer);
      return;
    }
    const data = assembly.add(part, answer.data);
    if (data) this.found.set(member, { data });
  }
}
