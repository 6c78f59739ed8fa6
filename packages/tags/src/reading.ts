import { tagErrors } from './errors.ts';
import type { Sample } from './sample.ts';

/** What one reading of tags brought. */
export interface Reading {
  /** One for each tag, in the order of the table, or in which tags of no table were asked for. */
  readonly samples: readonly Sample[];
  /** Why there is no value, by the name of the tag. What the PLC answered for one tag among others may stand in its sample alone. */
  readonly errors: ReadonlyMap<string, unknown>;
  /** The first failure, where no value at all came. */
  readonly failed?: unknown;
  /** The first failure, where no request at all was answered, not even with a refusal or with nonsense. */
  readonly lost?: unknown;
  /** Nobody was asked for any of it: there can be no such tags. That says nothing of the PLC. */
  readonly unasked?: true;
}

/** Whether a request failed before it was sent, for a reason that says nothing about the PLC. */
export function isUnsent(error: unknown): boolean {
  return (
    tagErrors.queueFull.is(error) ||
    tagErrors.dropped.is(error) ||
    // A request whose deadline was over in the queue has no other cause.
    (tagErrors.notSent.is(error) && error.cause === undefined)
  );
}
