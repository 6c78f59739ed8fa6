/** A shape in a square of 24 by 24, and the height at which a number stands in it. */
export interface Shape {
  readonly path: string;
  readonly baseline: number;
}

const square: Shape = { path: 'M2 2h20v20H2z', baseline: 17 };
const triangle: Shape = { path: 'M12 1.5 23 22.5H1z', baseline: 20 };
const diamond: Shape = { path: 'M12 1 23 12 12 23 1 12z', baseline: 16.5 };
const circle: Shape = { path: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z', baseline: 16.5 };

/** Each priority has a shape of its own, so that nobody needs to see colours; from 4 on they are circles with their number. */
export function shapeOf(priority: number): Shape {
  return [square, triangle, diamond][Math.max(1, priority) - 1] ?? circle;
}
