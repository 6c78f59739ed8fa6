import type { Role } from '@millwright/access';
import { type AccessInstance, startWithAccess } from '../access/access.ts';

const tab = (id: string, label: string) => ({ id, type: 'tab', label });
const comment = (z: string, index: number, name: string) => ({
  id: `${z}-${index}`,
  type: 'comment',
  z,
  name,
  info: '',
  x: 160,
  y: 80 + 80 * index,
  wires: [],
});

const flows = [
  tab('filler', 'Filler'),
  comment('filler', 0, 'read every second'),
  tab('capper', 'Capper'),
  comment('capper', 0, 'torque per head'),
  tab('safety', 'Safety doors'),
  comment('safety', 0, 'door switches'),
  { id: 'broker', type: 'mqtt-broker', name: 'Plant broker', broker: '127.0.0.1', port: '9' },
];

/** A role of the plant's own. */
export const nightShift: Role = {
  name: 'night-shift',
  description: 'The filler at night, with a reason; never the doors',
  inherits: ['operator'],
  rules: [
    {
      name: 'Filler at night',
      effect: 'allow',
      actions: ['flow.edit', 'deploy.flows', 'deploy.nodes'],
      on: [{ tab: { id: 'filler' } }, { tab: { name: 'Capper *' }, type: 'modbus-*' }],
      when: [
        { kind: 'time', days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00', zone: 'Europe/Berlin' },
        { kind: 'reason', minLength: 10 },
      ],
    },
    { name: 'Deploying as such', effect: 'allow', actions: ['deploy.flows', 'deploy.nodes'] },
    {
      name: 'Not the doors',
      effect: 'deny',
      actions: ['flow.edit', 'credential.*'],
      on: [{ tab: { name: 'Safety *' } }],
    },
  ],
};

/** A bottling line where people have roles, and have been refused some things. */
export async function startAccessPlant(): Promise<AccessInstance> {
  const access = await startWithAccess({ only: ['node-red-access'], flows, everyone: 'viewer' });
  await access.changePolicy((policy) => ({ ...policy, roles: [...policy.roles, nightShift] }), {
    note: 'the night shift may change recipes',
  });
  await access.addPerson('ines', ['engineer']);
  await access.addPerson('mara', ['maintainer']);
  await access.addPerson('olaf', ['night-shift']);
  await access.addPerson('udo', []);
  await access.done('PATCH', '/people/udo', { disabled: true });
  await access.addApiToken('shift-report', { roles: ['viewer'] });
  const renamed = (id: string, label: string) =>
    flows.map((item) => (item.id === id ? { ...item, label } : item));
  const deploys = [
    ['ines', renamed('filler', 'Filler 1')],
    ['ines', flows],
    ['olaf', renamed('safety', 'Doors')],
    ['mara', renamed('capper', 'Capper 2')],
    ['mara', flows],
    ['olaf', renamed('capper', 'Capper 3')],
  ] as const;
  for (const [who, next] of deploys) await access.nodeRed.deploy(next, { token: await access.token(who) });
  return access;
}
