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

/** How many characters each element of a text holds, as the PLC says it. */
type Rooms = readonly number[];

/** Of each text what the PLC said, or why it did not. */
type Answers = ReadonlyMap<WriteEntry, Rooms | Error>;

/** A write whose turn has come: until it is sent it can be held back. */
interface Turn {
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly hold: Hold;
}

/**
 * How much room the texts of a PLC have. A table may say more than there is, and then the end of a text would be written over what lies
 * behind it, and read back as written. So the PLC is asked before each write of a text, since a block may be loaded anew at any time:
 * before anything is sent ({@link problems}), and once more where a write goes over another session than the one that was asked
 * ({@link problemsNow}).
 */
export class TextRooms {
  readonly #turns: Turns;
  readonly #lessons: Lessons;
  /** Over which session the PLC said it for a write that is under way. */
  readonly #said = new WeakMap<WriteEntry, Session>();

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
    try {
      const answers = await this.#turns.schedule('write', options, (session, signal) =>
        this.#ask(session, texts, signal),
      );
      return problemsOf(texts, answers);
    } catch (error) {
      return new Map(texts.map((entry) => [entry, unasked(error)]));
    }
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
    if (texts.every((entry) => this.#said.get(entry) === session)) return new Map();
    hold.hold();
    const answers = await this.#ask(session, texts, signal).catch((error: unknown) => {
      throw unasked(error);
    });
    hold.release();
    return problemsOf(texts, answers);
  }

  async #ask(session: Session, texts: readonly WriteEntry[], signal: AbortSignal): Promise<Answers> {
    const members = texts.map(({ member }) => member);
    const said = await readMembers(session, members, this.#lessons, signal);
    return new Map(
      texts.map((entry): readonly [WriteEntry, Rooms | Error] => {
        const { member } = entry;
        const answer = said.get(member);
        if (answer === undefined || !('data' in answer)) return [entry, unasked(answer?.error)];
        this.#said.set(entry, session);
        return [entry, roomsIn(member, answer.data)];
      }),
    );
  }
}

const textsAmong = (entries: readonly WriteEntry[]): readonly WriteEntry[] =>
  entries.filter(({ member: { tag, unreadable } }) => isTextType(tag.type) && unreadable === undefined);

function problemsOf(texts: readonly WriteEntry[], answers: Answers): ReadonlyMap<WriteEntry, Error> {
  return new Map(
    texts.flatMap((entry) => {
      const answer = answers.get(entry) as Rooms | Error;
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
  const index = texts.findIndex((text, at) => typeof text === 'string' && text.length > roomAt(rooms, at));
  if (index < 0) return undefined;
  const room = roomAt(rooms, index);
  return s7TagErrors.valueDoesNotFit({
    tag: tag.name,
    type: formatShape(tag),
    ...(tag.count !== undefined && { index }),
    value: JSON.stringify(texts[index]),
    reason:
      room === 0
        ? 'no text begins there in the PLC: it says that it has room for 0 characters'
        : `the PLC itself has room for ${room} characters there, so its table says too many`,
  });
}

const roomAt = (rooms: Rooms, index: number): number => rooms[index] ?? 0;
