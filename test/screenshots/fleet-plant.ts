import { type Scene, startNodeRed } from '@millwright/testing';
import type { Page, Route } from 'playwright-core';
import { adopted, details, devices, hex, hour, now, page, release } from './fleet-plant-devices.ts';
import { deploy, plan, releases, values } from './fleet-plant-releases.ts';

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
  return { nodeRed: await startNodeRed({ heavyNodes: 'all', only: ['node-red-fleet'], flows }) };
}
