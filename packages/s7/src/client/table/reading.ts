import {
  type Clock,
  isUnsent,
  keepLatest,
  type LastValue,
  lastOf,
  measured,
  missing,
  type Point,
  type Reading,
  type Sample,
  type Status,
} from '@millwright/tags';
import { statusOfError } from '../../status-of-error.ts';
import { isAnswer } from '../classify.ts';
import type { Outcomes } from '../read/cycle.ts';
import type { Slot } from './member.ts';
import type { Selected } from './selected.ts';

/** Makes samples of what comes. */
export class ReadingBuilder implements Outcomes<Slot> {
  readonly #samples: Sample[];
  readonly #errors = new Map<string, unknown>();
  readonly #clock: Clock;
  #isAnswered = false;
  #values = 0;
  /** Of the first request that failed. */
  #failure: { readonly error: unknown } | undefined;
  /** Many tags fail for one reason. */
  #told: { readonly error: unknown; readonly status: Status } | undefined;

  constructor({ size, impossible }: Selected, clock: Clock) {
    this.#samples = new Array(size);
    this.#clock = clock;
    // Nobody asks the PLC for these, so they say nothing about it.
    for (const { at, point, error } of impossible) this.#missing(at, point, error, undefined);
  }

  brought(slots: readonly Slot[], data: Uint8Array, start: number, ts: number): void {
    const samples = this.#samples;
    this.#isAnswered = true;
    this.#values += slots.length;
    for (const { point, at, decode, latest } of slots) {
      const sample = measured(point, decode(data, start), ts, lastOf(latest));
      keepLatest(latest, sample);
      samples[at] = sample;
    }
  }

  failed(slots: readonly Slot[], error: unknown): void {
    this.#isAnswered ||= isAnswer(error) || isUnsent(error);
    this.#failure ??= { error };
    for (const { at, point, latest } of slots) this.#missing(at, point, error, lastOf(latest));
  }

  get reading(): Reading {
    const [first] = this.#errors.values();
    const failure = this.#failure;
    const isNothing = this.#samples.length > 0 && this.#values === 0;
    return {
      samples: this.#samples,
      errors: this.#errors,
      ...(isNothing && { failed: failure ? failure.error : first }),
      ...(isNothing && failure && !this.#isAnswered && { lost: failure.error }),
      ...(isNothing && !failure && { unasked: true as const }),
    };
  }

  #missing(at: number, point: Point, error: unknown, last: LastValue | undefined): void {
    this.#errors.set(point.name, error);
    this.#samples[at] = missing(point, this.#statusOf(error), this.#clock.now(), last);
  }

  #statusOf(error: unknown): Status {
    if (this.#told?.error !== error) this.#told = { error, status: statusOfError(error) };
    return this.#told?.status ?? statusOfError(error);
  }
}
