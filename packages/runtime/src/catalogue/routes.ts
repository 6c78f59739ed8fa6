import type { RouteRow } from './row.ts';

/** Routes that Node-RED's own nodes declare on the admin side, and that are operations. */
export const routeRows: readonly RouteRow[] = [
  {
    name: 'inject',
    title: 'Press an inject button',
    action: 'inject',
    kind: 'write',
    requests: ['POST /inject/:id'],
    target: ({ params: { id = '' } }) => ({ kind: 'node', id }),
  },
  {
    name: 'debug.set',
    title: 'Enable or disable debug nodes',
    action: 'debug.toggle',
    kind: 'write',
    requests: ['POST /debug/:state', 'POST /debug/:id/:state'],
    target: ({ params: { id } }) => (id === undefined ? undefined : { kind: 'node', id }),
  },
  {
    name: 'udp-ports.get',
    title: 'Ask whether a UDP port is in use',
    action: 'flow.read',
    kind: 'read',
    requests: ['GET /udp-ports/:id'],
  },
];

const foreign = {
  name: 'http.admin',
  requests: [],
  foreign: true,
  target: ({ method, path }) => ({ kind: 'route', id: `${method} ${path}` }),
} as const satisfies Partial<RouteRow>;

/** What a route that some other node declared counts as, by what it is asked to do. */
export const foreignRead: RouteRow = {
  ...foreign,
  title: "Read from a node's route",
  action: 'flow.read',
  kind: 'read',
};

export const foreignWrite: RouteRow = {
  ...foreign,
  title: "Call a node's route",
  action: 'node-route.call',
  kind: 'write',
};
