import { createHash } from 'node:crypto';
import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateDirectory, storageFailure, writeDurableFile } from '@millwright/store';
import * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';

/** Bytes: no smaller write is torn by a disk that writes whole blocks, and one that is torn spoils one place only. */
const block = 4096;

const stored = v.strictObject({
  format: v.literal(1),
  next: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  check: v.string(),
});

/**
 * Numbers for reports: none is used twice, and those of one start are all below those of the next. Two machines with one
 * memory card draw the same ones, by which the hub notices: so each is kept before it is used, and never a block of them.
 *
 * The file has its full size from the beginning, and two places that are written over in turn: so a full disk still takes a
 * number, and the device can say that its disk is full; and whenever the power goes one of the two is whole.
 */
export class ReportCounter {
  readonly #file: string;
  #next: number;
  /** Where the next number goes: the place of the two that does not have the latest one. */
  #place: 0 | 1;
  /** The first number of this start. */
  readonly since: number;

  /** @throws `fleet.counter-damaged`: a device that began anew would look like a copy of itself */
  constructor(file: string) {
    this.#file = file;
    const { next, place } = read(file);
    this.#next = next;
    this.#place = place;
    this.since = next;
  }

  /** @throws errors of the `store` table; no number is used then */
  next(): number {
    const number = this.#next;
    try {
      this.#write(number + 1);
    } catch (error) {
      throw storageFailure(error, this.#file) ?? error;
    }
    this.#place = this.#place === 0 ? 1 : 0;
    this.#next = number + 1;
    return number;
  }

  #write(next: number): void {
    const text = placeOf(next);
    if (!existsSync(this.#file)) {
      makePrivateDirectory(dirname(this.#file));
      const before = placeOf(next - 1);
      writeDurableFile(this.#file, this.#place === 0 ? text + before : before + text);
      return;
    }
    const handle = openSync(this.#file, 'r+');
    try {
      writeSync(handle, text, this.#place * block);
      fdatasyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }
}

function placeOf(next: number): string {
  const text = JSON.stringify({ format: 1, next, check: checkOf(next) });
  return `${text.padEnd(block - 1)}\n`;
}

const checkOf = (next: number): string =>
  createHash('sha256').update(`report counter ${next}`).digest('hex').slice(0, 16);

function read(file: string): { readonly next: number; readonly place: 0 | 1 } {
  if (!existsSync(file)) return { next: 1, place: 0 };
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw fleetErrors.counterDamaged({ file }, { cause: error });
  }
  const [first, second] = [0, block].map((from) => nextIn(bytes.toString('latin1', from, from + block)));
  if (first === undefined && second === undefined) throw fleetErrors.counterDamaged({ file });
  if (first !== undefined && second !== undefined)
    return first > second ? { next: first, place: 1 } : { next: second, place: 0 };
  // The other one was being written when the power went, or is spoilt: its number may have been used.
  return first === undefined ? { next: (second ?? 0) + 1, place: 0 } : { next: first + 1, place: 1 };
}

/** @returns undefined if there is none, or not a whole one */
function nextIn(text: string): number | undefined {
  try {
    const { next, check } = v.parse(stored, JSON.parse(text));
    return check === checkOf(next) ? next : undefined;
  } catch {
    return undefined;
  }
}
