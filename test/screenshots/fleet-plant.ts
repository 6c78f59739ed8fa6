import { type Scene, startNodeRed } from '@millwright/testing';
import type { Page, Route } from 'playwright-core';

/** A hub with the devices of a plant, as its answers would be: pictures need every state at once. */
const now = Date.now();
const minute = 60_000;
const hour = 60 * minute;

const hex = (digit: string, length = 16): string => digit.repeat(length);
const release = (version: number, name = 'filler-line') => ({ name, version });
const unhealthy = {
  code: 'rollout.unhealthy',
  message: 'Not healthy',
  details: { reasons: [{ code: 'connection', subject: 'PLC filler' }] },
};

type Device = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly name: string;
  readonly state: string;
};

const device = (id: string, name: string, line: number, state: string, more: object = {}): Device => ({
  id,
  name,
  state,
  labels: [
    { name: 'line', value: String(line) },
    { name: 'site', value: line < 4 ? 'Graz' : 'Linz' },
  ],
  online: true,
  lastSeen: now - 2000,
  running: release(3),
  wanted: release(4),
  restart: 'supervised',
  ...more,
});

const inSync = { running: release(4) };
const devices: readonly Device[] = [
  device('capper-1', 'Capper 1', 1, 'in-sync', inSync),
  device('capper-2', 'Capper 2', 2, 'in-sync', { ...inSync, lastSeen: now - 9000 }),
  device('filler-1', 'Filler 1', 1, 'failed', { trouble: unhealthy }),
  device('filler-2', 'Filler 2', 2, 'working', { phase: 'watching' }),
  device('filler-3', 'Filler 3', 3, 'working', { phase: 'fetching' }),
  device('filler-4', 'Filler 4', 4, 'pending', { online: false, lastSeen: now - 3 * hour }),
  device('labeller-1', 'Labeller 1', 1, 'drifted', inSync),
  device('labeller-2', 'Labeller 2', 2, 'new', {
    running: undefined,
    wanted: undefined,
    lastSeen: now - 12_000,
  }),
  device('palletiser-1', 'Palletiser with a rather long name at the north gate', 4, 'in-sync', inSync),
  device('palletiser-2', 'Palletiser 2', 4, 'copied', {}),
  device('washer-1', 'Washer 1', 3, 'safe', {
    trouble: { code: 'rollout.start-loop', message: 'x', details: { starts: 5 } },
  }),
  device('washer-2', 'Washer 2', 3, 'waiting', {}),
  device('washer-3', 'Washer 3', 3, 'shut-out', { online: false, lastSeen: now - 26 * hour }),
  device('weigher-1', 'Weigher 1', 2, 'idle', { running: undefined, wanted: undefined }),
];

const counts = (all: readonly Device[]) => ({
  all: all.length,
  online: all.filter(({ online }) => online === true).length,
  states: Object.fromEntries(
    [...Map.groupBy(all, ({ state }) => state)].map(([state, found]) => [state, found.length]),
  ),
});
const page = (all: readonly Device[]) => ({ devices: all, counts: counts(all), now: Date.now() });

/** What was changed on a device and taken over. */
const adopted = {
  device: 'labeller-1',
  name: 'Labeller 1',
  rev: hex('ab', 32),
  time: now - 19 * minute,
  against: release(3),
};

const details = (id: string): object => {
  const found = devices.find((each) => each.id === id) ?? devices[0];
  return {
    ...found,
    ...(found?.state === 'new' ? { words: ['anchor', 'pepper', 'violin', 'maple'] } : {}),
    fingerprint: hex('7c3a', 4),
    enrolled: now - 90 * hour,
    driftPolicy: 'report',
    versions: { millwright: '0.1.0', nodeRed: '5.0.7', node: '24.21.0', platform: 'linux arm64' },
    ...(found?.state === 'copied'
      ? {
          copies: [
            { boot: hex('a1b2', 8), lastSeen: now - 4000 },
            { boot: hex('f00d', 8), lastSeen: now - 7000 },
          ],
        }
      : {}),
    ...(found?.state === 'drifted' ? { drift: { since: now - 20 * minute, rev: adopted.rev } } : {}),
    adopted: found?.id === adopted.device ? [{ time: adopted.time, rev: adopted.rev }] : [],
    outcomes:
      found?.running === undefined
        ? []
        : [
            {
              job: hex('a'),
              result: 'rolled-back',
              release: release(4),
              error: unhealthy,
              time: now - 10 * minute,
            },
            { job: hex('b'), result: 'committed', release: release(3), time: now - 30 * hour },
          ],
    events: [
      {
        time: now - 10 * minute,
        kind: 'outcome',
        release: release(4),
        result: 'rolled-back',
        error: unhealthy,
      },
      { time: now - 12 * minute, kind: 'wanted', release: release(4), by: 'mara' },
      { time: now - 30 * hour, kind: 'confirmed', by: 'ines' },
      { time: now - 90 * hour, kind: 'enrolled' },
    ],
    values: 3,
  };
};

