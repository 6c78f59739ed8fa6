import { h, type VNode } from 'vue';
import { shapeOf } from '../look/shapes.ts';

interface Look {
  /** Filled while the condition holds; hollow when it has gone or was set aside. */
  readonly isFilled: boolean;
  readonly isBlinking: boolean;
}

/** What is drawn for a priority in a square of 24 by 24. */
export interface ShapeLook {
  readonly classes: string;
  readonly path: string;
  /** The height at which the number stands. */
  readonly baseline: number;
  readonly number: string;
}

export function shapeLook(priority: number, { isFilled, isBlinking }: Look): ShapeLook {
  const tone = Math.min(4, Math.max(1, Math.round(priority)));
  const marks = `${isFilled ? '' : ' mw-al-hollow'}${isBlinking ? ' mw-al-blinks' : ''}`;
  return {
    ...shapeOf(priority),
    classes: `mw-al-shape mw-al-tone-${tone}${marks}`,
    number: String(priority),
  };
}

/** The shape of a priority with its number in it. It says nothing to a screen reader: the words beside it do. */
export function priorityShape(priority: number, look: Look): VNode {
  const { classes, path, baseline, number } = shapeLook(priority, look);
  return h('svg', { class: classes, viewBox: '0 0 24 24', 'aria-hidden': 'true' }, [
    h('path', { d: path }),
    h('text', { x: 12, y: baseline, 'text-anchor': 'middle' }, number),
  ]);
}
