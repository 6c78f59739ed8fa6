import { join } from 'node:path';
import {
  dashboardTargets,
  type NodeRedProcess,
  root,
  type Scene,
  startDashboard,
  withoutMocha,
} from '@millwright/testing';
import { RawClient } from '../dashboard/raw-client.ts';
import { dashboardPages, type PagePlan, type Placed } from './dashboard-pages.ts';

interface Plant {
  readonly id: string;
  readonly text: string;
  readonly area: string;
  readonly priority: '1' | '2' | '3' | '4';
  readonly unit?: string;
  readonly latching?: boolean;
}

const line: readonly Plant[] = [
  { id: 'fire', text: 'Oven 3: temperature very high', area: 'Oven', priority: '1', unit: '°C' },
  { id: 'level', text: 'Filler: level high', area: 'Filler', priority: '2', unit: '%' },
  { id: 'gas', text: 'Oven 3: gas pressure high', area: 'Oven', priority: '2', unit: 'mbar' },
  { id: 'pump', text: 'Feed pump 2: bearing hot', area: 'Filler', priority: '3', unit: '°C', latching: true },
  { id: 'door', text: 'Oven 3: door open', area: 'Oven', priority: '4' },
  {
    id: 'conveyor',
    text: 'Conveyor 12 between filler and packer: current of the motor above what it may be for long',
    area: 'Packer',
    priority: '3',
    unit: 'A',
  },
  { id: 'seal', text: 'Packer: sealing bar too hot', area: 'Packer', priority: '2', unit: '°C' },
  { id: 'air', text: 'Compressed air: dew point', area: 'Utilities', priority: '4', unit: '°C' },
];

/** As many as an engine takes. */
const flood: readonly Plant[] = Array.from({ length: 2_000 }, (_, index) => ({
  id: `flood-${index}`,
  text: `Conveyor ${index + 1}: motor temperature high`,
  area: `Section ${1 + (index % 20)}`,
  priority: (['1', '2', '3', '4'] as const)[index % 4] ?? '4',
  unit: '°C',
}));

const node = (plant: Plant, engine: string): object => ({
  type: 'mw-alarm',
  schema: 1,
  z: 'alarms',
  x: 500,
  y: 60,
  name: '',
  engine,
  condition: 'limit',
  level: 'hi',
  at: 90,
  deadband: 0,
  ...plant,
  wires: [[]],
});

const widgets = (id: string, engine: string, more: object = {}): readonly Placed[] => [
  {
    ...{ id: `banner-${id}`, type: 'ui-mw-alarm-banner', height: 1 },
    ...{ engine, area: '', anyone: false, listPage: 'page-line' },
    ...more,
  },
  {
    ...{ id: `list-${id}`, type: 'ui-mw-alarms', height: 8 },
    ...{ engine, area: '', anyone: false },
    ...more,
  },
];
const shades = [
  { isDark: false, end: '' },
  { isDark: true, end: '-dark' },
];
const pages: readonly PagePlan[] = shades.flatMap(({ isDark, end }) =>
  ['line', 'none', 'flood'].map((engine) => ({
    path: `${engine}${end}`,
    isDark,
    widgets: widgets(`${engine}${end}`, engine),
  })),
);
/** Where the pictures' alarms are commanded from before they are taken. */
const desk: PagePlan = { path: 'desk', isDark: false, widgets: widgets('desk', 'line', { anyone: true }) };

const flows = (): object[] => [
  ...dashboardPages([...pages, desk]),
  { id: 'alarms', type: 'tab', label: 'Alarms' },
  { id: 'line', type: 'mw-alarm-engine', schema: 1, name: 'Line 2', days: 30 },
  { id: 'none', type: 'mw-alarm-engine', schema: 1, name: 'Line 3', days: 30 },
  { id: 'flood', type: 'mw-alarm-engine', schema: 1, name: 'Plant', days: 30 },
  {
    ...{ id: 'in', type: 'http in', z: 'alarms', x: 100, y: 60, name: '' },
    ...{ url: '/feed', method: 'post', wires: [['out', 'route', 'all']] },
  },
  { id: 'out', type: 'http response', z: 'alarms', x: 300, y: 20, name: '', statusCode: '204', wires: [] },
  {
    ...{ id: 'route', type: 'function', z: 'alarms', x: 300, y: 60, name: '' },
    func: `return ${JSON.stringify(line.map(({ id }) => id))}.map((id) => id in msg.payload ? { payload: msg.payload[id] } : null);`,
    outputs: line.length,
    wires: line.map(({ id }) => [id]),
  },
  {
    ...{ id: 'all', type: 'function', z: 'alarms', x: 300, y: 100, name: '' },
    func: 'return msg.payload.flood ? { payload: msg.payload.flood } : null;',
    wires: [flood.map(({ id }) => id)],
  },
  ...line.map((each) => node(each, 'line')),
  ...flood.map((each) => node(each, 'flood')),
];

async function feed(nodeRed: NodeRedProcess, values: object): Promise<void> {
  await fetch(`${nodeRed.url}/feed`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(values),
  });
}

/** One ask of the desk's list, as its page would make it. */
async function ask(raw: RawClient, number: number, what: string, body?: object): Promise<unknown> {
  await raw.emit('widget-change', 'list-desk', { number, ask: what, body });
  const answer = await raw.heard(
    'mw-answer:list-desk',
    (value) => (value as { number: number }).number === number,
  );
  return (answer as { json: unknown }).json;
}

interface Listed {
  readonly alarms: readonly { readonly id: string; readonly state: { occurrence: number; seq: number } }[];
}

/** Gives a command for one alarm at the desk, where anyone may. */
export async function atDesk(
  nodeRed: NodeRedProcess,
  kind: 'acknowledge' | 'out-of-service' | 'return-to-service' | 'shelve',
  alarm: string,
): Promise<void> {
  const raw = await RawClient.connect(nodeRed);
  try {
    const { alarms } = (await ask(raw, 1, 'list')) as Listed;
    const state = alarms.find(({ id }) => id === alarm)?.state;
    const seen = kind === 'acknowledge' && { occurrence: state?.occurrence, seq: state?.seq };
    await ask(raw, 2, 'command', {
      kind,
      alarms: [{ alarm, ...seen }],
      note: 'Sensor is being changed, order 4711',
      ...(kind === 'shelve' && { duration: 3_600_000, oneShot: false }),
    });
  } finally {
    await raw.close();
  }
}

/** A line with an alarm in each of its states, one without any, and a plant in a flood of alarms. */
export async function startAlarms(): Promise<Scene> {
  const target = dashboardTargets().at(-1);
  if (!target) return withoutMocha.skip();
  const nodeRed = await startDashboard(withoutMocha, target, {
    flows: flows(),
    packages: [join(root, 'test/dashboard/log-in')],
  });
  await feed(nodeRed, { fire: 212.4, gas: 131, seal: 240, air: 93, door: 95, conveyor: 96.25 });
  await feed(nodeRed, { level: 93.7, pump: 99, flood: 95 });
  await feed(nodeRed, { pump: 40, conveyor: 20 });
  await atDesk(nodeRed, 'shelve', 'air');
  await atDesk(nodeRed, 'out-of-service', 'seal');
  await atDesk(nodeRed, 'acknowledge', 'door');
  return { nodeRed };
}
