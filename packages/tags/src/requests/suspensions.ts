import type { Clock } from '../clock.ts';
import { tagErrors } from '../errors.ts';
import type { SuspendedUnit } from './diagnostics.ts';
import type { UnitHealth } from './unit-health.ts';
import type { AnyUnit, UnitWatch } from './unit-watch.ts';

/** Which units are left alone, and what is said to whoever asks one of them all the same. */
export class Suspensions {
  readonly #clock: Clock;
  readonly #watch: UnitWatch;
  readonly #units: () => Iterable<AnyUnit>;

  constructor(clock: Clock, watch: UnitWatch, units: () => Iterable<AnyUnit>) {
    this.#clock = clock;
    this.#watch = watch;
    this.#units = units;
  }

  get all(): readonly SuspendedUnit[] {
    return [...this.#units()].flatMap((unit) => {
      const { health } = unit;
      return health.is === 'suspended' ? [this.#told(unit, health)] : [];
    });
  }

  /** A unit that is left alone is asked by one request when its time has come. */
  mayAsk(unit: AnyUnit, now: number): boolean {
    return !unit.probing && now >= this.#watch.openFrom(unit);
  }

  /** Why a unit may not be asked right now. */
  reason(unit: AnyUnit): Error {
    const { health } = unit;
    const now = this.#clock.now();
    const nothing = { unit: unit.unit, since: now, next: now };
    return tagErrors.unitSuspended(health.is === 'suspended' ? this.#told(unit, health) : nothing);
  }

  #told(unit: AnyUnit, { since }: Extract<UnitHealth, { is: 'suspended' }>): SuspendedUnit {
    // Of the wall clock only its present reading counts: it may have jumped since.
    const wall = (elapsed: number): number => Math.round(this.#clock.now() + elapsed - this.#clock.elapsed());
    return { unit: unit.unit, since: wall(since), next: wall(this.#watch.openFrom(unit)) };
  }
}
