import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Answer } from '@millwright/testing';
import { comment, tab } from '../probe-client.ts';
import { encrypted, extra, flows, type Scene } from './scene.ts';

/** One way to change an instance through Node-RED's admin side. */
export interface Write {
  /** Name of its row in the catalogue. */
  readonly row: string;
  readonly title: string;
  /** The part of the fingerprint that it must change when nobody refuses. */
  readonly changes: RegExp;
  /** Makes what it needs, beyond the flows that are always there. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly send: (scene: Scene) => Promise<Pick<Answer, 'status' | 'text'>>;
}

const inFlows = /^GET \/flows: /;
const inNodes = /^GET \/nodes: /;

const renamed = flows.map((item) => (item.id === 'palette' ? { ...item, name: 'second' } : item));
const withNode = [...flows, comment('new', 'b')];

const deploys: readonly Write[] = ['full', 'flows', 'nodes'].flatMap((type) => [
  {
    row: 'flows.deploy',
    title: `POST /flows (${type}, version 1)`,
    changes: inFlows,
    send: ({ nodeRed }: Scene) =>
      nodeRed.request('POST', '/flows', withNode, { headers: { 'Node-RED-Deployment-Type': type } }),
  },
  ...(
    [
      ['a node more', inFlows, { flows: withNode }],
      ['a node changed', inFlows, { flows: renamed }],
      [
        'credentials in a node',
        /^credentials of palette: /,
        {
          flows: flows.map((item) =>
            item.id === 'palette' ? { ...item, credentials: { user: 'x', password: 'y' } } : item,
          ),
        },
      ],
      [
        'a map of credentials',
        /^credentials of broker: /,
        { flows, credentials: { broker: { user: 'x', password: 'y' } } },
      ],
      [
        'encrypted credentials',
        /^credentials of broker: /,
        { flows, credentials: encrypted({ broker: { user: 'x', password: 'y' } }) },
      ],
    ] as const
  ).map(([what, changes, body]) => ({
    row: 'flows.deploy',
    title: `POST /flows (${type}, version 2): ${what}`,
    changes,
    send: ({ nodeRed }: Scene) =>
      nodeRed.request('POST', '/flows', body, {
        headers: { 'Node-RED-Deployment-Type': type, 'Node-RED-API-Version': 'v2' },
      }),
  })),
]);

const singleFlows: readonly Write[] = [
  {
    row: 'flows.reload',
    title: 'POST /flows (reload)',
    changes: inFlows,
    prepare: (scene) =>
      writeFile(
        join(scene.nodeRed.userDirectory, 'flows.json'),
        JSON.stringify([...flows, tab('from-file')]),
      ),
    send: ({ nodeRed }) => nodeRed.deploy([], { type: 'reload' }),
  },
  {
    row: 'flow.add',
    title: 'POST /flow',
    changes: inFlows,
    send: ({ nodeRed }) => nodeRed.request('POST', '/flow', { label: 'new', nodes: [] }),
  },
  {
    row: 'flow.update',
    title: 'PUT /flow/:id',
    changes: inFlows,
    send: ({ nodeRed }) => nodeRed.request('PUT', '/flow/b', { id: 'b', label: 'renamed', nodes: [] }),
  },
  {
    row: 'flow.update',
    title: 'PUT /flow/global',
    changes: inFlows,
    send: ({ nodeRed }) => nodeRed.request('PUT', '/flow/global', { configs: [] }),
  },
  {
    row: 'flow.remove',
    title: 'DELETE /flow/:id',
    changes: inFlows,
    send: ({ nodeRed }) => nodeRed.request('DELETE', '/flow/b'),
  },
];

const upload = async ({ nodeRed, tarball }: Scene): Promise<{ status: number; text: string }> => {
  const form = new FormData();
  form.set('tarball', new Blob([new Uint8Array(await readFile(tarball))]), basename(tarball));
  const response = await fetch(`${nodeRed.adminUrl}/nodes`, { method: 'POST', body: form });
  return { status: response.status, text: await response.text() };
};

const module = `/nodes/${extra.name}`;
const installed = async (scene: Scene): Promise<void> => {
  const { status } = await scene.nodeRed.request('GET', module);
  if (status !== 404) return;
  const answer = await upload(scene);
  if (answer.status !== 200) throw new Error(answer.text);
};
const absent = async (scene: Scene): Promise<void> => {
  if ((await scene.nodeRed.request('GET', module)).status === 200) await scene.ask('DELETE', module);
};
const enabled = async (scene: Scene): Promise<void> => {
  await installed(scene);
  await scene.ask('PUT', module, { enabled: true });
};

const moduleDisabled = async (scene: Scene): Promise<void> => {
  await installed(scene);
  await scene.ask('PUT', module, { enabled: false });
};
const setDisabled = async (scene: Scene): Promise<void> => {
  await enabled(scene);
  await scene.ask('PUT', `${module}/extra`, { enabled: false });
};

const others: readonly Write[] = [
  { row: 'nodes.install', title: 'POST /nodes: a tarball', changes: inNodes, prepare: absent, send: upload },
  {
    row: 'nodes.install',
    title: 'POST /nodes: by name',
    changes: inNodes,
    prepare: absent,
    send: ({ nodeRed }) => nodeRed.request('POST', '/nodes', { module: extra.name }),
  },
  {
    row: 'nodes.module.set',
    title: 'PUT /nodes/:module: off',
    changes: inNodes,
    prepare: enabled,
    send: ({ nodeRed }) => nodeRed.request('PUT', module, { enabled: false }),
  },
  {
    row: 'nodes.info.set',
    title: 'PUT /nodes/:module/:set: off',
    changes: inNodes,
    prepare: enabled,
    send: ({ nodeRed }) => nodeRed.request('PUT', `${module}/extra`, { enabled: false }),
  },
  {
    row: 'nodes.module.set',
    title: 'PUT /nodes/:module: on',
    changes: inNodes,
    prepare: moduleDisabled,
    send: ({ nodeRed }) => nodeRed.request('PUT', module, { enabled: true }),
  },
  {
    row: 'nodes.info.set',
    title: 'PUT /nodes/:module/:set: on',
    changes: inNodes,
    prepare: setDisabled,
    send: ({ nodeRed }) => nodeRed.request('PUT', `${module}/extra`, { enabled: true }),
  },
  {
    row: 'nodes.remove',
    title: 'DELETE /nodes/:module',
    changes: inNodes,
    prepare: installed,
    send: ({ nodeRed }) => nodeRed.request('DELETE', module),
  },
  ...['global', 'flow/a', 'node/counter'].flatMap((scope) =>
    ['default', 'file'].map((store) => ({
      row: 'context.delete',
      title: `DELETE /context/${scope}/:key of the store ${store}`,
      changes: new RegExp(`^GET /context/${scope}: `),
      send: ({ nodeRed }: Scene) => nodeRed.request('DELETE', `/context/${scope}/kept?store=${store}`),
    })),
  ),
  {
    row: 'settings.update',
    title: 'POST /settings/user',
    changes: /^GET \/settings\/user: /,
    send: ({ nodeRed }) =>
      nodeRed.request('POST', '/settings/user', { editor: { view: { 'view-grid-size': 30 } } }),
  },
  {
    row: 'library.set',
    title: 'POST /library: a function',
    changes: /^GET \/library\/local\/functions\/: /,
    send: ({ nodeRed }) =>
      nodeRed.request('POST', '/library/local/functions/scale.js', { name: 'scale', text: 'return msg;' }),
  },
  {
    row: 'library.set',
    title: 'POST /library: flows',
    changes: /^GET \/library\/local\/flows\/: /,
    send: ({ nodeRed }) => nodeRed.request('POST', '/library/local/flows/line.json', [tab('kept')]),
  },
  {
    row: 'flows.setState',
    title: 'POST /flows/state: stop',
    changes: /^GET \/flows\/state: /,
    send: ({ nodeRed }) => nodeRed.request('POST', '/flows/state', { state: 'stop' }),
  },
  {
    row: 'flows.setState',
    title: 'POST /flows/state: start',
    changes: /^GET \/flows\/state: /,
    prepare: (scene) => scene.ask('POST', '/flows/state', { state: 'stop' }),
    send: ({ nodeRed }) => nodeRed.request('POST', '/flows/state', { state: 'start' }),
  },
  {
    row: 'inject',
    title: 'POST /inject/:id',
    changes: /^GET \/context\/flow\/a: /,
    send: ({ nodeRed }) => nodeRed.request('POST', '/inject/inject'),
  },
  {
    row: 'debug.set',
    title: 'POST /debug/:id/disable',
    changes: /^GET \/memory\/debug: /,
    send: ({ nodeRed }) => nodeRed.request('POST', '/debug/debug/disable'),
  },
  {
    row: 'debug.set',
    title: 'POST /debug/disable: several',
    changes: /^GET \/memory\/debug: /,
    send: ({ nodeRed }) => nodeRed.request('POST', '/debug/disable', { nodes: ['debug'] }),
  },
  {
    row: 'http.admin',
    title: "POST to a node's route",
    changes: /^GET \/memory\/palette: /,
    send: ({ nodeRed }) => nodeRed.request('POST', '/palette/run'),
  },
  {
    row: 'comms.message',
    title: 'a live message',
    changes: /^GET \/memory\/messages: /,
    prepare: (scene) => scene.openEditor(),
    send: (scene) => scene.tell('probe/hello'),
  },
];

/** All writes of an instance without Projects. */
export const writes: readonly Write[] = [...deploys, ...singleFlows, ...others];
