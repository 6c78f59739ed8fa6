import { Chance } from '../random.ts';
import { heads } from './capper-map.ts';
import type { packml } from './filler.ts';

type State = Extract<keyof typeof packml, 'starting' | 'execute' | 'held' | 'stopped'>;

export interface CapperValues {
  readonly state: State;
  /** A head is worn, and the machine stands until it has another one. */
  readonly headChange: boolean;
  readonly rejects: number;
  /** Nm, of the last cap of each head. */
  readonly torque: readonly number[];
  /** Nm */
  readonly torqueSetPoint: number;
  readonly batch: string;
  /** Milliseconds of the plant's time at which the batch in work began. */
  readonly batchBegan: number;
}

const second = 1_000;
const minute = 60 * second;
/** 240 caps a minute: one in each step. */
const step = 250;
/** Of the torque that is asked for, a head that is not worn reaches this much more or less. */
const spread = 0.02;
/** A cap below this share of what is asked for is loose, and its bottle is rejected. */
const loose = 0.8;
/** A head is changed once it reaches no more than this share. */
const worn = 0.84;

/** What the machine takes as set point, in Nm. */
export const torqueLimits = { least: 1.5, most: 2.5 } as const;

/**
 * The capper of the demo plant: each of its heads wears as it works, until it is changed. The same seed wears the same. It has a clock of its own that
 * only {@link advance} moves.
 */
export class Capper {
  readonly #chance: Chance;
  readonly #torque: number[];
  /** The share of the torque that each head still reaches. */
  readonly #grip: number[];
  readonly #wear: readonly number[];
  #pending = 0;
  #time = 0;
  #state: State = 'starting';
  #stateEnds = 2 * second;
  #changing: number | undefined;
  #next = 0;
  #rejects = 0;
  #setPoint = 2;
  #batch = 'B-0001';
  #batchBegan = 0;

  constructor(seed: number) {
    const chance = new Chance(seed);
    this.#chance = chance;
    this.#grip = Array.from({ length: heads }, () => chance.between(0.9, 1));
    // What it did before it was switched on.
    this.#torque = this.#grip.map((grip) => grip * this.#setPoint);
    // A head lasts for one to three hours of caps.
    this.#wear = this.#grip.map(() => 0.16 / (chance.between(60, 180) * 20));
  }

  /** Lets `milliseconds` of the plant's time pass. What is less than a step waits for the next call. */
  advance(milliseconds: number): void {
    this.#pending += milliseconds;
    while (this.#pending >= step) {
      this.#pending -= step;
      this.#time += step;
      if (this.#time >= this.#stateEnds) this.#goOn();
      if (this.#state === 'execute') this.#cap();
    }
  }

  values(): CapperValues {
    return {
      state: this.#state,
      headChange: this.#changing !== undefined,
      rejects: this.#rejects,
      torque: [...this.#torque],
      torqueSetPoint: this.#setPoint,
      batch: this.#batch,
      batchBegan: this.#batchBegan,
    };
  }

  /** Takes a set point in Nm. @returns whether it lies within {@link torqueLimits} */
  setTorque(torque: number): boolean {
    const { least, most } = torqueLimits;
    if (!(torque >= least && torque <= most)) return false;
    this.#setPoint = torque;
    return true;
  }

  /** Begins another batch, unless it is the one in work. */
  begin(batch: string): void {
    if (batch === this.#batch) return;
    this.#batch = batch;
    this.#batchBegan = this.#time;
  }

  /** A head gives up now: it has to be changed. */
  jam(): void {
    this.#change(Math.floor(this.#chance.between(0, heads)));
  }

  #change(head: number): void {
    if (this.#state !== 'execute') return;
    this.#changing = head;
    this.#enter('held', this.#chance.between(0.5, 1.5) * minute);
  }

  #enter(state: State, lasts = Number.POSITIVE_INFINITY): void {
    this.#state = state;
    this.#stateEnds = this.#time + lasts;
  }

  #goOn(): void {
    if (this.#changing === undefined) {
      this.#enter('execute');
      return;
    }
    this.#grip[this.#changing] = 1;
    this.#changing = undefined;
    this.#enter('starting', 2 * second);
  }

  #cap(): void {
    const head = this.#next;
    this.#next = (head + 1) % heads;
    const grip = (this.#grip[head] ?? 1) - (this.#wear[head] ?? 0);
    this.#grip[head] = grip;
    const torque = this.#setPoint * (grip + this.#chance.between(-spread, spread));
    this.#torque[head] = torque;
    // Now and then a cap stands askew.
    const isAskew = this.#chance.next() < 0.002;
    if (isAskew || torque < loose * this.#setPoint) this.#rejects = (this.#rejects + 1) >>> 0;
    if (grip < worn) this.#change(head);
  }
}
