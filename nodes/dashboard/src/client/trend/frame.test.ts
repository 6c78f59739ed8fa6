import assert from 'node:assert/strict';
import type { Pen } from '../../ui-mw-trend/schema.ts';
import { frameOf } from './frame.ts';

const pen = (more: Partial<Pen>): Pen => ({
  tag: 'T',
  label: '',
  unit: '',
  decimals: 1,
  axis: 'left',
  line: 'straight',
  colour: 'auto',
  low: undefined,
  high: undefined,
  ...more,
});
const line = (...values: readonly number[]) => ({
  times: Float64Array.from(values, (_, row) => row * 10),
  values: Float64Array.from(values),
});
const palette = {
  text: 'text',
  ground: 'ground',
  grid: 'grid',
  isDark: false,
  pen: (colour: string, index: number) => `${colour}-${index}`,
};

describe('a drawing of a trend', () => {
  it('has an axis for each side, on which limits are too, and pens told apart by number and colour', () => {
    const { from, to, left, right, pens } = frameOf({
      view: { live: false, span: 100, to: 100 },
      pens: [pen({ high: 95 }), pen({ axis: 'right', line: 'step', colour: 'teal' })],
      lines: [line(10, 20), line(-3, Number.NaN, 4)],
      heldTo: [40, 500],
      alarms: undefined,
      knownTo: 100,
      palette,
      cursor: undefined,
      unknownFrom: undefined,
    });
    assert.deepEqual([from, to], [0, 100]);
    assert.deepEqual(left, { min: 0, max: 100 });
    assert.deepEqual(right, { min: -4, max: 6 });
    assert.deepEqual(
      pens.map(({ mark, colour, step, heldTo }) => [mark, colour, step, heldTo]),
      [
        ['1', 'auto-0', false, 40],
        ['2', 'teal-1', true, 100],
      ],
    );
  });
});
