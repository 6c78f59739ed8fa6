import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@millwright/testing';
import { inject } from '../flows.ts';
import { comment, tab } from '../probe-client.ts';
import { as, type Case, get, html, type Lab, post, put, remove } from './case.ts';

const set = {
  id: 'set',
  type: 'change',
  z: 'a',
  name: '',
  rules: [
    { t: 'set', p: 'count', pt: 'global', to: 'payload', tot: 'msg' },
    { t: 'set', p: 'count', pt: 'flow', to: 'payload', tot: 'msg' },
  ],
  x: 300,
  y: 100,
  wires: [[]],
};
const remember = {
  id: 'remember',
  type: 'function',
  z: 'a',
  name: '',
  func: 'return msg;',
  initialize: `context.set('count', 1); flow.set('count', 1); global.set('count', 1);`,
  finalize: '',
  outputs: 1,
  timeout: 0,
  noerr: 0,
  libs: [],
  x: 300,
  y: 200,
  wires: [[]],
};
const debug = {
  id: 'debug',
  type: 'debug',
  z: 'a',
  name: '',
  active: true,
  tosidebar: true,
  console: false,
  tostatus: false,
  complete: 'payload',
  targetType: 'msg',
  x: 500,
  y: 100,
  wires: [],
};

/** What runs when the cases begin, and again before each that replaces it. */
export const flows = [
  tab('a'),
  inject('button', 'set'),
  set,
  remember,
  debug,
  tab('b'),
  comment('b1', 'b'),
  { id: 'mqtt', type: 'mqtt-broker', name: 'x', broker: 'localhost', port: '1883' },
];

/** Deploys them again, and waits until their nodes are there. */
const deployAgain = async ({ send, nodeRed }: Lab): Promise<void> => {
  const from = nodeRed.log.length;
  await send(post('/flows', flows, 204));
  await nodeRed.waitForLog(/Started flows/, { from });
};

const installed = async ({ send, tarball }: Lab): Promise<void> => {
  const { status } = await send(get('/nodes/node-red-contrib-palette'));
  if (status === 200) return;
  await send({ method: 'POST', path: '/nodes', upload: tarball, status: 200 });
};
const missing = async ({ send }: Lab): Promise<void> => {
  await send(remove('/nodes/node-red-contrib-palette'));
};

/** A folder stands where Node-RED wants to write a file: its write fails, whoever runs it. */
const blocked =
  (file: string) =>
  async ({ nodeRed: { userDirectory } }: Lab): Promise<() => Promise<void>> => {
    const path = join(userDirectory, file);
    const aside = `${path}.aside`;
    const moved = await rename(path, aside).then(
      () => true,
      () => false,
    );
    await mkdir(path);
    return async () => {
      await rm(path, { recursive: true });
      if (moved) await rename(aside, path);
    };
  };

/** Node-RED answers before it has written the file. */
const saved = ({ send }: Lab): Promise<unknown> =>
  waitFor('the library entry to be written', async () => {
    const { status } = await send(get('/library/local/functions/scale.js'));
    return status === 200;
  });

const json = { Accept: 'application/json' };
const cannotFail = 'Node-RED answers from its memory';

