/** How rows look in the room that they have. */
export interface Density {
  readonly name: 'narrow' | 'two-lines' | 'wide' | 'wall';
  /** Pixels; fingers need 44. */
  readonly rowHeight: number;
  readonly headHeight: number;
}

const narrow: Density = { name: 'narrow', rowHeight: 60, headHeight: 0 };
const twoLines: Density = { name: 'two-lines', rowHeight: 60, headHeight: 0 };
const wide: Density = { name: 'wide', rowHeight: 44, headHeight: 32 };
const wall: Density = { name: 'wall', rowHeight: 64, headHeight: 44 };

/** @param width of the widget in pixels */
export function densityOf(width: number): Density {
  if (width >= 1_600) return wall;
  if (width >= 760) return wide;
  return width >= 280 ? twoLines : narrow;
}

/**
 * Whether a colour is a dark one.
 * @param triplet as Dashboard's themes have it: `255, 255, 255`
 */
export function isDarkGround(triplet: string): boolean {
  const [red = 255, green = 255, blue = 255] = triplet.split(',').map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
