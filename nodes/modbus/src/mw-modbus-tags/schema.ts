import { computedField, nameField, wideField } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { byteOrders } from '@millwright/tags';
import { notations } from '../common/address.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag, tagProblems } from '../common/tag-rules.ts';

/** One unit behind a connection and its tags. */
export const tagsNode = defineNode({
  type: 'mw-modbus-tags',
  kind: 'config',
  version: 1,
  fields: {
    ...nameField,
    connection: field.reference({ to: 'mw-modbus-connection', required: true }),
    unit: field.integer({ default: 1, min: 0, max: 255, hint: true }),
    notation: field.choice({ options: notations, default: 'zero', hint: true }),
    byteOrder: field.choice({ options: byteOrders, default: 'ABCD', hint: true }),
    tags: field.rows({
      minRows: 1,
      maxRows: 5000,
      unique: 'name',
      hint: true,
      columns: tagColumns,
      problems: tagProblems,
      check: checkTag,
    }),
    ...computedField,
    maxRegisters: field.integer({ default: 125, min: 1, max: 125, hint: true, group: 'requests' }),
    maxBits: field.integer({ default: 2000, min: 1, max: 2000, group: 'requests' }),
    gap: field.integer({ default: 8, min: 0, max: 124, hint: true, group: 'requests' }),
    ...wideField,
    encoding: field.choice({ options: ['latin1', 'utf8'], default: 'latin1', group: 'values' }),
    sentinel: field.choice({ options: ['none', 'sunspec'], default: 'none', hint: true, group: 'values' }),
    sentinelQuality: field.choice({
      options: ['uncertain', 'bad'],
      default: 'uncertain',
      group: 'values',
      when: { sentinel: ['sunspec'] },
    }),
    bitWrites: field.choice({
      options: ['mask', 'read-modify-write'],
      default: 'mask',
      hint: true,
      group: 'values',
    }),
  },
});

export type TagsConfig = ConfigOf<typeof tagsNode>;
