import type { Sample } from '@millwright/tags';

/** What one reading of tags brought. */
export interface Reading {
  /** One for each tag, in the order in which they were asked for. */
  readonly samples: readonly Sample[];
  /** Why the server could not even be asked, by the name of the tag. A bad status that it answered for one tag is in its sample. */
  readonly errors: ReadonlyMap<string, unknown>;
  /** The first failure, where no request for any of the tags was answered with values. */
  readonly failed?: unknown;
  /** The first failure, where no request at all was answered, not even with a refusal. */
  readonly lost?: unknown;
}
