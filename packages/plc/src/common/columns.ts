import { field } from '@millwright/schema';

const most = 1e300;
const anyNumber = { optional: true, rare: true, min: -most, max: most } as const;

/** Tag names become the keys of msg.payload. */
const name = field.text({
  required: true,
  maxLength: 100,
  pattern: { expression: /^(?!__)/, problem: 'bad-tag-name' },
});

const engineeringUnit = field.text({ maxLength: 20, rare: true });

const deadband = field.text({
  maxLength: 20,
  rare: true,
  pattern: { expression: /^\d+(\.\d+)?(e[+-]?\d+)?\s*%?$/i, problem: 'bad-deadband' },
});

/** As long as a name: what the file of another program brings has the structure that its variable is in for a group. */
const group = field.text({ maxLength: 100, rare: true });

/** What every table of tags begins with. */
export const nameColumn = { name } as const;

/** Who may do what with a tag, and in which unit it is measured. */
export const accessColumns = {
  access: field.choice({ options: ['read', 'read-write', 'write'], default: 'read' }),
  unit: engineeringUnit,
} as const;

/** How a number of the PLC becomes one that people know, when it has changed, and what may be written. */
export const valueColumns = {
  factor: field.number(anyNumber),
  offset: field.number(anyNumber),
  rawLow: field.number(anyNumber),
  rawHigh: field.number(anyNumber),
  scaledLow: field.number(anyNumber),
  scaledHigh: field.number(anyNumber),
  clamp: field.boolean({ default: false, rare: true }),
  deadband,
  group,
  min: field.number(anyNumber),
  max: field.number(anyNumber),
  maxStep: field.number({ ...anyNumber, min: 0 }),
} as const;

/** The columns of the tags that are worked out from others. */
export const computedColumns = {
  name,
  expression: field.text({ required: true, maxLength: 500 }),
  unit: engineeringUnit,
  deadband,
  group,
} as const;
