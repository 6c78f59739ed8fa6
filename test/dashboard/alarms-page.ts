import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type DashboardPage, dashboardFlows, type NodeRedProcess, openDashboard } from '@millwright/testing';
import type { Locator, Page } from 'playwright-core';

/** The alarms of the tests: each is raised by a value above 90. */
const alarms = [
  { id: 'level', text: 'Level high', area: 'Filler', priority: '2', unit: '%' },
  { id: 'fire', text: 'Oven on fire', area: 'Oven', priority: '1', unit: '°C' },
  { id: 'door', text: 'Door open', area: 'Oven', priority: '4', unit: '' },
  { id: 'pump', text: 'Pump hot', area: 'Filler', priority: '3', unit: '°C', latching: true },
] as const;
export type AlarmName = (typeof alarms)[number]['id'];

const place = { group: 'group', width: 0, className: '' };

/** A dashboard with a list and a banner, and ways to feed the alarms and to send the list a message: `POST /feed`, `POST /look`. */
export const alarmFlows = (more: object = {}, isDark = false, banner: object = {}): object[] => [
  ...dashboardFlows({ isDark }),
  { id: 'tab', type: 'tab', label: 'Line 2' },
  { id: 'engine', type: 'mw-alarm-engine', schema: 1, name: 'Line 2', days: 30 },
  {
    id: 'banner',
    type: 'ui-mw-alarm-banner',
    schema: 1,
    z: 'tab',
    name: '',
    engine: 'engine',
    area: '',
    anyone: false,
    listPage: 'page-1',
    ...place,
    height: 1,
    order: 1,
    ...more,
    ...banner,
    wires: [],
  },
  {
    id: 'list',
    type: 'ui-mw-alarms',
    schema: 1,
    z: 'tab',
    name: '',
    engine: 'engine',
    area: '',
    anyone: false,
    ...place,
    height: 9,
    order: 2,
    ...more,
    wires: [],
  },
  { id: 'in', type: 'http in', z: 'tab', name: '', url: '/feed', method: 'post', wires: [['out', 'route']] },
  {
    id: 'look',
    type: 'http in',
    z: 'tab',
    name: '',
    url: '/look',
    method: 'post',
    wires: [['out', 'looks']],
  },
  {
    id: 'looks',
    type: 'function',
    z: 'tab',
    name: '',
    func: 'return msg.payload;',
    outputs: 1,
    wires: [['list']],
  },
  { id: 'out', type: 'http response', z: 'tab', name: '', statusCode: '204', wires: [] },
  {
    id: 'route',
    type: 'function',
    z: 'tab',
    name: '',
    func: `return ${JSON.stringify(alarms.map(({ id }) => id))}.map((id) => id in msg.payload ? { payload: msg.payload[id] } : null);`,
    outputs: alarms.length,
    wires: alarms.map(({ id }) => [id]),
  },
  ...alarms.map((alarm) => ({
    type: 'mw-alarm',
    schema: 1,
    z: 'tab',
    name: '',
    engine: 'engine',
    condition: 'limit',
    level: 'hi',
    at: 90,
    deadband: 0,
    ...alarm,
    wires: [[]],
  })),
];

/** The same with the banner on every page of the dashboard, and a second page without a widget of Millwright. */
export const barFlows = (): object[] => {
  const flows = alarmFlows({}, false, { place: 'every-page', ui: 'base', group: '' });
  const copied = (id: string): object => flows.find((node) => 'id' in node && node.id === id) ?? {};
  return [
    ...flows,
    { ...copied('page-1'), id: 'page-2', name: 'Second', path: '/second', order: 2 },
    { ...copied('group'), id: 'group-2', page: 'page-2' },
    {
      id: 'text',
      type: 'ui-text',
      z: 'tab',
      group: 'group-2',
      name: '',
      label: 'Second page',
      format: '{{msg.payload}}',
      layout: 'row-left',
      order: 1,
      width: 0,
      height: 0,
      wires: [],
    },
  ];
};

/** Tells alarms values. */
export const feed = (nodeRed: NodeRedProcess, values: Partial<Record<AlarmName, number>>): Promise<void> =>
  post(nodeRed, '/feed', values);

/** Sends the list a message, as a flow does that changes how it looks. */
export const tellList = (nodeRed: NodeRedProcess, message: object): Promise<void> =>
  post(nodeRed, '/look', message);

async function post(nodeRed: NodeRedProcess, path: string, body: object): Promise<void> {
  await fetch(`${nodeRed.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** What is kept of alarms gets, or loses, a form that only a newer version would know. */
export function makeNewer(nodeRed: NodeRedProcess, isNewer: boolean): void {
  const database = new DatabaseSync(join(nodeRed.userDirectory, 'millwright/alarms.db'));
  const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number };
  database.exec(`pragma user_version = ${isNewer ? version + 99 : version - 99}`);
  database.close();
}

/** A page of somebody who is logged in to the dashboard, or of nobody. */
export async function openAs(
  context: Parameters<typeof openDashboard>[0],
  nodeRed: NodeRedProcess,
  name: string | undefined,
  options: Parameters<typeof openDashboard>[2] = {},
): Promise<DashboardPage> {
  const opened = await openDashboard(context, nodeRed, options);
  if (name !== undefined) {
    await opened.context.addCookies([{ name: 'operator', value: name, url: nodeRed.url }]);
    await opened.page.reload();
  }
  await listOf(opened.page).waitFor();
  return opened;
}

export const listOf = (page: Page): Locator => page.locator('.mw-al:not(.mw-al-banner)');
export const bannerOf = (page: Page): Locator => page.locator('.mw-al-banner');
export const gridOf = (page: Page): Locator => listOf(page).getByRole('grid');

/** What the rows say: text and state of each. */
export const rowsOf = (page: Page): Promise<readonly string[]> =>
  gridOf(page)
    .locator('.mw-al-row')
    .evaluateAll((rows) =>
      rows.map((row) =>
        ['text', 'state'].map((name) => row.querySelector(`.mw-al-${name}`)?.textContent ?? '').join(': '),
      ),
    );
