import { dueLength } from './fit.ts';

interface Missing {
  readonly unit: number;
  readonly code: number;
  readonly length: number | undefined;
  readonly until: number;
}

/** An answer is expected no longer after so many time-outs. */
const patience = 10;

/** Milliseconds in which a PLC that is quick has answered twice. */
const shortest = 20;

/**
 * Answers that never came, and may still. On a line nothing but their shape tells whose answer they are. Where one that
 * comes could be such, it counts only when no second one follows in the time that this line's answers take: of two, the
 * first is the late one.
 */
export class MissingAnswers {
  readonly #timeout: number;
  #missing: Missing[] = [];
  #slowest = 0;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  /** A request has timed out. */
  add(unit: number, request: Uint8Array, now: number): void {
    const until = now + patience * this.#timeout;
    this.#missing = this.#missing.filter((other) => other.until > now);
    this.#missing.push({ unit, code: request[0] ?? 0, length: dueLength(request), until });
  }

  /** The answer to a request that had timed out has come. */
  came(unit: number, request: Uint8Array): void {
    const index = this.#missing.findIndex((missing) => isLike(missing, unit, request));
    if (index >= 0) this.#missing.splice(index, 1);
  }

  /** An answer took so long. */
  took(milliseconds: number): void {
    this.#slowest = Math.max(this.#slowest, milliseconds);
  }

  /** How long to wait for a second answer before the first one counts. */
  doubt(unit: number, request: Uint8Array, now: number): number {
    const isDue = this.#missing.some((missing) => missing.until > now && isLike(missing, unit, request));
    return isDue ? Math.min(this.#timeout, Math.max(shortest, 4 * this.#slowest)) : 0;
  }
}

function isLike({ unit, code, length }: Missing, other: number, request: Uint8Array): boolean {
  return unit === other && code === request[0] && length === dueLength(request);
}
