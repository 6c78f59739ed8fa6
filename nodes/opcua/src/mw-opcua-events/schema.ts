import { addressProblem, comparisons, literalTypes } from '@millwright/opcua';
import { type ConfigOf, defineNode, field, type Problem } from '@millwright/schema';

/** A subtype of these counts, too. */
const operators = [...comparisons, 'OfType', 'IsNull'] as const;

const isBad = (address: string): boolean => address !== '' && addressProblem(address) !== undefined;

/** On its own: events of a server, those that a filter lets through. */
export const eventsNode = defineNode({
  type: 'mw-opcua-events',
  kind: 'node',
  version: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    connection: field.reference({ to: 'mw-opcua-connection', required: true }),
    notifier: field.text({ default: 'i=2253', maxLength: 5000, hint: true }),
    fields: field.rows({
      minRows: 1,
      maxRows: 200,
      unique: 'name',
      hint: true,
      columns: {
        name: field.text({ required: true, maxLength: 200 }),
        path: field.text({ maxLength: 1000 }),
        type: field.text({ maxLength: 5000, rare: true }),
        attribute: field.choice({ options: ['Value', 'NodeId'], default: 'Value', rare: true }),
      },
      problems: ['bad-address'],
      check: ({ type }) => (isBad(type) ? { type: 'bad-address' } : {}),
    }),
    match: field.choice({ options: ['all', 'any'], default: 'all', group: 'filter' }),
    conditions: field.rows({
      maxRows: 100,
      hint: true,
      group: 'filter',
      columns: {
        not: field.boolean({ default: false }),
        path: field.text({ maxLength: 1000 }),
        operator: field.choice({ options: operators, default: 'GreaterThanOrEqual' }),
        value: field.text({ maxLength: 5000 }),
        literal: field.choice({ options: ['auto', ...literalTypes], default: 'auto', rare: true }),
        type: field.text({ maxLength: 5000, rare: true }),
      },
      problems: ['bad-address', 'no-value', 'no-field'],
      check: ({ operator, path, value, type }) => {
        if (isBad(type)) return { type: 'bad-address' };
        if (operator === 'OfType') {
          return value === '' || isBad(value) ? { value: 'bad-address' } : {};
        }
        if (path === '') return { path: 'no-field' };
        return operator !== 'IsNull' && value === '' ? { value: 'no-value' } : {};
      },
    }),
    publishing: field.integer({
      default: 1000,
      min: 10,
      max: 86_400_000,
      unit: 'ms',
      hint: true,
      group: 'server',
    }),
    queue: field.integer({ default: 1000, min: 1, max: 1_000_000, hint: true, group: 'server' }),
    keep: field.choice({ options: ['newest', 'oldest'], default: 'newest', group: 'server' }),
    each: field.boolean({ default: true, hint: true }),
  },
  problems: ['bad-address'],
  check: ({ notifier }): readonly Problem[] =>
    isBad(notifier) ? [{ path: ['notifier'], code: 'bad-address' }] : [],
});

export type EventsConfig = ConfigOf<typeof eventsNode>;
