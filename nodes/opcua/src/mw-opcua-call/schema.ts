import { addressProblem } from '@millwright/opcua';
import { type ConfigOf, defineNode, field, type Problem } from '@millwright/schema';
import { formFields } from '../common/table-format.ts';

const badAddress = (name: string, address: string): readonly Problem[] =>
  address !== '' && addressProblem(address) !== undefined ? [{ path: [name], code: 'bad-address' }] : [];

/** On a message: calls a method of a server. */
export const callNode = defineNode({
  type: 'mw-opcua-call',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    connection: field.reference({ to: 'mw-opcua-connection', required: true }),
    method: field.text({ maxLength: 5000, hint: true }),
    object: field.text({ maxLength: 5000, hint: true }),
    deadline: field.integer({ default: 5000, min: 10, max: 600_000, unit: 'ms', hint: true }),
    timeout: field.integer({ optional: true, min: 50, max: 3_600_000, unit: 'ms', hint: true }),
    ...formFields,
  },
  problems: ['bad-address'],
  check: ({ method, object }): readonly Problem[] => [
    ...badAddress('method', method),
    ...badAddress('object', object),
  ],
});

export type CallConfig = ConfigOf<typeof callNode>;
