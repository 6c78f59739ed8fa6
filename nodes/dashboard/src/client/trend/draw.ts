import type { Line } from '@millwright/analytics';
import type { DrawnAlarm } from './alarm-plan.ts';
import { drawShapes, drawStretches } from './draw-alarms.ts';
import { type Range, rowsBetween } from './lines.ts';
import { type Box, type Scale, scaleOf } from './scale.ts';

/** A pen as it is drawn. */
export interface DrawnPen {
  /** What stands at the end of its line, so that lines can be told apart without colour. */
  readonly mark: string;
  readonly line: Line;
  readonly colour: string;
  readonly step: boolean;
  /** Until when its last value holds, where it is one of steps (ms UTC). */
  readonly heldTo: number;
  readonly axis: 'left' | 'right';
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** One drawing of the whole trend. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly left: Range;
  readonly right: Range;
  readonly pens: readonly DrawnPen[];
  readonly alarms: readonly DrawnAlarm[];
  readonly isDark: boolean;
  readonly text: string;
  readonly grid: string;
  readonly ground: string;
  /** Where the cursor stands (ms UTC). */
  readonly cursor: number | undefined;
  /** From here on nothing is known (ms UTC): hatched. */
  readonly unknownFrom: number | undefined;
}

/** Draws lines, limits, alarms, the cursor and what is not known into a plot whose axes are there. */
export function drawFrame(context: CanvasRenderingContext2D, frame: Frame, box: Box, ratio: number): void {
  const scale = scaleOf(frame, box, ratio);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  if (frame.unknownFrom !== undefined) hatch(context, frame, scale, frame.unknownFrom);
  for (const pen of frame.pens) drawLimits(context, pen, scale);
  drawStretches(context, frame.alarms, frame.isDark, scale);
  for (const pen of frame.pens) drawLine(context, frame, pen, scale);
  drawShapes(context, frame.alarms, frame.isDark, scale);
  if (frame.cursor !== undefined) drawCursor(context, frame, scale, frame.cursor);
  context.restore();
}

function drawLine(context: CanvasRenderingContext2D, frame: Frame, pen: DrawnPen, scale: Scale): void {
  const { times, values } = pen.line;
  const [start, end] = rowsBetween(pen.line, frame.from, frame.to);
  if (start >= end) return;
  context.beginPath();
  let isDown = false;
  let [lastX, lastY] = [0, 0];
  for (let row = start; row < end; row += 1) {
    const value = values[row] as number;
    const x = scale.x(times[row] as number);
    if (Number.isNaN(value)) {
      // What holds its value holds it until the interruption.
      if (isDown && pen.step) context.lineTo(x, lastY);
      isDown = false;
      continue;
    }
    const y = scale.y(value, pen.axis);
    if (!isDown) {
      context.moveTo(x, y);
      // A value between two interruptions is a dot.
      context.lineTo(x + 0.01, y);
    } else {
      if (pen.step) context.lineTo(x, lastY);
      context.lineTo(x, y);
    }
    isDown = true;
    [lastX, lastY] = [x, y];
  }
  if (isDown && pen.step && end === times.length) {
    lastX = Math.max(lastX, scale.x(pen.heldTo));
    context.lineTo(lastX, lastY);
  }
  context.lineWidth = 1.5 * scale.ratio;
  context.lineJoin = 'bevel';
  context.lineCap = 'round';
  context.strokeStyle = pen.colour;
  context.stroke();
  if (isDown && frame.pens.length > 1) drawMark(context, frame, pen, scale, lastX, lastY);
}

function drawMark(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { mark, colour }: DrawnPen,
  { box, ratio }: Scale,
  x: number,
  y: number,
): void {
  const size = 10 * ratio;
  context.font = `600 ${size}px sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const width = context.measureText(mark).width;
  const right = Math.min(x, box.left + box.width) - 2 * ratio;
  context.fillStyle = frame.ground;
  context.fillRect(right - width - ratio, y - size / 2, width + 2 * ratio, size);
  context.fillStyle = colour;
  context.fillText(mark, right, y);
}

function drawLimits(context: CanvasRenderingContext2D, pen: DrawnPen, { box, ratio, y }: Scale): void {
  const limits = [
    { value: pen.low, mark: 'L' },
    { value: pen.high, mark: 'H' },
  ];
  if (pen.low !== undefined && pen.high !== undefined) {
    // The band of what is normal.
    const [top, bottom] = [y(pen.high, pen.axis), y(pen.low, pen.axis)];
    context.globalAlpha = 0.07;
    context.fillStyle = pen.colour;
    context.fillRect(box.left, top, box.width, bottom - top);
    context.globalAlpha = 1;
  }
  for (const { value, mark } of limits) {
    if (value === undefined) continue;
    const at = y(value, pen.axis);
    context.setLineDash([6 * ratio, 4 * ratio]);
    context.lineWidth = ratio;
    context.strokeStyle = pen.colour;
    context.beginPath();
    context.moveTo(box.left, at);
    context.lineTo(box.left + box.width, at);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = pen.colour;
    context.font = `600 ${10 * ratio}px sans-serif`;
    context.textAlign = 'left';
    context.textBaseline = mark === 'H' ? 'bottom' : 'top';
    context.fillText(`${pen.mark}${mark}`, box.left + 3 * ratio, at);
  }
}

function hatch(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { box, ratio, x }: Scale,
  from: number,
): void {
  const left = Math.max(box.left, x(from));
  const right = box.left + box.width;
  if (left >= right) return;
  context.save();
  context.beginPath();
  context.rect(left, box.top, right - left, box.height);
  context.clip();
  context.strokeStyle = frame.grid;
  context.lineWidth = 1.5 * ratio;
  context.beginPath();
  for (let at = left - box.height; at < right; at += 8 * ratio) {
    context.moveTo(at, box.top + box.height);
    context.lineTo(at + box.height, box.top);
  }
  context.stroke();
  context.restore();
}

function drawCursor(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { box, ratio, x }: Scale,
  time: number,
): void {
  const at = x(time);
  context.strokeStyle = frame.text;
  context.lineWidth = ratio;
  context.beginPath();
  context.moveTo(at, box.top);
  context.lineTo(at, box.top + box.height);
  context.stroke();
}
