import { type NodeRedProcess, startNodeRed, type Target, type TestUser } from '@millwright/testing';

/** Made-up passwords of a Node-RED that lives for a minute on the loopback. */
const password = 'for pictures';
const users: readonly TestUser[] = ['engineer', 'maintainer', 'owner'].map((username) => ({
  username,
  password,
  permissions: '*',
}));

type Item = Readonly<Record<string, unknown>>;

const tab = (id: string, label: string): Item => ({ id, type: 'tab', label });
const node = (z: string, index: number, name: string): Item => ({
  id: `${z}-${index}`,
  type: 'comment',
  z,
  name,
  info: '',
  x: 160 + 240 * (index % 3),
  y: 80 + 80 * Math.floor(index / 3),
  wires: [],
});

const filler = [
  tab('filler', 'Filler'),
  ...['read every second', 'speed limit', 'level alarm', 'recipe', 'to the shift report'].map((name, index) =>
    node('filler', index, name),
  ),
];
const capper = [
  tab('capper', 'Capper'),
  ...['torque per head', 'reject counter', 'head wear'].map((name, index) => node('capper', index, name)),
];
const meters = [
  tab('meters', 'Energy meters'),
  ...['meter 11', 'meter 12', 'meter 13'].map((name, index) => node('meters', index, name)),
];
const broker: Item = {
  id: 'broker',
  type: 'mqtt-broker',
  name: 'Plant broker',
  broker: '127.0.0.1',
  port: '9',
};

const changed = (items: readonly Item[], id: string, more: Item): readonly Item[] =>
  items.map((item) => (item['id'] === id ? { ...item, ...more } : item));

interface Step {
  readonly who: string;
  readonly flows: readonly Item[];
  readonly credentials?: object;
  readonly note?: string;
}

/** A few days of work on the bottling line. */
function story(): readonly Step[] {
  const steps: Step[] = [];
  let flows: readonly Item[] = filler;
  const deploy = (
    who: string,
    next: readonly Item[],
    more: Pick<Step, 'credentials' | 'note'> = {},
  ): void => {
    flows = next;
    steps.push({ who, flows, ...more });
  };
  deploy('engineer', [...flows, ...capper]);
  deploy('engineer', changed(flows, 'capper-0', { info: 'Nm, one value per head' }));
  deploy('maintainer', [...flows, broker], {
    credentials: { broker: { user: 'line-1', password: 'never shown' } },
  });
  deploy(
    'maintainer',
    changed(changed(flows, 'filler-1', { name: 'speed limit 480' }), 'filler-2', { x: 660 }),
    { note: 'bottles of 0.5 l stand up to 480 a minute' },
  );
  deploy('engineer', [...flows, ...meters]);
  deploy('owner', changed(flows, 'meters', { label: 'Energy' }));
  deploy(
    'engineer',
    flows.filter(({ id }) => id !== 'capper-2'),
  );
  deploy('engineer', [
    ...changed(flows, 'filler-3', { name: 'recipe 1.0 l' }),
    node('filler', 5, 'jam counter'),
  ]);
  return steps;
}

/** A Node-RED with some days of history; the last thing that happened is a restore. */
export async function startPlant(target?: Target): Promise<{ nodeRed: NodeRedProcess; token: string }> {
  const nodeRed = await startNodeRed({
    heavyNodes: 'all',
    target,
    only: ['node-red-history', 'node-red-modbus'],
    users,
    flows: filler,
  });
  const tokens = new Map<string, string>();
  for (const { username } of users) tokens.set(username, await nodeRed.token(username, password));
  const token = tokens.get('engineer') ?? '';
  for (const { who, flows, ...more } of story())
    await nodeRed.deploy(flows, { token: tokens.get(who) ?? '', ...more });
  const named = { name: 'Before the audit', note: 'agreed with quality', pinned: true };
  await nodeRed.request('PATCH', '/millwright/history/versions/6', named, { token });
  await nodeRed.request('POST', '/millwright/history/versions/7/restore', {}, { token });
  const { flows } = await nodeRed.flows(token);
  await nodeRed.deploy(changed(flows as Item[], 'meters-2', { info: 'drops out now and then' }), { token });
  return { nodeRed, token };
}
