import { s7TagErrors } from '../tag-errors.ts';
import {
  type AddressDetails,
  type AddressProblem,
  type AddressProblemCode,
  addressProblemWords,
} from './problems.ts';

/** As much of an address as errors repeat. */
const longestShown = 100;

/** Reads an address from left to right, and knows where it is when something is wrong. */
export class Cursor {
  readonly #text: string;
  #at = 0;
  #problem: AddressProblem | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Characters before the next one. */
  get at(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  get next(): string {
    return this.#text.charAt(this.#at);
  }

  skipSpace(): void {
    this.#match(/\s*/y);
  }

  /** Whether the next character is this one, which is passed then. */
  skip(character: string): boolean {
    if (this.next !== character) return false;
    this.#at += 1;
    return true;
  }

  /** Letters and what names of types have among them, in capitals; empty where there are none. One name has a digit. */
  word(): string {
    return this.#match(/[a-z_]*(?:(?<=s)5time)?/iy).toUpperCase();
  }

  /** A word that may have digits in it, as S5TIME. */
  typeName(): string {
    return this.#match(/(?:[a-z][a-z0-9_]*)?/iy).toUpperCase();
  }

  /** Digits up to a limit. @throws `s7.bad-address` */
  number(
    max: number,
    problem: AddressProblemCode = 'number-range',
    min = 0,
    details?: AddressDetails,
  ): number {
    const from = this.#at;
    const digits = this.#match(/\d*/y);
    if (digits === '') throw this.problem('number-missing');
    const value = Number(digits);
    if (value < min || value > max) throw this.problem(problem, from, { max: `${max}`, ...details });
    return value;
  }

  /** What the error is about that was made last. */
  get found(): AddressProblem | undefined {
    return this.#problem;
  }

  /** The error about what is wrong at the next character, or at another one. */
  problem(code: AddressProblemCode, at = this.#at, details: AddressDetails = {}): Error {
    const words: (details: AddressDetails) => string = addressProblemWords[code];
    const column = at + 1;
    this.#problem = { code, details: { ...details, column } };
    const address = this.#text.slice(0, longestShown);
    return s7TagErrors.badAddress({ address, column, reason: words(details), problem: code });
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }
}