/** Everything but Projects and live connections. */
export const plainCases: readonly Case[] = [
  { row: 'flows.get', succeeds: [get('/flows')], fails: cannotFail },
  {
    row: 'flows.reload',
    succeeds: [
      as(post('/flows', {}, 204), { 'Node-RED-Deployment-Type': 'reload' }),
      as(post('/flows', [], 204), { 'Node-RED-Deployment-Type': 'load' }),
    ],
    fails: 'Node-RED takes a file that it cannot read for an empty one',
  },
  {
    row: 'flows.deploy',
    succeeds: [post('/flows', flows, 204)],
    fails: as(post('/flows', { flows, rev: 'stale' }, 409), { 'Node-RED-API-Version': 'v2' }),
  },
  {
    row: 'flow.add',
    succeeds: [post('/flow', { label: 'added', nodes: [] })],
    fails: post('/flow', { nodes: [tab('no')] }, 400),
  },
  {
    row: 'flow.get',
    succeeds: [get('/flow/a')],
    target: { kind: 'flow', id: 'a' },
    fails: get('/flow/none', 404),
  },
  {
    row: 'flow.update',
    succeeds: [put('/flow/b', { label: 'b', nodes: [comment('b1', 'b')] })],
    target: { kind: 'flow', id: 'b' },
    fails: put('/flow/none', { nodes: [] }, 404),
  },
  {
    row: 'flow.remove',
    before: deployAgain,
    succeeds: [remove('/flow/b')],
    target: { kind: 'flow', id: 'b' },
    fails: remove('/flow/none', 404),
  },
  {
    row: 'credentials.get',
    succeeds: [get('/credentials/mqtt-broker/mqtt')],
    target: { kind: 'node', id: 'mqtt' },
    fails: cannotFail,
  },
  { row: 'flows.getState', succeeds: [get('/flows/state')], fails: cannotFail },
  {
    row: 'flows.setState',
    succeeds: [post('/flows/state', { state: 'stop' }), post('/flows/state', { state: 'start' })],
    target: { kind: 'state', id: 'stop' },
    fails: post('/flows/state', { state: 'dance' }, 400),
  },
  {
    row: 'nodes.info.get',
    succeeds: [as(get('/nodes/node-red/inject'), json)],
    target: { kind: 'node-set', id: 'node-red/inject' },
    fails: as(get('/nodes/node-red/none', 404), json),
  },
  { row: 'nodes.list.get', succeeds: [as(get('/nodes'), json)], fails: cannotFail },
  {
    row: 'nodes.config.get',
    succeeds: [html(get('/nodes/node-red/inject'))],
    target: { kind: 'node-set', id: 'node-red/inject' },
    fails: html(get('/nodes/node-red/none', 404)),
  },
  { row: 'nodes.configs.get', succeeds: [html(get('/nodes'))], fails: cannotFail },
  {
    row: 'nodes.module.get',
    succeeds: [get('/nodes/node-red'), get('/plugins/millwright-probe')],
    target: { kind: 'module', id: 'node-red' },
    fails: get('/nodes/none', 404),
  },
  {
    row: 'nodes.install',
    before: missing,
    succeeds: [{ method: 'POST', path: '/nodes', upload: 'palette', status: 200 }],
    target: { kind: 'module', id: 'palette.tgz' },
    fails: post('/nodes', {}, 400),
  },
  {
    row: 'nodes.module.set',
    before: installed,
    succeeds: [
      put('/nodes/node-red-contrib-palette', { enabled: false }),
      put('/nodes/node-red-contrib-palette', { enabled: true }),
    ],
    target: { kind: 'module', id: 'node-red-contrib-palette' },
    fails: put('/nodes/none', { enabled: true }, 400),
  },
  {
    row: 'nodes.info.set',
    before: installed,
    succeeds: [
      put('/nodes/node-red-contrib-palette/palette-answers', { enabled: false }),
      put('/nodes/node-red-contrib-palette/palette-answers', { enabled: true }),
    ],
    target: { kind: 'node-set', id: 'node-red-contrib-palette/palette-answers' },
    fails: put('/nodes/none/none', { enabled: true }, 400),
  },
  {
    row: 'nodes.remove',
    before: installed,
    succeeds: [remove('/nodes/node-red-contrib-palette')],
    target: { kind: 'module', id: 'node-red-contrib-palette' },
    fails: remove('/nodes/none', 404),
  },
  { row: 'nodes.catalogs.get', succeeds: [get('/nodes/messages?lng=en-US')], fails: cannotFail },
  {
    row: 'nodes.catalog.get',
    succeeds: [get('/nodes/node-red/inject/messages?lng=en-US')],
    target: { kind: 'node-set', id: 'node-red/inject' },
    fails: cannotFail,
  },
  { row: 'nodes.icons.get', succeeds: [get('/icons')], fails: cannotFail },
  {
    row: 'plugins.info.get',
    succeeds: [as(get('/plugins/millwright-probe/probe'), json)],
    target: { kind: 'node-set', id: 'millwright-probe/probe' },
    fails: as(get('/plugins/millwright-probe/none', 404), json),
  },
  { row: 'plugins.list.get', succeeds: [as(get('/plugins'), json)], fails: cannotFail },
  { row: 'plugins.configs.get', succeeds: [html(get('/plugins'))], fails: cannotFail },
  {
    row: 'plugins.config.get',
    succeeds: [html(get('/plugins/millwright-probe/probe'))],
    target: { kind: 'node-set', id: 'millwright-probe/probe' },
    fails: 'Node-RED answers nothing for a plugin that it does not know',
  },
  { row: 'plugins.catalogs.get', succeeds: [get('/plugins/messages?lng=en-US')], fails: cannotFail },
  {
    row: 'context.get',
    before: deployAgain,
    succeeds: [
      get('/context/global/count'),
      get('/context/global'),
      get('/context/node/remember'),
      get('/context/node/remember/count'),
      get('/context/flow/a'),
      get('/context/flow/a/count'),
    ],
    target: { kind: 'context', id: 'global/count' },
    fails: get('/context/global?store=none', 404),
  },
  {
    row: 'context.delete',
    before: deployAgain,
    succeeds: [
      remove('/context/global/count'),
      remove('/context/node/remember/count'),
      remove('/context/flow/a/count'),
    ],
    target: { kind: 'context', id: 'global/count' },
    fails: remove('/context/global/count?store=none', 404),
  },
  { row: 'settings.get', succeeds: [get('/settings')], fails: cannotFail },
  { row: 'settings.user.get', succeeds: [get('/settings/user')], fails: cannotFail },
  {
    row: 'settings.update',
    succeeds: [post('/settings/user', { editor: { view: { 'view-grid-size': 20 } } }, 204)],
    fails: post('/settings/user', { editor: { view: { 'view-grid-size': 25 } } }, 400),
    breaking: blocked('.config.users.json'),
  },
  {
    row: 'library.set',
    succeeds: [post('/library/local/functions/scale.js', { text: 'return msg;' }, 204)],
    target: { kind: 'library', id: 'local/functions/scale.js' },
    fails: post('/library/none/functions/scale.js', { text: 'return msg;' }, 400),
  },
  {
    row: 'library.get',
    before: saved,
    succeeds: [get('/library/local/functions/scale.js'), get('/library/local/functions')],
    target: { kind: 'library', id: 'local/functions/scale.js' },
    fails: get('/library/local/functions/none.js', 400),
  },
  { row: 'diagnostics.get', succeeds: [get('/diagnostics')], fails: cannotFail },
  {
    row: 'inject',
    before: deployAgain,
    succeeds: [post('/inject/button', {})],
    target: { kind: 'node', id: 'button' },
    fails: post('/inject/none', {}, 404),
  },
  {
    row: 'debug.set',
    before: deployAgain,
    succeeds: [post('/debug/debug/disable', {}, 201), post('/debug/enable', { nodes: ['debug'] })],
    target: { kind: 'node', id: 'debug' },
    fails: post('/debug/none/enable', {}, 404),
  },
  {
    row: 'udp-ports.get',
    succeeds: [get('/udp-ports/none')],
    fails: 'the node answers from its memory',
  },
];

/** Routes of another package, which has been installed for them. */
export const foreignCases: readonly Case[] = [
  {
    row: 'http.admin',
    kind: 'read',
    before: installed,
    succeeds: [get('/palette/list'), get('/palette/application/info')],
    target: { kind: 'route', id: 'GET /palette/list' },
    fails: get('/palette/application/none', 404),
  },
  {
    row: 'http.admin',
    kind: 'write',
    before: installed,
    succeeds: [post('/palette/run', {}), post('/palette/open', {}), post('/palette/application/act', {})],
    target: { kind: 'route', id: 'POST /palette/run' },
    fails: post('/palette/application/none', {}, 404),
  },
];
