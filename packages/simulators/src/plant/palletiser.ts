import { Chance } from '../random.ts';
import type { packml } from './filler.ts';
import { casesPerLayer, layers } from './palletiser-map.ts';

/** Modes of a unit by their numbers in PackML. @see ISA TR88.00.02, table of unit modes */
export const modes = { automatic: 1, maintenance: 2, manual: 3 } as const;

export type PalletiserMode = keyof typeof modes;
type State = keyof typeof packml;

/** Something that happened in the cell. */
export type PalletiserEvent =
  | {
      readonly kind: 'pallet-finished';
      readonly pallet: number;
      readonly layers: number;
      readonly seconds: number;
    }
  | { readonly kind: 'vacuum-lost'; readonly vacuum: number }
  | { readonly kind: 'aborted'; readonly reason: string };

export interface PalletiserValues {
  readonly state: State;
  readonly mode: PalletiserMode;
  /** Of the pallet in work, from 1; 0 while there is none. */
  readonly layer: number;
  readonly cases: number;
  /** How many layers it is to have. */
  readonly layers: number;
  /** The number of the pallet in work, or of the last one. */
  readonly pallet: number;
  /** Finished since the start. */
  readonly pallets: number;
  /** mbar below the air around it, as a negative number. */
  readonly vacuum: number;
}

const second = 1_000;
const minute = 60 * second;
/** Fine enough for a grip to be seen. */
const step = 100;
/** A case of twelve bottles every so often, as the filler fills them. */
const cycle = 2_400;
/** Of a cycle: how long the gripper holds a case. */
const grip = 1_400;
const holding = -620;

/**
 * The robot cell of the demo plant: the same seed stacks the same pallets. It has a clock of its own that only {@link advance} moves.
 */
export class Palletiser {
  readonly #chance: Chance;
  #pending = 0;
  #state: State = 'starting';
  #stateEnds = 3 * second;
  #time = 0;
  #mode: PalletiserMode = 'automatic';
  #cycle = 0;
  #cases = 0;
  #layers: number = layers.usual;
  #pallet = 1;
  #pallets = 0;
  #began = 0;
  #vacuum = 0;
  #events: PalletiserEvent[] = [];

  constructor(seed: number) {
    this.#chance = new Chance(seed);
  }

  /** Lets `milliseconds` of the plant's time pass. What is less than a step waits for the next call. */
  advance(milliseconds: number): void {
    this.#pending += milliseconds;
    while (this.#pending >= step) {
      this.#pending -= step;
      this.#time += step;
      this.#decide();
      this.#move();
    }
  }

  values(): PalletiserValues {
    const [state, mode, pallet, pallets] = [this.#state, this.#mode, this.#pallet, this.#pallets];
    const isStacking = state === 'execute' || state === 'held' || state === 'starting';
    return {
      state,
      mode,
      layer: isStacking ? Math.floor(this.#cases / casesPerLayer) + 1 : 0,
      cases: this.#cases,
      layers: this.#layers,
      pallet,
      pallets,
      vacuum: Math.round(this.#vacuum),
    };
  }

  /** What happened since it was last asked. */
  takeEvents(): readonly PalletiserEvent[] {
    return this.#events.splice(0);
  }

  /** In the automatic mode a pallet follows the other; in the others only {@link startPallet} begins one. */
  choose(mode: PalletiserMode): void {
    this.#mode = mode;
  }

  /** Begins a pallet, where none is in work. @returns its number, or undefined where one is */
  startPallet(howMany: number): number | undefined {
    if (this.#state !== 'suspended' && this.#state !== 'stopped' && this.#state !== 'aborted')
      return undefined;
    this.#begin(howMany);
    return this.#pallet;
  }

  /** Ends whatever it does. The pallet in work is not counted. */
  abort(reason: string): void {
    if (this.#state === 'aborted') return;
    this.#enter('aborted', minute);
    this.#cases = 0;
    this.#events.push({ kind: 'aborted', reason });
  }

  /** The gripper loses its vacuum now, and the robot stands. */
  jam(): void {
    if (this.#state !== 'execute') return;
    this.#vacuum = this.#chance.between(-120, -60);
    this.#enter('held', this.#chance.between(20, 60) * second);
    this.#events.push({ kind: 'vacuum-lost', vacuum: Math.round(this.#vacuum) });
  }

  #begin(howMany: number): void {
    this.#pallet += 1;
    this.#layers = howMany;
    this.#cases = 0;
    this.#began = this.#time;
    this.#enter('starting', 2 * second);
  }

  #enter(state: State, lasts = Number.POSITIVE_INFINITY): void {
    this.#state = state;
    this.#stateEnds = this.#time + lasts;
    this.#cycle = 0;
  }

  #decide(): void {
    const over = this.#time >= this.#stateEnds;
    switch (this.#state) {
      case 'starting':
        if (over) this.#enter('execute');
        break;
      case 'execute':
        if (this.#chance.within(step, 25 * minute)) this.jam();
        else this.#stack();
        break;
      case 'held':
        if (over) this.#enter('execute');
        break;
      case 'suspended':
        if (over && this.#mode === 'automatic') this.#begin(layers.usual);
        break;
      case 'aborted':
        if (over) this.#enter('stopped', 10 * second);
        break;
      case 'stopped':
        if (over && this.#mode === 'automatic') this.#begin(layers.usual);
        break;
    }
  }

  #stack(): void {
    this.#cycle += step;
    if (this.#cycle < cycle) return;
    this.#cycle = 0;
    this.#cases += 1;
    if (this.#cases < this.#layers * casesPerLayer) return;
    this.#pallets += 1;
    this.#events.push({
      kind: 'pallet-finished',
      pallet: this.#pallet,
      layers: this.#layers,
      seconds: (this.#time - this.#began) / second,
    });
    this.#cases = 0;
    // The full pallet leaves, and an empty one comes.
    this.#enter('suspended', 12 * second);
  }

  #move(): void {
    const held = this.#state === 'execute' && this.#cycle > 0 && this.#cycle <= grip;
    const wanted = held ? holding : 0;
    this.#vacuum += (wanted - this.#vacuum) * 0.4 + (held ? this.#chance.between(-6, 6) : 0);
  }
}