const value = (owner: object, name: string, text?: string) => ({
  owner,
  name,
  isSecret: text === undefined,
  ...(text === undefined ? {} : { value: text }),
});
const values = [
  value({ kind: 'all' }, 'MQTT_HOST', '10.0.0.5'),
  value({ kind: 'all' }, 'MQTT_PASSWORD'),
  value({ kind: 'label', label: { name: 'line', value: '1' } }, 'PLC_PORT', '502'),
  value({ kind: 'device', device: 'filler-1' }, 'PLC_HOST', '10.0.1.11'),
];

const plannedValues = [
  { name: 'PLC_HOST', value: '10.0.1.11', isSecret: false, origin: 'device' },
  { name: 'PLC_PORT', value: '502', isSecret: false, origin: 'line=1' },
  { name: 'MQTT_PASSWORD', isSecret: true, origin: 'all' },
];
const part = (name: string, state: string, changed: number, added = 0) => ({
  kind: 'tab',
  id: name,
  name,
  state,
  nodes: { added, changed, removed: 0, moved: 0 },
});
const plan = {
  id: hex('d'),
  expires: now + 10 * minute,
  release: { ...release(5), exists: false, rev: hex('e', 64) },
  modules: [
    { name: 'node-red-node-ping', version: '0.3.3', origin: 'registry' },
    { name: 'plant-nodes', version: '1.2.0', origin: 'repacked' },
  ],
  unused: ['node-red-dashboard'],
  problems: [],
  warnings: [
    {
      code: 'fleet.functions-see-values',
      message: 'Function nodes of these flows can read every value, secret ones too.',
    },
  ],
  devices: [
    ...devices.slice(0, 7).map(({ id, name, online }, index) => ({
      id,
      name,
      online,
      from: release(index === 2 ? 3 : 4),
      change: [part('Filler', 'changed', 2, 1), part('Shift report', 'added', 0, 5)],
      values: index === 4 ? [{ name: 'PLC_HOST', isSecret: false }] : plannedValues,
      missing: index === 4 ? ['PLC_HOST'] : [],
      restart: index === 5,
      problems: [],
    })),
    {
      id: 'labeller-2',
      name: 'Labeller 2',
      online: true,
      values: [],
      missing: [],
      restart: false,
      problems: [{ code: 'release.unconfirmed', message: 'Nobody has compared its words yet.' }],
    },
  ],
  needsPassphrase: true,
};

const deploy = {
  id: hex('c'),
  time: now - 12 * minute,
  by: 'mara',
  note: 'new recipe for the night shift',
  release: release(4),
  state: 'under-way',
  devices: devices.slice(0, 6).map(({ id, name, phase }, index) => ({
    id,
    name,
    job: hex('b'),
    at: index === 2 ? 'rolled-back' : index < 2 ? 'committed' : (phase ?? 'pending'),
    ended: index < 3,
    ...(index === 2 ? { error: unhealthy } : {}),
    ...(index < 3 ? { time: now - (9 - index) * minute } : {}),
  })),
};

