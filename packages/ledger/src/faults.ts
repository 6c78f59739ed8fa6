import { type Fault, faultKinds } from './verdict.ts';

const mostListed = 100;

/** What was found, the worst first, and of one kind in the order of the log; memory is bounded, however much there is. */
export class Faults {
  readonly #byKind = new Map<Fault['kind'], Fault[]>();

  add(kind: Fault['kind'], message: string, place: Pick<Fault, 'seq' | 'from' | 'to'> = {}): void {
    const found = this.#byKind.get(kind) ?? [];
    if (found.length < mostListed) found.push({ kind, ...place, message });
    this.#byKind.set(kind, found);
  }

  get isEmpty(): boolean {
    return this.#byKind.size === 0;
  }

  list(): Fault[] {
    return faultKinds.flatMap((kind) => this.#byKind.get(kind) ?? []).slice(0, mostListed);
  }
}

/** One event or some: `{seq}`, or `{from, to}`; `to` is included. */
export const placeOf = (from: number, to: number): Pick<Fault, 'seq' | 'from' | 'to'> =>
  from >= to ? { seq: from } : { from, to };

export const eventsText = (from: number, to: number): string =>
  from >= to ? `event ${from}` : `one of the events ${from} to ${to}`;
