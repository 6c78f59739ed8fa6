/** The rows of a list as they stand there. */
export interface Shown {
  readonly ids: readonly string[];
  /** How many should be there and are not, because the list is held still. */
  readonly waiting: readonly string[];
}

export const nothingShown: Shown = { ids: [], waiting: [] };

/**
 * The rows after a change. While somebody works in the list no row moves: nobody shall acknowledge what slid under
 * their finger.
 */
export function showing(wanted: readonly string[], before: Shown, isHeld: boolean): Shown {
  // Where there was nothing, nothing can slide.
  if (!isHeld || before.ids.length === 0) return { ids: wanted, waiting: [] };
  const present = new Set(before.ids);
  return { ids: before.ids, waiting: wanted.filter((id) => !present.has(id)) };
}

/** For how long the list stays still after it was touched (ms). */
export const holdTime = 4_000;
