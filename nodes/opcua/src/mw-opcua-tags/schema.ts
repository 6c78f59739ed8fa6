import { computedField, nameField } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { formFields } from '../common/table-format.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag, tagProblems } from '../common/tag-rules.ts';

/** Values of one server, by name. */
export const tagsNode = defineNode({
  type: 'mw-opcua-tags',
  kind: 'config',
  version: 1,
  fields: {
    ...nameField,
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
    ...computedField,
    ...formFields,
  },
});

export type TagsConfig = ConfigOf<typeof tagsNode>;
