import { field } from '@millwright/schema';
import { expressionProblems } from '@millwright/tags';
import { computedColumns } from './columns.ts';
import { selectionFields } from './selection.ts';
import { checkComputed } from './value-rules.ts';

/** What every node begins with. */
export const nameField = { name: field.text({ maxLength: 100 }) } as const;

/** Which tags a node reads on a message. */
export const readFields = {
  which: field.choice({ options: ['all', 'group', 'names', 'message'], default: 'all', hint: true }),
  ...selectionFields,
} as const;

/** How often a node reads by itself, which tags, and what it tells of them. */
export const pollFields = {
  interval: field.integer({ default: 1000, min: 10, max: 86_400_000, unit: 'ms', hint: true }),
  which: field.choice({ options: ['all', 'group', 'names'], default: 'all' }),
  ...selectionFields,
  report: field.choice({ options: ['all', 'changes'], default: 'all', hint: true }),
  heartbeat: field.integer({
    default: 0,
    min: 0,
    max: 86_400,
    unit: 's',
    hint: true,
    when: { report: ['changes'] },
  }),
} as const;

/** How readings become messages. */
export const messageFields = {
  each: field.boolean({ default: false, hint: true }),
  hold: field.boolean({ default: false, hint: true }),
} as const;

/** What can be wrong with a value together with its tag; only the editor looks. */
const valueProblems = ['unknown-tag', 'read-only', 'beyond-limits', 'below-lowest', 'above-highest'] as const;

/**
 * What a node writes, and whether it looks afterwards.
 * @param more what else can be wrong with a value, where the table says of which type its tag is
 */
export const writeFields = (more: readonly TypeProblem[] = []) =>
  ({
    source: field.choice({ options: ['message', 'values'], default: 'message', hint: true }),
    values: field.rows({
      minRows: 1,
      maxRows: 500,
      unique: 'tag',
      problems: [...valueProblems, ...more],
      hint: true,
      columns: {
        tag: field.text({ required: true, maxLength: 100 }),
        value: field.text({ required: true, maxLength: 500 }),
      },
      when: { source: ['values'] },
    }),
    verify: field.choice({ options: ['none', 'read-back'], default: 'none', hint: true }),
  }) as const;

type TypeProblem = 'wrong-type' | 'value-does-not-fit' | 'wrong-length';

/** Within which time a write has to be sent. */
export const deadlineField = {
  deadline: field.integer({ default: 2000, min: 10, max: 600_000, unit: 'ms', hint: true }),
} as const;

/** The tags of a table that are worked out from others. */
export const computedField = {
  computed: field.rows({
    maxRows: 200,
    unique: 'name',
    hint: true,
    group: 'computed',
    columns: computedColumns,
    problems: ['name-taken', ...expressionProblems],
    check: checkComputed,
  }),
} as const;
