import { shapeOf } from '../alarms/look/shapes.ts';
import { alarmColours, coloursOf } from '../alarms/look/tokens.ts';
import type { DrawnAlarm } from './alarm-plan.ts';
import type { Scale } from './scale.ts';

/** A shape's width and height, and how thick a bar is (CSS pixels). */
const size = 18;
const thick = 4;
/** Shapes are paths in a square of this width. */
const square = 24;

/** Lines up where alarms came, and bars to where they went, along the bottom: below the lines of pens. */
export function drawStretches(
  context: CanvasRenderingContext2D,
  alarms: readonly DrawnAlarm[],
  isDark: boolean,
  { box, ratio, x }: Scale,
): void {
  const bottom = box.top + box.height;
  // What is more urgent lies on top.
  for (const { at, until, priority, isLined } of alarms.toSorted(
    (one, other) => other.priority - one.priority,
  )) {
    const { line } = coloursOf(alarmColours[isDark ? 'dark' : 'light'], priority);
    context.fillStyle = line;
    context.fillRect(x(at), bottom - thick * ratio, Math.max(ratio, x(until) - x(at)), thick * ratio);
    if (!isLined) continue;
    context.strokeStyle = line;
    context.lineWidth = ratio;
    context.setLineDash([2 * ratio, 4 * ratio]);
    context.beginPath();
    context.moveTo(x(at), bottom);
    context.lineTo(x(at), box.top);
    context.stroke();
    context.setLineDash([]);
  }
}

/** The shapes of alarms with their numbers, as in a list of alarms: on top of the lines of pens. */
export function drawShapes(
  context: CanvasRenderingContext2D,
  alarms: readonly DrawnAlarm[],
  isDark: boolean,
  { box, ratio, x }: Scale,
): void {
  const scale = (size * ratio) / square;
  for (const { at, priority, isShaped } of alarms) {
    if (!isShaped) continue;
    const { fill, ink, line } = coloursOf(alarmColours[isDark ? 'dark' : 'light'], priority);
    const { path, baseline } = shapeOf(priority);
    const left = Math.min(
      Math.max(x(at) - (size * ratio) / 2, box.left),
      box.left + box.width - size * ratio,
    );
    context.save();
    context.translate(left, box.top + box.height - (size + thick + 1) * ratio);
    context.scale(scale, scale);
    const shape = new Path2D(path);
    context.fillStyle = fill;
    context.fill(shape);
    context.lineWidth = 2;
    context.strokeStyle = line;
    context.stroke(shape);
    context.fillStyle = ink;
    context.font = '700 14px sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    context.fillText(String(priority), square / 2, baseline);
    context.restore();
  }
}
