import { after, changed } from '../changes.ts';
import { plant } from '../plant.ts';
import { inFlows, sends, type Trick } from '../trick.ts';
import { ofOneTab, type User } from '../users.ts';
import type { WireRequest } from '../wire.ts';

const evil = after(changed('t-comment', { name: 'x' }));

/** Requests with which the ways below are tried. */
const deploy: WireRequest = { method: 'POST', path: '/flows', body: evil };
const remove: WireRequest = { method: 'DELETE', path: '/flow/theirs' };
const inject: WireRequest = { method: 'POST', path: '/inject/t-inject', body: {} };
const injected = /^GET \/context\/flow\/theirs: /;

type Way = (request: WireRequest) => WireRequest;
const path =
  (change: (path: string) => string): Way =>
  (request) => ({ ...request, path: change(request.path) });
const headers =
  (more: NonNullable<WireRequest['headers']>): Way =>
  (request) => ({ ...request, headers: more });
const carry =
  (how: NonNullable<WireRequest['carry']>): Way =>
  (request) => ({ ...request, carry: how });

const ways: readonly (readonly [string, Way])[] = [
  ['a path in capitals', path((given) => given.replace(/^\/\w+/, (area) => area.toUpperCase()))],
  ['a slash at the end', path((given) => `${given}/`)],
  ['a query that looks like a path', path((given) => `${given}?/flow/mine`)],
  ['a query that names another method', path((given) => `${given}?_method=GET`)],
  [
    'a header that names another method',
    headers({ 'X-HTTP-Method-Override': 'GET', 'X-HTTP-Method': 'GET' }),
  ],
  [
    'a header that names another path',
    headers({ 'X-Original-URL': '/flow/mine', 'X-Rewrite-URL': '/flow/mine' }),
  ],
  [
    'a header that names another address',
    headers({ 'X-Forwarded-For': '10.20.1.1', Forwarded: 'for=10.20.1.1' }),
  ],
  ['a header that names another user', headers({ 'X-Forwarded-User': 'owner', 'X-Remote-User': 'owner' })],
  ['a cookie of somebody else', headers({ Cookie: 'connect.sid=s%3Aowner; user=owner' })],
  ['a page of another site', headers({ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://example.org' })],
  ['the scheme in small letters', carry((request, token) => withHeader(request, `bearer ${token}`))],
  ['the scheme in capitals', carry((request, token) => withHeader(request, `BEARER ${token}`))],
  [
    'the token in the query',
    carry((request, token) => ({
      ...request,
      path: `${request.path}?access_token=${encodeURIComponent(token)}`,
    })),
  ],
  [
    'the header given twice',
    carry((request, token) => ({
      ...request,
      headers: { ...request.headers, Authorization: [`Bearer ${token}`, 'Bearer of nothing'] },
    })),
  ],
];

function withHeader(request: WireRequest, value: string): WireRequest {
  return { ...request, headers: { ...request.headers, Authorization: value } };
}

const requests: readonly (readonly [string, WireRequest, RegExp])[] = [
  ['POST /flows', deploy, inFlows],
  ['DELETE /flow/:id', remove, inFlows],
  ['POST /inject/:id', inject, injected],
];

/** The same request in other clothes: paths, headers, tokens. */
const inOtherClothes = ways.flatMap(([way, dress]) =>
  requests.map(
    ([route, request, changes]): Trick => ({
      route,
      trick: way,
      by: [...ofOneTab, 'viewer'],
      changes,
      send: sends(dress(request)),
    }),
  ),
);

const reason = (trick: string, value: string | undefined, refusal?: RegExp): Trick => ({
  route: 'POST /flows',
  trick: `a reason is required: ${trick}`,
  by: ['reasonless'],
  changes: inFlows,
  send: (lab, user) =>
    lab.send(user, {
      ...deploy,
      // The owner has to give none, so what they send is the same without it.
      ...(value === undefined || user === 'owner' ? {} : { headers: { 'X-Millwright-Note': value } }),
    }),
  ...(refusal ? { refusal } : {}),
});

const reasons: readonly Trick[] = [
  reason('none', undefined),
  reason('an empty one', ''),
  reason('spaces', encodeURIComponent(' '.repeat(30))),
  reason('a short one', 'because'),
  reason('signs that nobody sees', encodeURIComponent('\u200b'.repeat(30))),
  reason('one that cannot be read', '%E0%A4%A'.repeat(3), /^400 /),
  reason('one that is too long', 'x'.repeat(3000), /^400 /),
];

const networks: readonly Trick[] = ['127.0.0.1', '10.20.1.1', '::ffff:10.20.1.1', '10.20.0.0/16'].map(
  (address): Trick => ({
    route: 'POST /flows',
    trick: `said to come from ${address}`,
    by: ['remote'] as readonly User[],
    changes: inFlows,
    send: sends({
      ...deploy,
      headers: { 'X-Forwarded-For': address, 'X-Real-IP': address, 'X-Client-IP': address },
    }),
  }),
);

export const dressed: readonly Trick[] = [...inOtherClothes, ...reasons, ...networks];

/**
 * Requests that lead nowhere, whoever sends them: there is no such route, it reads, or it refuses what is sent. They must
 * leave everything as it is.
 */
export const leadNowhere: readonly WireRequest[] = [
  { ...deploy, path: '//flows' },
  { ...deploy, path: '/%66lows' },
  { ...deploy, path: '/./flows' },
  { ...deploy, path: '/flows/../flows' },
  { ...deploy, path: '/flows%2f' },
  { ...deploy, path: '/flows;/' },
  { ...deploy, path: '/red/../flows' },
  ...['load', 'reload', 'full', 'nodes'].map(
    (credentials): WireRequest => ({
      ...deploy,
      headers: { 'Node-RED-API-Version': 'v2' },
      body: { flows: plant, credentials },
    }),
  ),
  { ...deploy, headers: { 'Node-RED-Deployment-Type': 'NODES' } },
  { ...deploy, headers: { 'Node-RED-Deployment-Type': 'none' } },
  { ...deploy, headers: { 'Node-RED-Deployment-Type': '__proto__' } },
  { method: 'POST', path: '/flow', body: { label: 'Line 1', nodes: [{ id: 'theirs', type: 'comment' }] } },
  { method: 'POST', path: '/nodes', body: { module: 'harmless', url: 'file:///tmp/harmless.tgz' } },
  { method: 'PUT', path: '/nodes/%40millwright%2Fnode-red-access', body: { enabled: false } },
  { method: 'DELETE', path: '/nodes/%40millwright%2Fnode-red-access' },
  { ...deploy, method: 'PUT' },
  { ...deploy, method: 'PATCH' },
  { ...deploy, method: 'GET', headers: { 'X-HTTP-Method-Override': 'POST' } },
  { method: 'GET', path: '/flows?_method=POST', headers: { 'X-HTTP-Method-Override': 'POST' } },
  { method: 'HEAD', path: '/flows' },
  { method: 'OPTIONS', path: '/flows' },
  { method: 'OPTIONS', path: '/flow/theirs' },
  { method: 'HEAD', path: '/flow/theirs' },
  { method: 'GET', path: '/inject/t-inject' },
  { method: 'HEAD', path: '/inject/t-inject' },
  { method: 'POST', path: '/flow/theirs', headers: { 'X-HTTP-Method-Override': 'DELETE' }, body: {} },
  { method: 'GET', path: '/debug/t-debug/disable' },
  { method: 'DELETE', path: '/flow/..%2fflow%2ftheirs' },
];
