import type { Item } from './item.ts';
import type { Revised, WatchState } from './watch.ts';

interface Told {
  readonly onState?: (state: WatchState) => void;
  readonly onRevised?: (revised: Revised) => void;
}

/** Where a watch stands and what the server granted it, told when it changes. */
export class StateTeller {
  readonly #items: ReadonlyMap<string, Item>;
  readonly #told: Told;
  readonly #fault: (error: unknown) => void;
  #state: WatchState = { phase: 'starting' };
  #trouble: { readonly error: unknown } | undefined;
  #isLive = false;
  #isPaused = false;
  #revised: Revised | undefined;

  constructor(items: ReadonlyMap<string, Item>, told: Told, fault: (error: unknown) => void) {
    this.#items = items;
    this.#told = told;
    this.#fault = fault;
  }

  get state(): WatchState {
    return this.#state;
  }

  get revised(): Revised | undefined {
    return this.#revised;
  }

  heard(): void {
    if (this.#trouble === undefined && this.#isLive) return;
    this.#trouble = undefined;
    this.#isLive = true;
    this.#tell();
  }

  troubled(error: unknown): void {
    this.#trouble = { error };
    this.#tell();
  }

  /** The session is lost: its own state says why. */
  lost(): void {
    this.#isLive = false;
    this.#trouble = undefined;
    this.#tell();
  }

  paused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#tell();
  }

  live(atServer: Revised): void {
    this.#isLive = true;
    const revised = { ...atServer, ...rangesOf(this.#items.values()) };
    if (JSON.stringify(revised) !== JSON.stringify(this.#revised)) {
      this.#revised = revised;
      this.#guard(() => this.#told.onRevised?.(revised));
    }
    this.#tell();
  }

  #tell(): void {
    const state: WatchState = this.#trouble
      ? { phase: 'troubled', error: this.#trouble.error }
      : { phase: this.#isLive ? (this.#isPaused ? 'paused' : 'live') : 'starting' };
    const isSame =
      state.phase === this.#state.phase &&
      (state.phase !== 'troubled' || (this.#state.phase === 'troubled' && state.error === this.#state.error));
    if (isSame) return;
    this.#state = state;
    this.#guard(() => this.#told.onState?.(state));
  }

  #guard(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#fault(error);
    }
  }
}

type Ranges = Pick<Revised, 'samplingInterval' | 'queueSize'>;

function rangesOf(items: Iterable<Item>): Ranges {
  let ranges: { readonly samplingInterval: Range; readonly queueSize: Range } | undefined;
  for (const { revised } of items) {
    if (!revised) continue;
    const { samplingInterval, queueSize } = revised;
    ranges = {
      samplingInterval: widened(ranges?.samplingInterval, samplingInterval),
      queueSize: widened(ranges?.queueSize, queueSize),
    };
  }
  return ranges ?? {};
}

interface Range {
  readonly min: number;
  readonly max: number;
}

const widened = (range: Range | undefined, value: number): Range => ({
  min: Math.min(range?.min ?? value, value),
  max: Math.max(range?.max ?? value, value),
});
