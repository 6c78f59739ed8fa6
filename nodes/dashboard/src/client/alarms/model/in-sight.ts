/** The rows of a long list that have to be drawn. `to` is excluded. */
export interface InSight {
  readonly from: number;
  readonly to: number;
}

interface View {
  readonly rows: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
}

/** So that a quick scroll does not show a gap. */
const margin = 6;

/**
 * Heights are in pixels and the same for all rows, so ten thousand cost no more than twenty. There are as many rows at
 * the ends as in between, so that none has to be made or taken away on the way there.
 */
export function rowsInSight({ rows, rowHeight, scrollTop, height }: View): InSight {
  const count = Math.min(rows, Math.ceil(height / rowHeight) + 1 + 2 * margin);
  const first = Math.floor(scrollTop / rowHeight) - margin;
  const from = Math.max(0, Math.min(first, rows - count));
  return { from, to: from + count };
}

/** The scroll position that brings a row into sight with as little movement as possible. */
export function scrolledTo(row: number, { rowHeight, scrollTop, height }: Omit<View, 'rows'>): number {
  const top = row * rowHeight;
  if (scrollTop > top) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
