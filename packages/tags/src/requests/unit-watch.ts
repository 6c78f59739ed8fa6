import type { Span } from './plan.ts';
import { pauseFactor, stepHealth } from './unit-health.ts';
import type { UnitQueue } from './unit-queue.ts';

/** What of a unit says whether it is asked. */
export type AnyUnit = Pick<UnitQueue<never, Span>, 'unit' | 'health' | 'probing'>;

interface Answer {
  /** Undefined: a gateway answered for itself. */
  readonly unit: number | undefined;
  readonly at: number;
}

/**
 * Who of the units behind one connection answers. It rations what tries of silent units cost all of them together:
 * whatever one takes, no other one follows for ten times as long.
 */
export class UnitWatch {
  #link = 0;
  #nextTry = 0;
  /** The latest answer, and the latest one of another unit than that. */
  #latest: Answer | undefined;
  #other: Answer | undefined;

  /** The link was made anew: each silent unit may be tried. */
  linked(units: Iterable<AnyUnit>, at: number): void {
    this.#link += 1;
    this.#nextTry = at;
    hope(units, at);
  }

  answered(unit: AnyUnit, at: number, units: Iterable<AnyUnit>): void {
    this.#note(unit.unit, at);
    const wasSilent = unit.health.is === 'suspended';
    unit.health = stepHealth(unit.health, { type: 'answered' });
    if (wasSilent) hope(units, at);
  }

  /**
   * @param gateway whether a gateway said so
   * @param alone whether no other unit is asked over this connection
   * @returns whether the link itself is beyond doubt: somebody answered since this unit went silent
   */
  unanswered(unit: AnyUnit, at: number, took: number, gateway: boolean, alone: boolean): boolean {
    if (gateway) this.#note(undefined, at);
    const othersAnswered = this.#othersOf(unit.unit);
    const { health } = unit;
    const silentSince = health.is === 'suspended' ? health.due : at - took;
    const link = this.#link;
    unit.health = stepHealth(health, { type: 'unanswered', at, took, link, othersAnswered, alone });
    if (unit.health.is === 'suspended') this.#nextTry = Math.max(this.#nextTry, at + took * pauseFactor);
    return othersAnswered !== undefined && othersAnswered >= silentSince;
  }

  /** `Clock.elapsed()` from which a unit may be asked. */
  openFrom({ health }: AnyUnit): number {
    return health.is === 'suspended' ? Math.max(health.due, this.#nextTry) : 0;
  }

  #note(unit: number | undefined, at: number): void {
    if (this.#latest && this.#latest.unit !== unit) this.#other = this.#latest;
    this.#latest = { unit, at };
  }

  #othersOf(unit: number): number | undefined {
    return this.#latest?.unit === unit ? this.#other?.at : this.#latest?.at;
  }
}

function hope(units: Iterable<AnyUnit>, at: number): void {
  for (const unit of units) unit.health = stepHealth(unit.health, { type: 'hope', at });
}
