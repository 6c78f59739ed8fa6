import { deadlineField, nameField } from '@millwright/plc';
import { blockKinds, clockZones } from '@millwright/s7';
import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { subjects } from '../common/subjects.ts';

/** A number of two bytes, as people write those of system status lists: `0x0011`, or `17`. */
const number = {
  required: true,
  maxLength: 6,
  pattern: { expression: /^(?:0x[\da-f]{1,4}|\d{1,5})$/i, problem: 'bad-number' },
  when: { ask: ['system-list'] },
} as const;

/** On a message: asks a PLC about itself. */
export const infoNode = defineNode({
  type: 'mw-s7-info',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    ...nameField,
    connection: field.reference({ to: 'mw-s7-connection', required: true }),
    ask: field.choice({ options: [...subjects, 'message'], default: 'state', hint: true }),
    kind: field.choice({ options: blockKinds, default: 'DB', when: { ask: ['block-list', 'block'] } }),
    number: field.integer({ default: 1, min: 0, max: 65_535, when: { ask: ['block'] } }),
    list: field.text({ ...number, default: '0x0011', hint: true }),
    index: field.text({ ...number, default: '0x0000' }),
    zone: field.choice({
      options: clockZones,
      default: 'utc',
      hint: true,
      when: { ask: ['state', 'clock', 'message'] },
    }),
    ...deadlineField,
  },
});

export type InfoConfig = ConfigOf<typeof infoNode>;
