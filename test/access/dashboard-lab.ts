import assert from 'node:assert/strict';
import { type DashboardTarget, dashboardFlows, startDashboard, waitFor } from '@millwright/testing';
import type { DashboardSettings } from '../../plugins/access/src/common/dashboards.ts';
import { trendNode } from '../dashboard/trend-page.ts';
import { type AccessInstance, setUpAccess } from './access.ts';
import { type Visitor, visitor } from './dashboard-browser.ts';
import { DashboardSocket } from './dashboard-socket.ts';

/** Somebody of `settings.js`. */
export const anna = { username: 'anna', password: 'a password of settings.js', permissions: 'read' };

const saw = `const { payload, _client: client = null } = msg;
node.warn('SAW ' + JSON.stringify({ payload, client }));`;

const onPage = { z: 't', name: '', group: 'group', width: 3, height: 3, className: '', x: 1, y: 3 };

/** Widgets of Millwright's, wired as none of them can be in the editor. */
const millwrightWidgets = [
  { id: 'engine', type: 'mw-alarm-engine', schema: 1, name: 'Line 1', days: 30 },
  {
    id: 'fire',
    type: 'mw-alarm',
    schema: 1,
    z: 't',
    name: '',
    engine: 'engine',
    text: 'Oven on fire',
    area: 'Oven',
    priority: '1',
    unit: '°C',
    condition: 'limit',
    level: 'hi',
    at: 90,
    deadband: 0,
    wires: [[]],
  },
  ...Object.entries({ list: 'ui-mw-alarms', banner: 'ui-mw-alarm-banner' }).map(([id, type], index) => ({
    ...onPage,
    id,
    type,
    schema: 1,
    engine: 'engine',
    area: '',
    anyone: false,
    order: index + 2,
    wires: [['saw']],
  })),
  { ...trendNode({ group: 'group', order: 4 }), z: 't', wires: [['saw']] },
];

const flows = [
  ...dashboardFlows(),
  { id: 't', type: 'tab', label: 'Line 1' },
  {
    id: 'button',
    // A button of Dashboard's own sends what its form says, whatever it is sent.
    type: 'ui-template',
    z: 't',
    name: 'Start',
    group: 'group',
    format: '<template><button>Start</button></template>',
    templateScope: 'local',
    storeOutMessages: true,
    passthru: false,
    order: 1,
    width: 3,
    height: 1,
    x: 1,
    y: 1,
    wires: [['saw']],
  },
  { id: 'saw', type: 'function', z: 't', name: '', func: saw, outputs: 0, wires: [], x: 2, y: 1 },
  { id: 'in', type: 'http in', z: 't', url: '/hello', method: 'get', wires: [['out']], x: 1, y: 2 },
  { id: 'out', type: 'http response', z: 't', statusCode: '200', wires: [], x: 2, y: 2 },
];

export interface Seen {
  readonly payload: unknown;
  readonly client: Readonly<Record<string, unknown>> | null;
}

/** A Node-RED with a dashboard of one button, and Millwright's widgets where they are wanted, in which oscar is an operator and vera a viewer. */
export class DashboardLab {
  readonly access: AccessInstance;
  #owner: Promise<Visitor> | undefined;

  private constructor(access: AccessInstance) {
    this.access = access;
  }

  static async start(
    context: Mocha.Context,
    dashboard: DashboardTarget,
    { adminRoot, withWidgets = false }: { readonly adminRoot?: string; readonly withWidgets?: boolean } = {},
  ): Promise<DashboardLab> {
    const options = {
      only: ['node-red-access', ...(withWidgets ? ['node-red-analytics', 'node-red-dashboard-2-plant'] : [])],
      flows: withWidgets ? [...flows, ...millwrightWidgets] : flows,
      users: [anna],
      adminRoot,
    };
    const nodeRed = await startDashboard(context, dashboard, options);
    const token = await nodeRed.token('anna', anna.password, 'read');
    const access = await setUpAccess(nodeRed, { token });
    await access.addPerson('oscar', ['operator']);
    await access.addPerson('vera', ['viewer']);
    return new DashboardLab(access);
  }

  get url(): string {
    return this.access.nodeRed.url;
  }

  settings(changed: Partial<DashboardSettings> = {}): Promise<unknown> {
    const usual = { logInFor: 'nothing', idleMinutes: 60, longestHours: 12 };
    return this.access.done('PUT', '/dashboards', { ...usual, ...changed });
  }

  async open(
    who?: Visitor,
    options: { readonly websocket?: boolean; readonly auth?: object } = {},
  ): Promise<DashboardSocket> {
    const socket = await DashboardSocket.open(this.url, {
      ...options,
      ...(who ? { headers: who.headers } : {}),
    });
    assert.ok(socket instanceof DashboardSocket, `answered with ${String(socket)}`);
    return socket;
  }

  closed(socket: DashboardSocket): Promise<unknown> {
    return waitFor('the connection to end', () => socket.isClosed);
  }

  /**
   * What a widget of Millwright's answers.
   * @returns the code of its error; undefined where there is none
   */
  async asked(socket: DashboardSocket, widget: string, request: object): Promise<string | undefined> {
    const number = Math.floor(Math.random() * 1e9);
    await socket.emit('widget-change', widget, { ...request, number });
    const mark = `["mw-answer:${widget}",{"number":${number}`;
    const frame = await waitFor(`an answer of ${widget}`, () =>
      socket.frames.find((each) => each.includes(mark)),
    );
    return /"code":"([^"]+)"/.exec(frame)?.[1];
  }

  /**
   * What reaches the flow of what somebody sends; undefined for nothing. What an owner sends after it shows that it has
   * been dealt with.
   */
  async reaches(send: (payload: string) => Promise<void>): Promise<Seen | undefined> {
    const { nodeRed } = this.access;
    const mark = `m${Math.random()}`;
    const from = nodeRed.log.length;
    await send(mark);
    this.#owner ??= visitor(this.access, 'owner');
    const probe = await this.open(await this.#owner);
    try {
      await probe.emit('widget-action', 'button', { payload: `probe ${mark}` });
      await nodeRed.waitForLog(new RegExp(`SAW .*probe ${mark}`), { from });
    } finally {
      probe.close();
    }
    const [, text] = new RegExp(`SAW (\\{"payload":"${mark}".*\\})`).exec(nodeRed.log.slice(from)) ?? [];
    return text === undefined ? undefined : (JSON.parse(text) as Seen);
  }
}
