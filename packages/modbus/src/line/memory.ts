import type { Clock } from '@millwright/tags';
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
 * What a line may still bring of what was asked before, by whichever session: it outlives them, as a late answer does.
 *
 * On a line nothing but its shape tells whose answer one is. Where one that comes could be such that never came, it counts
 * only when no second one follows in the time that this line's answers take: of two, the first is the late one.
 */
export class LineMemory {
  /** When the line is free. */
  readyAt = 0;
  #missing: Missing[] = [];
  #slowest = 0;

  /** A request has got no answer within its time-out. */
  missed(unit: number, request: Uint8Array, now: number, timeout: number): void {
    const until = now + patience * timeout;
    this.#missing = this.#missing.filter((other) => other.until > now);
    this.#missing.push({ unit, code: request[0] ?? 0, length: dueLength(request), until });
  }

  /** The answer to a request that had got none has come. */
  came(unit: number, request: Uint8Array): void {
    const index = this.#missing.findIndex((missing) => isLike(missing, unit, request));
    if (index >= 0) this.#missing.splice(index, 1);
  }

  /** An answer took so long. */
  took(milliseconds: number): void {
    this.#slowest = Math.max(this.#slowest, milliseconds);
  }

  /** How long to wait for a second answer before the first one counts. */
  doubt(unit: number, request: Uint8Array, now: number, timeout: number): number {
    const isDue = this.#missing.some((missing) => missing.until > now && isLike(missing, unit, request));
    return isDue ? Math.min(timeout, Math.max(shortest, 4 * this.#slowest)) : 0;
  }
}

/** The memories of places, each in the time of its clock. */
const memories = new WeakMap<Clock, Map<string, LineMemory>>();

/** The memory of a line, by the name of its place. */
export function memoryOf(clock: Clock, place: string): LineMemory {
  const places = memories.get(clock) ?? new Map<string, LineMemory>();
  memories.set(clock, places);
  const memory = places.get(place) ?? new LineMemory();
  places.set(place, memory);
  return memory;
}

function isLike({ unit, code, length }: Missing, other: number, request: Uint8Array): boolean {
  return unit === other && code === request[0] && length === dueLength(request);
}
