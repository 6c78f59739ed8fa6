import { type Hold, isUnsent, tagErrors } from '@millwright/tags';
import { formatShape } from '../../address/format.ts';
import { isTextType, strideOf } from '../../data-type.ts';
import { s7TagErrors } from '../../tag-errors.ts';
import type { Lessons } from '../read/lessons.ts';
import { readMembers } from '../read/read-members.ts';
import type { Session } from '../session.ts';
import type { Member } from '../table/member.ts';
import type { TurnOptions, Turns } from '../turns.ts';
import type { WriteEntry } from './entry.ts';

/** How many characters each element of a text holds, as the PLC says it. 0: it says nothing. */
type Rooms = readonly number[];

/** Of each text what the PLC said, or why it did not. */
type Answers = ReadonlyMap<Member, Rooms | Error>;

/** A write whose turn has come: until it is sent it can be held back. */
interface Turn {
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly hold: Hold;
}

/**
 * How much room the texts of a PLC have. A table may say more than there is, and then the end of a text would be written over what lies
 * behind it, and read back as written. So the PLC is asked before the first write to each text in a session: before anything is sent
 * ({@link problems}), and once more where a write goes over another session than the one that was asked ({@link problemsNow}).
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
   * What speaks against writing some of these values: they are longer than their place in the PLC, or the PLC did not say how long
   * that is (`tags.not-sent`, or why it could not be asked). It never rejects.
   */
  async problems(
    entries: readonly WriteEntry[],
    options: TurnOptions,
  ): Promise<ReadonlyMap<WriteEntry, Error>> {
    const texts = textsAmong(entries);
    if (texts.length === 0) return new Map();
    return problemsOf(texts, await this.#answersFor(membersOf(texts), options));
  }

  /**
   * What speaks against writing some of these values over the session on which their turn has come: another PLC may answer there than
   * the one that was asked before. The turn is held back while it is asked.
   * @throws why the PLC could not be asked, or `tags.not-sent` where the turn was taken back meanwhile: nothing of it is to be sent
   */
  async problemsNow(
    entries: readonly WriteEntry[],
    { session, signal, hold }: Turn,
  ): Promise<ReadonlyMap<WriteEntry, Error>> {
    const texts = textsAmong(entries);
    const rooms = this.#roomsOf(session);
    const members = membersOf(texts);
    if (members.every((member) => rooms.has(member))) return problemsOf(texts, rooms);
    hold.hold();
    const answers = await this.#ask(session, members, signal).catch((error: unknown) => {
      throw unasked(error);
    });
    hold.release();
    return problemsOf(texts, answers);
  }

  async #answersFor(members: readonly Member[], options: TurnOptions): Promise<Answers> {
    const { current } = this.#turns.connection;
    const known = current ? this.#roomsOf(current) : new Map<Member, Rooms>();
    const unknown = members.filter((member) => !known.has(member));
    if (unknown.length === 0) return known;
    try {
      return await this.#turns.schedule('write', options, (session, signal) =>
        this.#ask(session, members, signal),
      );
    } catch (error) {
      return new Map<Member, Rooms | Error>([
        ...known,
        ...unknown.map((member) => [member, unasked(error)] as const),
      ]);
    }
  }

  async #ask(session: Session, members: readonly Member[], signal: AbortSignal): Promise<Answers> {
    const rooms = this.#roomsOf(session);
    const unknown = members.filter((member) => !rooms.has(member));
    const errors = new Map<Member, Error>();
    for (const [member, answer] of await readMembers(session, unknown, this.#lessons, signal)) {
      if ('data' in answer) rooms.set(member, roomsIn(member, answer.data));
      else errors.set(member, unasked(answer.error));
    }
    return new Map<Member, Rooms | Error>([...rooms, ...errors]);
  }

  #roomsOf(session: Session): Map<Member, Rooms> {
    const rooms = this.#known.get(session) ?? new Map<Member, Rooms>();
    this.#known.set(session, rooms);
    return rooms;
  }
}

const textsAmong = (entries: readonly WriteEntry[]): readonly WriteEntry[] =>
  entries.filter(({ member: { tag, unreadable } }) => isTextType(tag.type) && unreadable === undefined);

const membersOf = (entries: readonly WriteEntry[]): readonly Member[] => entries.map(({ member }) => member);

function problemsOf(texts: readonly WriteEntry[], answers: Answers): ReadonlyMap<WriteEntry, Error> {
  return new Map(
    texts.flatMap((entry) => {
      const answer = answers.get(entry.member) as Rooms | Error;
      const error = answer instanceof Error ? answer : problemOf(entry, answer);
      return error === undefined ? [] : [[entry, error] as const];
    }),
  );
}

/** Nobody knows what a longer text would be written over, so it is not written. */
function unasked(error: unknown): Error {
  if (error instanceof Error && (isUnsent(error) || tagErrors.unitSuspended.is(error))) return error;
  const isOutcome = tagErrors.notSent.is(error) || tagErrors.outcomeUnknown.is(error);
  const cause = isOutcome ? (error.cause ?? error) : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  const reason = `how long a text the PLC has room for there could not be asked: ${why}`;
  return tagErrors.notSent({ reason }, { cause });
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
