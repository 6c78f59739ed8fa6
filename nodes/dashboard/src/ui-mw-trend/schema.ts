import { type ConfigOf, defineNode, field, type RowOf } from '@millwright/schema';
import { placeFields } from '../common/place.ts';
import { penColumns, windowNames } from '../common/trend-columns.ts';

/** Many pens over time, live and back to what is kept. */
export const trendNode = defineNode({
  type: 'ui-mw-trend',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 0,
  fields: {
    name: field.text({ maxLength: 100 }),
    label: field.text({ maxLength: 100 }),
    store: field.reference({ to: 'mw-sample-store' }),
    alarms: field.reference({ to: 'mw-alarm-engine', hint: true }),
    window: field.choice({ default: '10m', options: windowNames }),
    pens: field.rows({
      columns: penColumns,
      minRows: 1,
      maxRows: 50,
      unique: 'tag',
      problems: ['limits-reversed'],
      check: ({ low, high }) =>
        low !== undefined && high !== undefined && low >= high ? { high: 'limits-reversed' } : {},
    }),
    gap: field.number({ default: 0, min: 0, max: 86_400, unit: 's', hint: true, group: 'quality' }),
    stale: field.number({ default: 30, min: 0, max: 86_400, unit: 's', hint: true, group: 'quality' }),
    kept: field.integer({ default: 100_000, min: 1_000, max: 1_000_000, hint: true, group: 'quality' }),
    ...placeFields,
  },
});

export type TrendConfig = ConfigOf<typeof trendNode>;

/** Milliseconds without a sample from which on nothing is known; Infinity for never. */
export const gapOf = ({ gap }: Pick<TrendConfig, 'gap'>): number =>
  gap === 0 ? Number.POSITIVE_INFINITY : gap * 1_000;

export type Pen = RowOf<typeof penColumns>;
