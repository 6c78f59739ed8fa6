import { checkComputed, computedColumns } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { expressionProblems } from '@millwright/tags';
import { formFields } from '../common/table-format.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag, tagProblems } from '../common/tag-rules.ts';

/** Values of one server, by name. */
export const tagsNode = defineNode({
  type: 'mw-opcua-tags',
  kind: 'config',
  version: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    connection: field.reference({ to: 'mw-opcua-connection', required: true }),
    tags: field.rows({
      minRows: 1,
      maxRows: 20_000,
      unique: 'name',
      hint: true,
      columns: tagColumns,
      problems: tagProblems,
      check: checkTag,
    }),
    computed: field.rows({
      maxRows: 200,
      unique: 'name',
      hint: true,
      group: 'computed',
      columns: computedColumns,
      problems: ['name-taken', ...expressionProblems],
      check: checkComputed,
    }),
    ...formFields,
  },
});

export type TagsConfig = ConfigOf<typeof tagsNode>;
