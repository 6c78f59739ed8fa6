import {
  type Clock,
  isUnsent,
  isValue,
  type LastValues,
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
  readonly #last: LastValues | undefined;
  #isAnswered = false;
  #values = 0;
  /** Of the first request that failed. */
  #failure: { readonly error: unknown } | undefined;
  /** Many tags fail for one reason. */
  #told: { readonly error: unknown; readonly status: Status } | undefined;

  /** @param last what was known of each tag, kept up to date; none for tags that are asked for once */
  constructor({ size, impossible }: Selected, clock: Clock, last?: LastValues) {
    this.#samples = new Array(size);
    this.#clock = clock;
    this.#last = last;
    // Nobody asks the PLC for these, so they say nothing about it.
    for (const { at, point, error } of impossible) this.#missing(at, point, error);
  }

  brought(slots: readonly Slot[], data: Uint8Array, start: number, ts: number): void {
    const samples = this.#samples;
    const last = this.#last;
    this.#isAnswered = true;
    this.#values += slots.length;
    for (const { point, at, decode } of slots) {
      const decoded = decode(data, start);
      const sample = isValue(decoded)
        ? measured(point, decoded, ts)
        : measured(point, decoded, ts, last?.get(point.name));
      last?.keep(sample);
      samples[at] = sample;
    }
  }

  failed(slots: readonly Slot[], error: unknown): void {
    this.#isAnswered ||= isAnswer(error) || isUnsent(error);
    this.#failure ??= { error };
    for (const { at, point } of slots) this.#missing(at, point, error);
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
    };
  }

  #missing(at: number, point: Point, error: unknown): void {
    const { name } = point;
    this.#errors.set(name, error);
    this.#samples[at] = missing(point, this.#statusOf(error), this.#clock.now(), this.#last?.get(name));
  }

  #statusOf(error: unknown): Status {
    if (this.#told?.error !== error) this.#told = { error, status: statusOfError(error) };
    return this.#told?.status ?? statusOfError(error);
  }
}
