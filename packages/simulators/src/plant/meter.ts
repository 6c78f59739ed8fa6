import type { TagValue } from '@millwright/tags';
import { Chance } from '../random.ts';
import { type MeterTag, type MeterUnit, meters } from './meter-map.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const step = second;
/** For so long after its start no meter drops out: who tries the plant's first steps is not to be disturbed, and a release that is watched there not sent back. */
const calm = 20 * minute;

/** An energy meter of the demo plant: the same seed measures the same. It has a clock of its own that only {@link advance} moves. */
export class Meter {
  readonly #chance: Chance;
  readonly #base: number;
  readonly #dropsOut: boolean;
  #pending = 0;
  #calmFor = calm;
  #drift = 0;
  #power: number;
  /** kWh. */
  #energy: number;
  #silentFor = 0;

  constructor(unit: MeterUnit, seed: number) {
    this.#chance = new Chance(seed + unit);
    this.#base = meters.find((meter) => meter.unit === unit)?.base ?? 0;
    this.#dropsOut = unit === 13;
    this.#power = this.#base;
    this.#energy = Math.round(this.#chance.between(10_000, 90_000));
  }

  /** Whether it answers right now. */
  get isThere(): boolean {
    return this.#silentFor <= 0;
  }

  /** Lets `milliseconds` of the plant's time pass. What is less than a second waits for the next call. */
  advance(milliseconds: number): void {
    this.#pending += milliseconds;
    while (this.#pending >= step) {
      this.#pending -= step;
      this.#step();
    }
  }

  values(): Readonly<Record<MeterTag, TagValue>> {
    return { power: this.#power, energy: Math.floor(this.#energy * 10) >>> 0 };
  }

  #step(): void {
    this.#drift += this.#chance.between(-0.02, 0.02) - this.#drift * 0.01;
    this.#power = Math.max(0, this.#base * (1 + this.#drift + this.#chance.between(-0.03, 0.03)));
    this.#energy += this.#power * (step / hour);
    this.#silentFor -= step;
    this.#calmFor -= step;
    if (this.#dropsOut && this.isThere && this.#calmFor <= 0 && this.#chance.within(step, 10 * minute)) {
      this.#silentFor = this.#chance.between(15, 45) * second;
    }
  }
}
