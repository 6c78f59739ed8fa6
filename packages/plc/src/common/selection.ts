import { field } from '@millwright/schema';

const name = field.text({ required: true, maxLength: 100 });

/** Fields of a node that names some tags of a table. */
export const selectionFields = {
  group: field.text({ required: true, maxLength: 100, when: { which: ['group'] } }),
  names: field.rows({
    minRows: 1,
    maxRows: 5000,
    unique: 'tag',
    columns: { tag: name },
    problems: ['unknown-tag'],
    when: { which: ['names'] },
  }),
} as const;

/** What can be wrong with them together with the table; only the editor looks. */
export const selectionProblems = ['unknown-group'] as const;
