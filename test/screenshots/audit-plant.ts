import type { Scene } from '@millwright/testing';
import type { Page } from 'playwright-core';
import { startWithAccess } from '../access/access.ts';
import { nightShift } from './access-plant.ts';

type Item = Readonly<Record<string, unknown>>;

const tab = (id: string, label: string): Item => ({ id, type: 'tab', label });
const node = (z: string, index: number, type: string, name: string, more: Item = {}): Item => ({
  id: `${z}-${index}`,
  type,
  z,
  name,
  x: 160 + 260 * (index % 3),
  y: 80 + 80 * Math.floor(index / 3),
  wires: [],
  ...more,
});

const flows: readonly Item[] = [
  tab('filler', 'Filler'),
  node('filler', 0, 'inject', 'Start the filler', { topic: '', payload: '', payloadType: 'date', props: [] }),
  node('filler', 1, 'change', 'speed limit 450', { rules: [], wires: [[]] }),
  node('filler', 2, 'comment', 'level alarm', { info: '' }),
  tab('capper', 'Capper'),
  node('capper', 0, 'comment', 'torque per head', { info: '' }),
  tab('safety', 'Safety doors'),
  node('safety', 0, 'comment', 'door switches', { info: '' }),
  { id: 'broker', type: 'mqtt-broker', name: 'Plant broker', broker: '127.0.0.1', port: '9' },
];

const changed = (items: readonly Item[], id: string, more: Item): readonly Item[] =>
  items.map((item) => (item['id'] === id ? { ...item, ...more } : item));

/** When the shift was over, in milliseconds since 1970: each picture is an editor that is opened after it. */
let over: number | undefined;

/** The list as it was at the end of the shift. */
export const untilThen = (page: Page): Promise<unknown> =>
  page.route('**/millwright/audit/events?*', (route) => {
    const url = new URL(route.request().url());
    if (over !== undefined && !url.searchParams.has('until')) url.searchParams.set('until', String(over));
    return route.continue({ url: url.href });
  });

/** A shift on the bottling line: deploys, an inject, refusals, a mistake, a change of the rules. */
export async function startAuditPlant(): Promise<Scene & { readonly token: string }> {
  const access = await startWithAccess({
    only: ['node-red-access', 'node-red-history', 'node-red-audit'],
    flows,
    everyone: 'viewer',
  });
  const { nodeRed } = access;
  await access.changePolicy((policy) => ({ ...policy, roles: [...policy.roles, nightShift] }), {
    note: 'the night shift may change recipes',
  });
  for (const [name, role] of [
    ['ines', 'engineer'],
    ['mara', 'maintainer'],
    ['olaf', 'night-shift'],
  ] as const)
    await access.addPerson(name, [role]);
  const as = (name: string): Promise<string> => access.token(name);
  const deploy = async (name: string, next: readonly Item[], more: object = {}): Promise<void> => {
    await nodeRed.deploy(next, { token: await as(name), type: 'nodes', ...more });
  };

  const faster = changed(flows, 'filler-1', { name: 'speed limit 480' });
  await deploy('ines', faster, { note: 'bottles of 0.5 l stand up to 480 a minute' });
  await deploy('olaf', changed(faster, 'safety-0', { name: 'door switches off' }));
  await nodeRed.request('POST', '/inject/filler-0', undefined, { token: await as('olaf') });
  await deploy('mara', [...faster, node('capper', 1, 'comment', 'head wear', { info: '' })], {
    credentials: { broker: { user: 'line-1', password: 'never shown' } },
  });
  await deploy('ines', flows, { rev: 'an old one' });
  await nodeRed.request('POST', '/auth/token', {
    client_id: 'node-red-editor',
    grant_type: 'password',
    scope: '',
    username: 'olaf',
    password: 'not this one',
  });
  await access.addApiToken('shift-report', { roles: ['viewer'] });
  const token = await as('owner');
  await deploy('ines', changed(faster, 'capper', { label: 'Capper 2' }), { note: 'the second capper is in' });
  over = Date.now() + 1;
  return { nodeRed, token };
}
