/** Rows that stand under a common heading. */
export interface Group<Item> {
  readonly key: string;
  readonly label: string;
  readonly items: readonly Item[];
}

/** Heights in pixels; they are the same for all, so that ten thousand rows cost no more than twenty. */
export interface Heights {
  readonly heading: number;
  readonly row: number;
}

/** Where everything stands in the list. */
export interface Layout {
  readonly heights: Heights;
  /** Of the whole list. */
  readonly height: number;
  /** How many rows there are. */
  readonly rows: number;
  /** For each group: the top of its heading. */
  readonly tops: readonly number[];
  /** For each group: how many rows stand before it. */
  readonly starts: readonly number[];
}

/** The rows of one group that are in sight. */
export interface Slice {
  readonly group: number;
  /** Indexes within the group; `to` is excluded. */
  readonly from: number;
  readonly to: number;
}

export function layoutGroups(counts: readonly number[], heights: Heights): Layout {
  const tops: number[] = [];
  const starts: number[] = [];
  let height = 0;
  let rows = 0;
  for (const count of counts) {
    tops.push(height);
    starts.push(rows);
    height += heights.heading + count * heights.row;
    rows += count;
  }
  return { heights, height, rows, tops, starts };
}

/** The last position whose value is not above the limit. */
function lastNotAbove(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The group that a row belongs to, and its place in it. */
export function placeOfRow(layout: Layout, row: number): { readonly group: number; readonly index: number } {
  const group = lastNotAbove(layout.starts, row);
  return { group, index: row - (layout.starts[group] ?? 0) };
}

/** The top of a row within the list. */
export function topOfRow(layout: Layout, row: number): number {
  const { group, index } = placeOfRow(layout, row);
  return (layout.tops[group] ?? 0) + layout.heights.heading + index * layout.heights.row;
}

/**
 * What has to be drawn for a scroll position, with `margin` pixels more above and below. Groups without a row in
 * sight may be part of it: their heading is.
 */
export function slicesInSight(
  layout: Layout,
  scrollTop: number,
  viewHeight: number,
  margin: number,
): Slice[] {
  if (layout.rows === 0) return [];
  const from = Math.max(0, scrollTop - margin);
  const to = scrollTop + viewHeight + margin;
  const slices: Slice[] = [];
  for (let group = lastNotAbove(layout.tops, from); group < layout.tops.length; group += 1) {
    const top = layout.tops[group] ?? 0;
    if (top >= to) break;
    const count = (layout.starts[group + 1] ?? layout.rows) - (layout.starts[group] ?? 0);
    const first = top + layout.heights.heading;
    const within = (position: number): number => Math.min(count, Math.max(0, position));
    slices.push({
      group,
      from: within(Math.floor((from - first) / layout.heights.row)),
      to: within(Math.ceil((to - first) / layout.heights.row)),
    });
  }
  return slices;
}

/**
 * The scroll position that brings a row into sight with as little movement as possible. The heading of its group
 * sticks to the top, so a row below it is out of sight.
 */
export function scrollToShow(layout: Layout, row: number, scrollTop: number, viewHeight: number): number {
  const top = topOfRow(layout, row);
  const highest = top - layout.heights.heading;
  const lowest = top + layout.heights.row - viewHeight;
  if (scrollTop > highest) return highest;
  return Math.max(scrollTop, lowest);
}

/** Where a key takes the active row; undefined when the key is not for moving. */
export function rowAfterKey(key: string, row: number, rows: number, rowsPerPage: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + rowsPerPage,
    PageUp: row - rowsPerPage,
    Home: 0,
    End: rows - 1,
  };
  const target = moves[key];
  return target === undefined ? undefined : Math.min(rows - 1, Math.max(0, target));
}
