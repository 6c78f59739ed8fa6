import { h, type VNode } from 'vue';
import { shapeOf } from '../look/shapes.ts';

interface Look {
  /** Filled while the condition holds; hollow when it has gone or was set aside. */
  readonly isFilled: boolean;
  readonly isBlinking: boolean;
}

/** The shape of a priority with its number in it. It says nothing to a screen reader: the row does. */
export function priorityShape(priority: number, { isFilled, isBlinking }: Look): VNode {
  const { path, baseline } = shapeOf(priority);
  const tone = Math.min(4, Math.max(1, Math.round(priority)));
  return h(
    'svg',
    {
      class: ['mw-al-shape', `mw-al-tone-${tone}`, { 'mw-al-hollow': !isFilled, 'mw-al-blinks': isBlinking }],
      viewBox: '0 0 24 24',
      'aria-hidden': 'true',
    },
    [h('path', { d: path }), h('text', { x: 12, y: baseline, 'text-anchor': 'middle' }, String(priority))],
  );
}