const summary = (version: number, more: object = {}) => ({
  ...release(version),
  digest: hex('9', 64),
  created: now - (6 - version) * 30 * hour,
  by: 'mara',
  history: 120 + version,
  size: 184_000,
  modules: plan.modules,
  variables: ['PLC_HOST', 'PLC_PORT'],
  state: 'signed',
  running: 0,
  wanted: 0,
  ...more,
});
const releases = [
  summary(5, { state: 'draft' }),
  summary(4, { running: 4, wanted: 10 }),
  summary(3, { running: 6 }),
  summary(2),
];

const keys = { mode: 'sealed', hub: hex('3b9e', 4), release: hex('c41d', 4), trust: 1 };
export const hubState = {
  hub: {
    active: true,
    keys,
    store: { kind: 'sqlite', bytes: 1_900_000 },
    devices: 14,
    online: 12,
    warnings: [],
  },
  own: { stage: 'none', restart: 'none' },
};
export const nothingYet = {
  hub: {
    active: false,
    keys: { mode: 'none' },
    store: { kind: 'sqlite' },
    devices: 0,
    online: 0,
    warnings: [],
  },
  own: { stage: 'none', restart: 'none' },
};

const code = {
  id: 'first',
  note: 'Line 5',
  expires: now + hour,
  usesLeft: 3,
  labels: [{ name: 'line', value: '5' }],
  by: 'mara',
};

const routes: readonly (readonly [method: string, path: RegExp, answer: (url: URL) => unknown])[] = [
  ['GET', /\/state$/, () => hubState],
  ['GET', /\/settings$/, () => ({ url: 'https://hub.plant.example/red' })],
  ['GET', /\/hub\/trust$/, () => ({ chain: ['first'] })],
  [
    'GET',
    /\/devices$/,
    ({ searchParams }) => {
      const states = searchParams.get('states')?.split(',');
      const text = searchParams.get('text')?.toLowerCase() ?? '';
      return page(
        devices.filter(
          ({ state, name }) => (!states || states.includes(state)) && name.toLowerCase().includes(text),
        ),
      );
    },
  ],
  ['GET', /\/devices\/[^/]+$/, ({ pathname }) => details(pathname.split('/').at(-1) ?? '')],
  [
    'GET',
    /\/labels$/,
    () => ({
      labels: [1, 2, 3, 4]
        .map((line) => ({ name: 'line', value: String(line), count: 3 }))
        .concat({ name: 'site', value: 'Graz', count: 9 }),
    }),
  ],
  ['GET', /\/adopted$/, () => ({ adopted: [adopted] })],
  ['GET', /\/codes$/, () => ({ codes: [code] })],
  [
    'POST',
    /\/codes$/,
    () => ({ ...code, id: 'made', usesLeft: 1, code: `mw1-${'k7qd-w3xz-'.repeat(18)}9f2a` }),
  ],
  ['GET', /\/values$/, () => ({ values })],
  ['GET', /\/releases$/, () => ({ releases })],
  ['POST', /\/plans$/, () => plan],
  ['POST', /\/deploys$/, () => deploy],
  [
    'GET',
    /\/deploys$/,
    () => ({
      deploys: [
        { ...deploy, devices: 6, open: 3, results: { committed: 2, 'rolled-back': 1 } },
        {
          ...{ ...deploy, id: hex('f'), release: release(3), state: 'done' },
          ...{ devices: 2, open: 0, results: { committed: 2 } },
        },
      ],
    }),
  ],
  ['GET', /\/deploys\/[^/]+$/, () => deploy],
];

/** Answers all that the sidebar asks, in the place of a hub with a plant behind it. */
export async function plantAnswers(page: Page): Promise<void> {
  await page.route('**/millwright/fleet/**', (route: Route) => {
    const request = route.request();
    const url = new URL(request.url());
    const found = routes.find(([method, path]) => method === request.method() && path.test(url.pathname));
    return found ? route.fulfill({ json: found[2](url) }) : route.continue();
  });
}

export async function startFleetPlant(): Promise<Scene> {
  const flows = [
    { id: 'filler', type: 'tab', label: 'Filler' },
    {
      id: 'filler-0',
      type: 'comment',
      z: 'filler',
      name: 'reads ${PLC_HOST}',
      info: '',
      x: 160,
      y: 80,
      wires: [],
    },
  ];
  return { nodeRed: await startNodeRed({ only: ['node-red-fleet'], flows }) };
}
