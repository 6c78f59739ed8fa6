import type { AccessRequest, Policy, Rule } from '@millwright/access';

const rules = Array.from(
  { length: 200 },
  (_, index): Rule => ({
    name: `rule ${index}`,
    effect: index % 5 === 4 ? 'deny' : 'allow',
    actions: index % 3 === 0 ? ['flow.*', 'deploy.*'] : ['flow.edit', 'credential.write'],
    // Tabs that nothing is about: every rule has to be looked at.
    on: [
      {
        tab: index % 2 === 0 ? { id: `elsewhere ${index}` } : { name: `Elsewhere ${index} *` },
        ...(index % 7 === 0 ? { type: 'modbus-*' } : {}),
      },
    ],
    ...(index % 10 === 0
      ? { when: [{ kind: 'time', from: '22:00', to: '06:00', zone: 'Europe/Berlin' }] }
      : {}),
  }),
);

/** Two hundred rules about the same action in one role, all of which have to be looked at, and one in another that allows. */
export const twoHundredRules = (user: string): Pick<Policy, 'roles' | 'bindings'> => ({
  roles: [
    { name: 'a-many', rules },
    { name: 'b-one', rules: [{ name: 'everything', effect: 'allow', actions: ['*'] }] },
  ],
  bindings: ['a-many', 'b-one'].map((role) => ({ subject: { kind: 'user', name: user }, role })),
});

export const requests = (user: string): readonly AccessRequest[] =>
  Array.from({ length: 100 }, (_, index) => ({
    subject: { kind: 'user', name: user },
    action: 'flow.edit',
    resource: {
      tab: { id: `tab${index}`, name: `Line ${index}` },
      groups: [{ id: `group${index}`, name: 'Oven' }],
      node: { id: `node${index}`, name: `node ${index}`, type: 'function', module: 'node-red' },
    },
    circumstances: { time: Date.parse('2026-11-25T10:00:00Z') + index * 1000, address: '10.1.2.3' },
  }));
