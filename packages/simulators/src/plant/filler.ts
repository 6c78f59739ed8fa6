import type { TagValue } from '@millwright/tags';
import { Chance } from '../random.ts';
import type { FillerTag } from './filler-map.ts';

/** The states of PackML that the filler knows, by their numbers there. @see ISA TR88.00.02, table of machine states */
export const packml = { stopped: 2, starting: 3, suspended: 5, execute: 6, aborted: 9, held: 11 } as const;

type State = keyof typeof packml;
type Fault = 'none' | 'jam' | 'level-low' | 'too-warm';
const faultNumber: Readonly<Record<Fault, number>> = { none: 0, jam: 1, 'level-low': 2, 'too-warm': 3 };

/** What a recipe asks of the machine, and the fastest that it allows; speeds in bottles/min, the bottle in l. */
const recipes = {
  1: { bottle: 0.5, speed: 300, fastest: 330 },
  2: { bottle: 1, speed: 180, fastest: 200 },
} as const;
const slowest = 60;

type Recipe = keyof typeof recipes;
type SetPoints = Readonly<Partial<Record<FillerTag, TagValue>>>;

const second = 1_000;
const minute = 60 * second;
const shift = 8 * 60 * minute;
/** Fine enough for the level control, coarse enough to play a shift in moments. */
const step = 100;

const levelSetPoint = 120;
/** What one litre adds to the level of the bowl. */
const millimetresPerLitre = 4;
/** Litres per second through the open inlet valve. */
const inletFlow = 4;

/**
 * The rotary filler of the demo plant: the same seed gives the same shift, second by second. It has a clock of its own
 * that only {@link advance} moves.
 */
