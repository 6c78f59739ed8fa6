/** A time in which a watch could not see its PLC (ms UTC), and why. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** What one cycle of a watch brought. */
export interface Contact {
  /** When it ended (ms UTC). */
  readonly at: number;
  /** Why no request of this cycle was answered; undefined if one was. */
  readonly lost: string | undefined;
}

/** `seen` is when the PLC was last heard (or watching began), `reason` stands while it is not. */
export interface GapState {
  readonly seen: number;
  readonly reason?: string;
}

export interface GapStep {
  readonly state: GapState;
  /** The PLC has just been lost: say so once, with every tag. */
  readonly began: boolean;
  /** The PLC is back: the gap to report before the new values. */
  readonly ended?: Gap;
}

/** A watch that starts now. */
export function noGap(at: number): GapState {
  return { seen: at };
}

/** Follows a watch through outages: one word when it begins, one gap when it ends, nothing between. */
export function trackGap(state: GapState, contact: Contact): GapStep {
  if (contact.lost !== undefined) {
    if (state.reason !== undefined) return { state, began: false };
    return { state: { seen: state.seen, reason: contact.lost }, began: true };
  }
  const next = { seen: contact.at };
  if (state.reason === undefined) return { state: next, began: false };
  return { state: next, began: false, ended: { from: state.seen, to: contact.at, reason: state.reason } };
}
