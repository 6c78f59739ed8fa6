import { asShown } from '@millwright/schema';

/** What messages of refusals are made of. It comes from a document that may be anybody's. */
export interface Reason {
  readonly reason: string;
}

export interface Kind {
  /** Of which document: `manifest`, `desired`. */
  readonly kind: string;
}

export interface Numbers {
  readonly found: number;
  readonly known: number;
}

/** A time for people, UTC. @param time milliseconds since 1970 */
export const timeText = (time: number): string => new Date(time).toISOString();

/** What was found in a foreign document, for a message that ends in a log. */
export const quoted = (text: string, limit: number): string => asShown(text.slice(0, limit));
