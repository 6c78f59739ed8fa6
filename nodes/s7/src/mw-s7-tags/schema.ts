import { computedField, nameField } from '@millwright/plc';
import { mostTags } from '@millwright/s7';
import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { requestFields } from '../common/request-fields.ts';
import { formFields } from '../common/table-format.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag, tagProblems } from '../common/tag-rules.ts';

/** Values of one PLC, by name. */
export const tagsNode = defineNode({
  type: 'mw-s7-tags',
  kind: 'config',
  version: 1,
  fields: {
    ...nameField,
    connection: field.reference({ to: 'mw-s7-connection', required: true }),
    tags: field.rows({
      minRows: 1,
      maxRows: mostTags,
      unique: 'name',
      hint: true,
      columns: tagColumns,
      problems: tagProblems,
      check: checkTag,
      // An address that is none is no reason to leave the others alone.
      apart: true,
    }),
    ...computedField,
    ...requestFields,
    ...formFields,
  },
});

export type TagsConfig = ConfigOf<typeof tagsNode>;