export class Filler {
  readonly #chance: Chance;
  #time = 0;
  #pending = 0;
  #state: State = 'starting';
  #stateEnds = Number.POSITIVE_INFINITY;
  #fault: Fault = 'none';
  #starved = false;
  #blocked = false;
  #recipe: Recipe = 1;
  #speedSetPoint: number = recipes[1].speed;
  #enabled = true;
  #speed = 0;
  #level = levelSetPoint;
  #valve = 0;
  #temperature = 8;
  #weather = 0;
  #underway = 0;
  #good = 0;
  #bad = 0;
  #cascade: number;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
    this.#cascade = this.#chance.between(0.3, 0.9) * shift;
  }

  /** Lets `milliseconds` of the plant's time pass. What is less than a step waits for the next call. */
  advance(milliseconds: number): void {
    this.#pending += milliseconds;
    while (this.#pending >= step) {
      this.#pending -= step;
      this.#step();
    }
  }

  /** Bottles jam at the outfeed now. */
  jam(): void {
    if (this.#state === 'execute' || this.#state === 'starting' || this.#state === 'suspended') {
      this.#enter('held', this.#chance.between(60, 180) * second, 'jam');
    }
  }

  /** The tags as they stand. */
  values(): Readonly<Record<FillerTag, TagValue>> {
    return {
      'filler.state': packml[this.#state],
      'filler.fault': faultNumber[this.#fault],
      'filler.speed': this.#speed,
      'filler.level': this.#level,
      'filler.temp': this.#temperature,
      'filler.count_good': this.#good,
      'filler.count_bad': this.#bad,
      'filler.recipe': this.#recipe,
      'filler.speed_sp': this.#speedSetPoint,
      'filler.enabled': this.#enabled,
      'filler.starved': this.#starved,
      'filler.blocked': this.#blocked,
    };
  }

  /** Whether the machine would take these set points together. */
  accepts(values: SetPoints): boolean {
    const recipe = values['filler.recipe'] ?? this.#recipe;
    if (!isRecipe(recipe)) return false;
    const speed = values['filler.speed_sp'];
    if (speed === undefined) return true;
    return typeof speed === 'number' && speed >= slowest && speed <= recipes[recipe].fastest;
  }

  /** Takes set points that it accepts. Another recipe brings its own speed, where none is given. */
  take({ 'filler.recipe': recipe, 'filler.speed_sp': speed, 'filler.enabled': enabled }: SetPoints): void {
    if (isRecipe(recipe) && recipe !== this.#recipe) this.#choose(recipe);
    if (typeof speed === 'number') this.#speedSetPoint = speed;
    if (typeof enabled === 'boolean') this.#enabled = enabled;
  }

  #choose(recipe: Recipe): void {
    this.#recipe = recipe;
    this.#speedSetPoint = recipes[recipe].speed;
  }

  #step(): void {
    this.#time += step;
    if (this.#time % shift < step) this.#changeShift();
    this.#decide();
    this.#move();
    this.#count();
  }

  #changeShift(): void {
    this.#choose(this.#recipe === 1 ? 2 : 1);
    this.#cascade = this.#time + this.#chance.between(0.3, 0.9) * shift;
  }

  #enter(state: State, lasts = Number.POSITIVE_INFINITY, fault: Fault = 'none'): void {
    this.#state = state;
    this.#stateEnds = this.#time + lasts;
    this.#fault = fault;
  }

  #decide(): void {
    const chance = this.#chance;
    const over = this.#time >= this.#stateEnds;
    if (!this.#enabled && this.#state !== 'stopped' && this.#state !== 'aborted') {
      this.#starved = false;
      this.#blocked = false;
      this.#enter('stopped', 0);
    }
    switch (this.#state) {
      case 'stopped':
        if (over && this.#enabled) this.#enter('starting');
        break;
      case 'starting':
        if (this.#speed >= 0.97 * this.#speedSetPoint) this.#enter('execute');
        break;
      case 'execute':
        if (this.#time >= this.#cascade) {
          this.#cascade = Number.POSITIVE_INFINITY;
          this.#enter('held', 40 * second, 'level-low');
        } else if (chance.within(step, 20 * minute)) {
          this.jam();
        } else if (chance.within(step, 12 * minute)) {
          this.#starved = true;
          this.#enter('suspended', chance.between(20, 60) * second);
        } else if (chance.within(step, 15 * minute)) {
          this.#blocked = true;
          this.#enter('suspended', chance.between(10, 40) * second);
        }
        break;
      case 'suspended':
        if (over) {
          this.#starved = false;
          this.#blocked = false;
          this.#enter('starting');
        }
        break;
      case 'held':
        if (!over) break;
        // A low level that lasts lets the product stand and warm up: the cascade of the shift.
        if (this.#fault === 'level-low') this.#enter('aborted', chance.between(3, 6) * minute, 'too-warm');
        else this.#enter('starting');
        break;
      case 'aborted':
        if (over) this.#enter('stopped', 30 * second);
        break;
    }
  }

  #move(): void {
    const seconds = step / second;
    const { bottle } = recipes[this.#recipe];
    const setPoint = this.#speedSetPoint;
    const runs = this.#state === 'execute' || this.#state === 'starting';
    const rate = runs ? setPoint / 20 : setPoint / 4;
    const wanted = runs ? setPoint * (1 + this.#chance.between(-0.004, 0.004)) : 0;
    this.#speed += Math.max(-rate * seconds, Math.min(rate * seconds, wanted - this.#speed));

    const outflow = (this.#speed / 60) * bottle;
    const dry = this.#fault === 'level-low' || this.#fault === 'too-warm';
    const control = outflow / inletFlow + (levelSetPoint - this.#level) * 0.02;
    const opening = dry ? 0 : Math.max(0, Math.min(1, control));
    this.#valve += (opening - this.#valve) * (seconds / 1.5);
    const drain = this.#fault === 'level-low' ? 0.4 : 0;
    const change = (this.#valve * inletFlow - outflow - drain) * millimetresPerLitre * seconds;
    this.#level = Math.max(0, this.#level + change + this.#chance.between(-0.15, 0.15));

    this.#weather += this.#chance.between(-0.002, 0.002) - this.#weather * 0.0001;
    const drift = 1.2 * Math.sin((2 * Math.PI * this.#time) / (3 * shift));
    const target = this.#fault === 'too-warm' ? 16 : 8 + drift + this.#weather;
    this.#temperature += (target - this.#temperature) * (seconds / 240) + this.#chance.between(-0.01, 0.01);
  }

  #count(): void {
    this.#underway += (this.#speed / 60) * (step / second);
    while (this.#underway >= 1) {
      this.#underway -= 1;
      const risk = this.#level < 80 ? 0.2 : 0.004;
      if (this.#chance.next() < risk) this.#bad = (this.#bad + 1) >>> 0;
      else this.#good = (this.#good + 1) >>> 0;
    }
  }
}

function isRecipe(value: unknown): value is Recipe {
  return value === 1 || value === 2;
}
