import { tab } from '../../../runtime/probe-client.ts';
import { sends, type Trick } from '../trick.ts';
import { everybody, ofOneTab, outsiders, readers, type User } from '../users.ts';

const one = (
  route: string,
  trick: string,
  by: readonly User[],
  changes: RegExp,
  path: string,
  body?: unknown,
): Trick => {
  const [method = ''] = route.split(' ');
  return {
    route,
    trick,
    by,
    changes,
    send: sends({ method, path, ...(body === undefined ? {} : { body }) }),
  };
};

const withoutCareful = everybody.filter((user) => user !== 'careful');
const lesser: readonly User[] = ['viewer', 'auditor', 'narrowed', 'remote', ...outsiders];

const context: readonly Trick[] = [
  ...['global', 'flow/theirs', 'node/t-fn'].flatMap((scope) =>
    ['default', 'file'].map((store) =>
      one(
        `DELETE /context/${scope.split('/')[0]}`,
        `a key of ${scope} in the store ${store}`,
        store === 'file' ? withoutCareful : ofOneTab,
        new RegExp(`^GET /context/${scope}: `),
        `/context/${scope}/kept?store=${store}`,
      ),
    ),
  ),
  one(
    'DELETE /context/flow',
    'the id with a percent sign',
    ofOneTab,
    /^GET \/context\/flow\/theirs: /,
    '/context/flow/%74heirs/kept',
  ),
];

const running: readonly Trick[] = [
  one(
    'POST /flows/state',
    'stop',
    [...readers, ...outsiders, ...ofOneTab],
    /^GET \/flows\/state: /,
    '/flows/state',
    { state: 'stop' },
  ),
  {
    ...one('POST /flows/state', 'start', ['viewer', 'token'], /^GET \/flows\/state: /, '/flows/state', {
      state: 'start',
    }),
    prepare: (lab) => lab.ask('POST', '/flows/state', { state: 'stop' }),
  },
  one('POST /flows/state', 'stop, and more in the body', ofOneTab, /^GET \/flows\/state: /, '/flows/state', {
    state: 'stop',
    user: { username: 'owner' },
  }),
];

const injected = /^GET \/context\/flow\/theirs: /;
const switched = /^GET \/memory\/debug: /;

const buttons: readonly Trick[] = [
  one('POST /inject/:id', 'a button of another tab', [...lesser, ...ofOneTab], injected, '/inject/t-inject'),
  one('POST /inject/:id', 'with a message of its own', ofOneTab, injected, '/inject/t-inject', {
    __user_inject_props__: [{ p: 'payload', v: '9', vt: 'num' }],
  }),
  one('POST /inject/:id', 'the id with a percent sign', ofOneTab, injected, '/inject/%74-inject'),
  one(
    'POST /debug/:id/:state',
    'a node of another tab off',
    [...lesser, ...ofOneTab],
    switched,
    '/debug/t-debug/disable',
  ),
  one('POST /debug/:state', 'a node of another tab off', ofOneTab, switched, '/debug/disable', {
    nodes: ['t-debug'],
  }),
  one('POST /debug/:state', 'one of another tab among the own', ofOneTab, switched, '/debug/disable', {
    nodes: ['m-debug', 't-debug'],
  }),
];

const called = /^GET \/memory\/palette: /;
const foreign: readonly User[] = [
  'viewer',
  'operator',
  'auditor',
  'narrowed',
  'remote',
  ...outsiders,
  ...ofOneTab,
];

/** Routes of a package that somebody else wrote. */
const nodeRoutes: readonly Trick[] = [
  one("POST to a node's route", 'a route with a permission', foreign, called, '/palette/run'),
  one("POST to a node's route", 'a route that is open to anybody', foreign, called, '/palette/open'),
  one(
    "POST to a node's route",
    'a route of an application',
    ['viewer', 'stranger', 'line'],
    called,
    '/palette/application/act',
  ),
  one(
    "DELETE of a node's route",
    'a route of a router',
    ['viewer', 'stranger', 'line'],
    called,
    '/palette/router/thing/7',
  ),
];

const kept: readonly Trick[] = [
  one(
    'POST /library',
    'a function',
    [...readers, ...outsiders, ...ofOneTab],
    /^GET \/library\/local\/functions\/: /,
    '/library/local/functions/scale.js',
    { text: 'return msg;' },
  ),
  one(
    'POST /library',
    'flows',
    ['viewer', ...ofOneTab],
    /^GET \/library\/local\/flows\/: /,
    '/library/local/flows/line.json',
    [tab('kept')],
  ),
  one(
    'POST /settings/user',
    'settings of the editor',
    outsiders,
    /^GET \/settings\/user: /,
    '/settings/user',
    { editor: { view: { 'view-grid-size': 30 } } },
  ),
];

/** What is done to the instance itself, and to what runs on it. */
export const instanceTricks: readonly Trick[] = [...context, ...running, ...buttons, ...nodeRoutes, ...kept];
