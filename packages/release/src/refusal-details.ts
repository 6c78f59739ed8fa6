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

/**
 * Characters that steer terminals, break lines, have no width, or turn the direction of what stands around them; halves of
 * pairs. With them two texts look alike that are not, or one looks like nothing.
 */
export const unshown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What was found in a foreign document, for a message that ends in a log. */
export const quoted = (text: string, limit: number): string =>
  Array.from(text.slice(0, limit), (character) => (unshown.test(character) ? '\ufffd' : character)).join('');
