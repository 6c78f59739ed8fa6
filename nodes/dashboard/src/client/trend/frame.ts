import type { Line } from '@millwright/analytics';
import type { TrendAlarms } from '../../common/trend-alarms.ts';
import type { Pen } from '../../ui-mw-trend/schema.ts';
import { planAlarms } from './alarm-plan.ts';
import type { Palette } from './colours.ts';
import type { Frame } from './draw.ts';
import { axisFor, type Range, rangeOf } from './lines.ts';
import { fromOf, type TimeView } from './view.ts';

/** What a drawing is made of. */
export interface Shown {
  readonly view: TimeView;
  readonly pens: readonly Pen[];
  /** One for each pen. */
  readonly lines: readonly Line[];
  readonly alarms: TrendAlarms | undefined;
  /** Until when all of it is known (ms UTC). */
  readonly knownTo: number;
  readonly palette: Palette;
  /** Until when the last value of each pen's line holds (ms UTC). */
  readonly heldTo: readonly number[];
  readonly cursor: number | undefined;
  readonly unknownFrom: number | undefined;
}

/** One drawing of a trend. Limits are on its axes, too: a value is seen in relation to them. */
export function frameOf(shown: Shown): Frame {
  const { view, pens, lines, heldTo, alarms, knownTo, palette, cursor, unknownFrom } = shown;
  const [from, to] = [fromOf(view), view.to];
  const axis = (side: 'left' | 'right'): Range => {
    const values = rangeOf(
      lines.filter((_, index) => pens[index]?.axis === side),
      from,
      to,
    );
    const limits = pens
      .filter((pen) => pen.axis === side)
      .flatMap(({ low, high }) => [low, high].filter((limit) => limit !== undefined));
    const all = [...limits, ...(values ? [values.min, values.max] : [])];
    return axisFor(all.length > 0 ? { min: Math.min(...all), max: Math.max(...all) } : undefined);
  };
  return {
    from,
    to,
    left: axis('left'),
    right: axis('right'),
    alarms: planAlarms(alarms, { from, to }, knownTo),
    isDark: palette.isDark,
    text: palette.text,
    grid: palette.grid,
    ground: palette.ground,
    cursor,
    unknownFrom,
    pens: pens.map((pen, index) => ({
      mark: String(index + 1),
      line: lines[index] ?? { times: new Float64Array(), values: new Float64Array() },
      colour: palette.pen(pen.colour, index),
      step: pen.line === 'step',
      heldTo: Math.min(to, heldTo[index] ?? to),
      axis: pen.axis,
      low: pen.low,
      high: pen.high,
    })),
  };
}
