import type { Frame } from './draw.ts';

/** Where the plot lies in the canvas (device pixels). */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a drawing needs to know of the canvas. */
export interface Scale {
  readonly box: Box;
  /** Device pixels of a CSS pixel, as large as things are drawn. */
  readonly ratio: number;
  x(time: number): number;
  y(value: number, axis: 'left' | 'right'): number;
}

export function scaleOf(frame: Frame, box: Box, ratio: number): Scale {
  const perTime = box.width / (frame.to - frame.from);
  return {
    box,
    ratio,
    x: (time) => box.left + (time - frame.from) * perTime,
    y: (value, axis) => {
      const { min, max } = frame[axis];
      return box.top + box.height * (1 - (value - min) / (max - min));
    },
  };
}
