import { field } from '@millwright/schema';

const most = 1e300;

/** The colours of pens, by the name of a token: what it looks like is decided where it is drawn, in light and in dark. */
export const penColours = ['auto', 'blue', 'orange', 'teal', 'purple', 'brown', 'grey'] as const;

/** What is known of a pen. */
export const penColumns = {
  tag: field.text({ required: true, maxLength: 100 }),
  label: field.text({ maxLength: 60 }),
  unit: field.text({ maxLength: 20 }),
  decimals: field.integer({ default: 1, min: 0, max: 6 }),
  axis: field.choice({ default: 'left', options: ['left', 'right'] }),
  line: field.choice({ default: 'straight', options: ['straight', 'step'] }),
  colour: field.choice({ default: 'auto', options: penColours, rare: true }),
  low: field.number({ optional: true, min: -most, max: most }),
  high: field.number({ optional: true, min: -most, max: most }),
} as const;

/** The windows that can be chosen, and how long they are (ms). */
export const windows = {
  '1m': 60_000,
  '10m': 600_000,
  '1h': 3_600_000,
  '8h': 28_800_000,
  '24h': 86_400_000,
} as const;

export type WindowName = keyof typeof windows;
export const windowNames = ['1m', '10m', '1h', '8h', '24h'] as const satisfies readonly WindowName[];
