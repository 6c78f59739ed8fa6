import { type Hold, tagErrors, type WriteResult } from '@millwright/tags';
import { s7Errors } from '../../errors.ts';
import { placeOfItem } from '../../item-error.ts';
import { usualPdu } from '../../plan/limits.ts';
import { nextWrites, type WriteRequest, type WriteTurn } from '../../plan/write-plan.ts';
import type { Lessons } from '../read/lessons.ts';
import { readMembers } from '../read/read-members.ts';
import { mayBeTooMany } from '../read/too-many.ts';
import type { ItemConfirmation, Session, WriteItem } from '../session.ts';
import type { TurnOptions, Turns } from '../turns.ts';
import type { WriteEntry } from './entry.ts';
import type { TextRooms } from './text-rooms.ts';
import {
  confirmedResult,
  failedResult,
  partlyResult,
  unansweredResult,
  unverifiedResult,
  verifiedResult,
} from './write-result.ts';

export interface Written {
  readonly results: readonly WriteResult[];
  /** Why something was not confirmed. */
  readonly error?: unknown;
}

/** What became of the items of each value. */
type Confirmations = ReadonlyMap<WriteEntry, readonly ItemConfirmation[]>;

/** One write under way. */
interface Going {
  readonly signal: AbortSignal;
  readonly onSent: () => void;
  readonly hold: Hold;
}

/** Sends writes and says what became of each value. Nothing is ever sent twice. */
export class Writer {
  readonly #turns: Turns;
  readonly #lessons: Lessons;
  readonly #rooms: TextRooms;

  constructor(turns: Turns, lessons: Lessons, rooms: TextRooms) {
    this.#turns = turns;
    this.#lessons = lessons;
    this.#rooms = rooms;
  }

