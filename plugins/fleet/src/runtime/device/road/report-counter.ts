import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateDirectory, storageFailure, writeDurableFile } from '@millwright/store';
import * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';

const stored = v.strictObject({
  format: v.literal(1),
  next: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

/**
 * Numbers for reports: none is used twice, and those of one start are all below those of the next. Two machines with one
 * memory card draw the same ones, by which the hub notices: so each is kept before it is used, and never a block of them.
 */
export class ReportCounter {
  readonly #file: string;
  #next: number;
  /** The first number of this start. */
  readonly since: number;

  /** @throws `fleet.counter-damaged`: a device that began anew would look like a copy of itself */
  constructor(file: string) {
    this.#file = file;
    this.#next = read(file);
    this.since = this.#next;
  }

  /** @throws errors of the `store` table; no number is used then */
  next(): number {
    const number = this.#next;
    try {
      makePrivateDirectory(dirname(this.#file));
      writeDurableFile(this.#file, `${JSON.stringify({ format: 1, next: number + 1 })}\n`);
    } catch (error) {
      throw storageFailure(error, this.#file) ?? error;
    }
    this.#next = number + 1;
    return number;
  }
}

function read(file: string): number {
  if (!existsSync(file)) return 1;
  try {
    return v.parse(stored, JSON.parse(readFileSync(file, 'utf8'))).next;
  } catch (error) {
    throw fleetErrors.counterDamaged({ file }, { cause: error });
  }
}
