import type { Figure } from '@millwright/testing';
import type { Estimate } from './statistics.ts';

type Measurement = Estimate | { readonly value: number; readonly interval?: undefined };

/** A figure that should stay below a limit. */
export const below = (
  name: string,
  { value, interval }: Measurement,
  unit: string,
  limit: number,
): Figure => ({
  name,
  unit,
  reach: `< ${limit} ${unit}`,
  ok: value < limit,
  ...(interval ? rounded({ value, interval }) : { value: round(value) }),
});

/** The same measurement of two bare Node-REDs: what the method makes of nothing. Either sign is noise. */
export const noise = (name: string, { value, interval }: Estimate, unit: string, limit: number): Figure => ({
  ...below(`${name}: a second bare one beside the first, which is noise`, { value, interval }, unit, limit),
  reach: `within ± ${limit} ${unit}`,
  ok: Math.abs(value) < limit,
});

/** A figure that should reach a limit. */
export const atLeast = (
  name: string,
  { value, interval }: Measurement,
  unit: string,
  limit: number,
): Figure => ({
  name,
  unit,
  reach: `>= ${limit} ${unit}`,
  ok: value >= limit,
  ...(interval ? rounded({ value, interval }) : { value: round(value) }),
});

/** A figure of something else, beside which ours stands. */
export const toCompare = (name: string, measured: number | Estimate, unit: string): Figure => ({
  name,
  unit,
  reach: 'to compare',
  ok: true,
  ...(typeof measured === 'number' ? { value: round(measured) } : rounded(measured)),
});

const round = (value: number): number => Math.round(value * 100) / 100;

const rounded = ({ value, interval: [from, to] }: Estimate): Pick<Figure, 'value' | 'interval'> => ({
  value: round(value),
  interval: [round(from), round(to)],
});