  /**
   * Writes the first of these values: as many as go in one request, or one in several. It never rejects.
   * @param entries at least one
   * @returns at least one result; what has none is still to be written
   */
  async writeNext(entries: readonly WriteEntry[], verify: boolean, options: TurnOptions): Promise<Written> {
    const { current } = this.#turns.connection;
    let turn = this.#next(entries, current?.limits.pdu ?? usualPdu);
    let confirmations: Confirmations;
    try {
      confirmations = await this.#turns.schedule('write', options, async (session, signal, onSent, hold) => {
        this.#lessons.follow(session);
        const { pdu } = session.limits;
        turn = this.#next(entries, pdu);
        const problems = await this.#rooms.problemsNow(turn.values, { session, signal, hold });
        // To ask may have taught that the PLC takes fewer items.
        turn = this.#next(
          turn.values.filter((entry) => !problems.has(entry)),
          pdu,
        );
        const given = await this.#send(turn, session, { signal, onSent, hold });
        return new Map([...given, ...[...problems].map(([entry, error]) => [entry, [error]] as const)]);
      });
    } catch (error) {
      const names = turn.values.map(({ member }) => member.tag.name);
      return { results: turn.values.map((entry) => unansweredResult(entry, error, names)), error };
    }
    const results = new Map([...confirmations].map(([entry, given]) => [entry, resultOf(entry, given)]));
    const done = turn.values.filter((entry) => results.get(entry)?.outcome === 'done');
    let error = [...confirmations.values()].flat().find((each) => each !== undefined);
    if (verify && done.length > 0) {
      for (const result of await this.#readBack(done, options)) {
        const entry = done.find(({ member }) => member.tag.name === result.tag);
        if (entry) results.set(entry, result);
        const { tag, value, text = String(value), outcome } = result;
        if (outcome === 'failed') error ??= tagErrors.readBackDiffers({ tag, value: text });
      }
    }
    return { results: [...results.values()], ...(error !== undefined && { error }) };
  }

  #next(entries: readonly WriteEntry[], pdu: number): WriteTurn<WriteEntry> {
    const { mostWritten: items, writes } = this.#lessons;
    const isAlone = ({ alone = false, member }: WriteEntry): boolean => alone || writes.isAlone(member);
    return nextWrites(entries, { pdu, items }, isAlone);
  }

  async #send(
    turn: WriteTurn<WriteEntry>,
    session: Session,
    { signal, onSent, hold }: Going,
  ): Promise<Confirmations> {
    const [first] = turn.values;
    if (first?.checkStep) {
      hold.hold();
      first.checkStep(await this.#present(first, session, signal));
      hold.release();
    }
    const confirmations = new Map<WriteEntry, ItemConfirmation[]>(turn.values.map((entry) => [entry, []]));
    for (const [index, request] of turn.requests.entries()) {
      const given = await this.#request(request, session, signal, onSent).catch((error: unknown) => {
        // What went before it was confirmed: the value is there in part.
        if (index === 0) throw error;
        return request.items.map(() => asError(error));
      });
      for (const [place, entry] of request.values.entries()) confirmations.get(entry)?.push(given[place]);
      if (given.some((each) => each !== undefined)) break;
    }
    return confirmations;
  }

  /** One confirmation for each item. */
  async #request(
    { items, values }: WriteRequest<WriteEntry>,
    session: Session,
    signal: AbortSignal,
    onSent: () => void,
  ): Promise<readonly ItemConfirmation[]> {
    const { writes } = this.#lessons;
    const members = values.map(({ member }) => member);
    const given = await session.write(items, signal, onSent).catch((error: unknown) => {
      // Nothing is sent twice, but the next write asks for less.
      if (mayBeTooMany(error)) writes.learnRefused(members);
      throw error;
    });
    const { length: answered } = given;
    if (answered === items.length) {
      writes.noteTaken(members);
      return given;
    }
    writes.learnFewer(items.length, answered);
    const missing = (item: WriteItem): Error =>
      s7Errors.itemMissing({ place: placeOf(item), asked: items.length, answered });
    return items.map((item, index) => (index < answered ? given[index] : missing(item)));
  }

  /** What the tag holds; undefined where it cannot be read at all. */
  async #present(
    { member }: WriteEntry,
    session: Session,
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    if (member.unreadable !== undefined) return undefined;
    const found = await readMembers(session, [member], this.#lessons, signal).catch((error: unknown) => {
      throw unread(error);
    });
    const answer = found.get(member);
    if (answer && 'data' in answer) return answer.data;
    throw unread(answer?.error);
  }

  /** Before whatever else waits, and never from a read that was already on its way when the write was. */
  async #readBack(entries: readonly WriteEntry[], options: TurnOptions): Promise<readonly WriteResult[]> {
    const members = entries.map(({ member }) => member).filter(({ unreadable }) => unreadable === undefined);
    try {
      const found = await this.#turns.schedule('write', options, (session, signal) =>
        readMembers(session, members, this.#lessons, signal),
      );
      return entries.map((entry) => {
        const answer = found.get(entry.member);
        if (answer && 'data' in answer) return verifiedResult(entry, answer.data);
        return unverifiedResult(entry, answer?.error ?? entry.member.unreadable);
      });
    } catch (error) {
      const cause = tagErrors.outcomeUnknown.is(error) ? error.cause : error;
      return entries.map((entry) => unverifiedResult(entry, cause));
    }
  }
}

function resultOf(entry: WriteEntry, confirmations: readonly ItemConfirmation[] = []): WriteResult {
  const error = confirmations.find((each) => each !== undefined);
  if (error === undefined) return confirmedResult(entry);
  const isPartly = confirmations.includes(undefined);
  const { member, written } = entry;
  return isPartly ? partlyResult(entry, error) : failedResult(member.tag.name, written, error);
}

function placeOf(item: WriteItem): string {
  return 'bytes' in item ? placeOfItem(item, item.bytes.length) : placeOfItem(item, 1);
}

function unread(cause: unknown): Error {
  const reason = `its present value could not be read: ${asError(cause).message}`;
  return tagErrors.notSent({ reason }, { cause });
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
