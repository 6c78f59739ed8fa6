import { comment } from '../../../runtime/probe-client.ts';
import { after, changed } from '../changes.ts';
import { execNode, functionNode, plant } from '../plant.ts';
import { inFlows, sends, type Trick } from '../trick.ts';
import { ofOneTab, others, type User } from '../users.ts';
import type { WireRequest } from '../wire.ts';

const on = (tab: string, items: readonly { readonly id: string }[] = plant) =>
  items.filter((item) => (item as { z?: unknown }).z === tab);

const one = (route: string, trick: string, by: readonly User[], path: string, body?: unknown): Trick => {
  const [method = ''] = route.split(' ');
  const request: WireRequest = { method, path, ...(body === undefined ? {} : { body }) };
  return { route, trick, by, changes: inFlows, send: sends(request) };
};

const put = (trick: string, by: readonly User[], path: string, body: unknown) =>
  one('PUT /flow/:id', trick, by, path, body);
const global = (trick: string, by: readonly User[], body: unknown) =>
  one('PUT /flow/global', trick, by, '/flow/global', body);
const post = (trick: string, by: readonly User[], body: unknown) =>
  one('POST /flow', trick, by, '/flow', body);
const remove = (trick: string, by: readonly User[], path: string) => one('DELETE /flow/:id', trick, by, path);

const subflows = ['scale', 'nest', 'runs'].map((id) => ({
  ...plant.find((item) => item.id === id),
  nodes: on(id),
}));
const configs = plant.filter((item) =>
  ['broker', 'own-broker', 'unused', 'tls', 'environment'].includes(item.id),
);

/** The same things once more through the routes of a single flow. */
export const singleFlows: readonly Trick[] = [
  put('another tab renamed', others, '/flow/theirs', { label: 'Line 1', nodes: on('theirs') }),
  put('another tab emptied', ofOneTab, '/flow/theirs', { label: 'Line 2', nodes: [] }),
  put('a node of another tab changed', ofOneTab, '/flow/theirs', {
    label: 'Line 2',
    nodes: on('theirs', after(changed('t-fn', { func: 'return null;' }))),
  }),
  put('the id with a percent sign', ofOneTab, '/flow/%74heirs', { label: 'Line 1', nodes: [] }),
  put('another id in the body', ofOneTab, '/flow/theirs', { id: 'mine', label: 'Line 1', nodes: [] }),
  put('a twin of a node of another tab', ofOneTab, '/flow/mine', {
    label: 'Line 1',
    nodes: [...on('mine'), functionNode('t-fn', 'mine')],
  }),
  put('a link to another tab', ofOneTab, '/flow/mine', {
    label: 'Line 1',
    nodes: on('mine', after(changed('m-out', { links: ['t-in'] }))),
  }),
  put('a tab among the nodes', ofOneTab, '/flow/mine', {
    label: 'Line 1',
    nodes: [...on('mine'), { id: 'new', type: 'tab', label: 'New' }],
  }),
  put('a place that is not the path’s', ['careful'], '/flow/safety', {
    label: 'Line 9',
    nodes: [comment('new', 'mine')],
  }),
  put('a type that is denied', ['careful'], '/flow/mine', {
    label: 'Line 1',
    nodes: [...on('mine'), execNode('new', 'mine')],
  }),
  put('a type that is denied, among the configuration nodes', ['careful'], '/flow/mine', {
    label: 'Line 1',
    nodes: on('mine'),
    configs: [execNode('new', 'mine')],
  }),
  put('what is denied left out', ['careful'], '/flow/mine', {
    label: 'Line 1',
    nodes: on('mine').filter(({ id }) => id !== 'm-exec'),
  }),
  global('everything left out', [...others, 'careful'], { configs: [] }),
  global('a configuration node changed', ofOneTab, {
    configs: configs.map((item) => (item.id === 'broker' ? { ...item, broker: 'elsewhere' } : item)),
    subflows,
  }),
  global('a subflow changed', ofOneTab, {
    configs,
    subflows: subflows.map((subflow) => ({ ...subflow, info: 'x' })),
  }),
  global('a type that is denied in a subflow', ['careful'], {
    configs,
    subflows: subflows.map((subflow) => ({
      ...subflow,
      nodes: [...subflow.nodes, execNode('new', 'scale')],
    })),
  }),
  global('a node for another tab', ofOneTab, { configs: [...configs, comment('new', 'theirs')], subflows }),
  global('a node for a tab that is denied', ['careful'], {
    configs: [...configs, comment('new', 'safety')],
    subflows,
  }),
  post('a new tab', others, { label: 'Line 1', nodes: [] }),
  post('a chosen id', ofOneTab, { id: 'mine', label: 'Line 1', nodes: [] }),
  post('a type that is denied', ['careful'], { label: 'New', nodes: [execNode('new', 'mine')] }),
  post('a name that is denied', ['careful'], { label: 'Safety too', nodes: [] }),
  post('an instance of what holds a type that is denied', ['careful'], {
    label: 'New',
    nodes: [{ id: 'new', type: 'subflow:runs', env: [{ name: 'COMMAND', type: 'str', value: 'false' }] }],
  }),
  remove('another tab', others, '/flow/theirs'),
  remove('the id with a percent sign', ofOneTab, '/flow/%74heirs'),
  remove('a tab that is denied by its name', ['careful'], '/flow/safety'),
  remove('a tab with something that is denied', ['careful'], '/flow/mine'),
];
