import { formatShape } from '../../address/format.ts';
import { isTextType, strideOf } from '../../data-type.ts';
import { usualPdu } from '../../plan/limits.ts';
import { s7TagErrors } from '../../tag-errors.ts';
import type { Lessons } from '../read/lessons.ts';
import { readMembers } from '../read/read-members.ts';
import type { Session } from '../session.ts';
import type { Member } from '../table/member.ts';
import type { TurnOptions, Turns } from '../turns.ts';
import type { WriteEntry } from './entry.ts';

/** How many characters each element of a text holds, as the PLC says it. 0: it says nothing. */
type Rooms = readonly number[];

/**
 * How much room the texts of a PLC have. A table may say more than there is, and then the end of a text would be written over what lies
 * behind it, and read back as written. So the PLC is asked before the first write to each text in a session.
 */
export class TextRooms {
  readonly #turns: Turns;
  readonly #lessons: Lessons;
  readonly #known = new WeakMap<Session, Map<Member, Rooms>>();

  constructor(turns: Turns, lessons: Lessons) {
    this.#turns = turns;
    this.#lessons = lessons;
  }

  /**
   * Which of these values are longer than their place in the PLC. It never rejects: where the PLC cannot be asked, the write itself
   * meets the same.
   */
  async tooLong(
    entries: readonly WriteEntry[],
    options: TurnOptions,
  ): Promise<ReadonlyMap<WriteEntry, Error>> {
    const texts = entries.filter(
      ({ member: { tag, unreadable } }) => isTextType(tag.type) && unreadable === undefined,
    );
    if (texts.length === 0) return new Map();
    const rooms = await this.#roomsOf(
      texts.map(({ member }) => member),
      options,
    ).catch(() => undefined);
    return new Map(
      texts.flatMap((entry) => {
        const error = problemOf(entry, rooms?.get(entry.member) ?? []);
        return error === undefined ? [] : [[entry, error] as const];
      }),
    );
  }

  async #roomsOf(members: readonly Member[], options: TurnOptions): Promise<ReadonlyMap<Member, Rooms>> {
    const { current } = this.#turns.connection;
    const known = current && this.#known.get(current);
    if (known && members.every((member) => known.has(member))) return known;
    return this.#turns.schedule('write', options, async (session, signal) => {
      const rooms = this.#known.get(session) ?? new Map<Member, Rooms>();
      this.#known.set(session, rooms);
      const limits = { pdu: session.limits.pdu ?? usualPdu, items: this.#lessons.maxItems };
      const asked = members.filter((member) => !rooms.has(member));
      for (const [member, answer] of await readMembers(session, asked, limits, signal))
        if ('data' in answer) rooms.set(member, roomsIn(member, answer.data));
      return rooms;
    });
  }
}

function roomsIn({ tag }: Member, data: Uint8Array): Rooms {
  const stride = strideOf(tag);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: tag.count ?? 1 }, (_, index) =>
    tag.type === 'WSTRING' ? view.getUint16(index * stride) : view.getUint8(index * stride),
  );
}

function problemOf({ member: { tag }, written }: WriteEntry, rooms: Rooms): Error | undefined {
  const texts: readonly unknown[] = Array.isArray(written) ? written : [written];
  const index = texts.findIndex((text, at) => {
    const room = rooms[at] ?? 0;
    return room > 0 && typeof text === 'string' && text.length > room;
  });
  if (index < 0) return undefined;
  return s7TagErrors.valueDoesNotFit({
    tag: tag.name,
    type: formatShape(tag),
    ...(tag.count !== undefined && { index }),
    value: JSON.stringify(texts[index]),
    reason: `the PLC itself has room for ${rooms[index]} characters there, so its table says too many`,
  });
}
