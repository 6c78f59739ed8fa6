import { addressProblem } from '@millwright/opcua';
import { type ConfigOf, defineNode, field, type Problem } from '@millwright/schema';

const below = { what: ['references', 'tree'] };

/** On a message: finds out what is in a server. */
export const browseNode = defineNode({
  type: 'mw-opcua-browse',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    connection: field.reference({ to: 'mw-opcua-connection', required: true }),
    what: field.choice({ options: ['references', 'tree', 'resolve'], default: 'references', hint: true }),
    node: field.text({ default: 'i=85', maxLength: 5000, hint: true }),
    classes: field.choice({
      options: ['all', 'Object', 'Variable', 'Method'],
      default: 'all',
      hint: true,
      when: below,
    }),
    details: field.boolean({ default: false, hint: true, when: below }),
    direction: field.choice({
      options: ['forward', 'inverse', 'both'],
      default: 'forward',
      group: 'filter',
      when: { what: ['references'] },
    }),
    reference: field.text({ maxLength: 5000, hint: true, group: 'filter', when: below }),
    subtypes: field.boolean({ default: true, hint: true, group: 'filter', when: below }),
    most: field.integer({
      default: 10_000,
      min: 1,
      max: 1_000_000,
      hint: true,
      group: 'limits',
      when: below,
    }),
    levels: field.integer({
      default: 32,
      min: 1,
      max: 100,
      hint: true,
      group: 'limits',
      when: { what: ['tree'] },
    }),
    timeout: field.integer({
      default: 60_000,
      min: 100,
      max: 3_600_000,
      unit: 'ms',
      hint: true,
      group: 'limits',
    }),
  },
  problems: ['bad-address'],
  check: ({ node, reference, what }): readonly Problem[] => [
    ...(node !== '' && addressProblem(node) !== undefined
      ? [{ path: ['node'], code: 'bad-address' } as const]
      : []),
    ...(what !== 'resolve' && /[=/<]/.test(reference) && addressProblem(reference) !== undefined
      ? [{ path: ['reference'], code: 'bad-address' } as const]
      : []),
  ],
});

export type BrowseConfig = ConfigOf<typeof browseNode>;
