import {
  type Clock,
  keepLatest,
  type LastValue,
  lastOf,
  measured,
  missing,
  type Point,
  type Sample,
  type Status,
  tagErrors,
} from '@millwright/tags';
import { statusOfError } from '../../status-of-error.ts';
import { isAnswer } from '../classify.ts';
import type { Outcomes } from '../read/cycle.ts';
import type { Slot } from './member.ts';
import type { Selected } from './selected.ts';

/** What one reading of a table brought. */
export interface Reading {
  /** One for each tag, in the order of the table. */
  readonly samples: readonly Sample[];
  /** Why there is no value, by the name of the tag; only where none came at all from the PLC for it. */
  readonly errors: ReadonlyMap<string, unknown>;
  /** The first failure, where no value at all came. */
  readonly failed?: unknown;
  /** The first failure, where no request at all was answered, not even with a refusal or with nonsense. */
  readonly lost?: unknown;
}

/** A queue that was full says nothing about the PLC. */
const ours = [tagErrors.queueFull, tagErrors.dropped];

/** A request whose deadline was over in the queue has no other cause. */
function isOurs(error: unknown): boolean {
  return (
    ours.some((factory) => factory.is(error)) || (tagErrors.notSent.is(error) && error.cause === undefined)
  );
}

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
    this.#isAnswered ||= isAnswer(error) || isOurs(error);
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
