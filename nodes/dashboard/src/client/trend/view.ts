/** What part of time a page shows. Live, its end is now. */
export interface TimeView {
  readonly live: boolean;
  /** Milliseconds from the left edge to the right one. */
  readonly span: number;
  /** The right edge (ms UTC); live, the one of the moment before. */
  readonly to: number;
}

/** A second and a month: below, samples have no times; above, nothing is kept. */
const shortest = 1_000;
const longest = 31 * 86_400_000;

export const fromOf = ({ to, span }: TimeView): number => to - span;

/** The view at a time: live, its end is then. */
export const viewAt = (view: TimeView, now: number): TimeView => (view.live ? { ...view, to: now } : view);

/** Another length, live. */
export const windowOf = (span: number, now: number): TimeView => ({ live: true, span, to: now });

/**
 * Shows more or less of time around a point of it, which stays where it is. Live it stays live, and now stays where it is.
 * @param factor below 1 for less
 */
export function zoom(view: TimeView, factor: number, at: number): TimeView {
  const span = Math.min(longest, Math.max(shortest, view.span * factor));
  if (view.live) return { ...view, span };
  return { ...view, span, to: at + (view.to - at) * (span / view.span) };
}

/** Moves the view by so many ms; to now or beyond, it is live again. */
export function pan(view: TimeView, by: number, now: number): TimeView {
  const to = view.to + by;
  return to >= now ? { ...view, live: true, to: now } : { ...view, live: false, to };
}

export const pause = (view: TimeView, now: number): TimeView => ({ ...viewAt(view, now), live: false });
export const resume = (view: TimeView, now: number): TimeView => ({ ...view, live: true, to: now });
