import { readFile } from 'node:fs/promises';
import { extra } from '../../../runtime/atomic/scene.ts';
import type { Lab } from '../lab.ts';
import { sends, type Trick } from '../trick.ts';
import { everybody, type User } from '../users.ts';
import type { WireRequest } from '../wire.ts';

const inNodes = /^GET \/nodes: /;
const module = `/nodes/${extra.name}`;

/** An upload under a name that the file need not have. */
const upload =
  (name: string) =>
  async ({ extra: { tarball } }: Lab): Promise<WireRequest> => {
    const body = new FormData();
    body.set('tarball', new Blob([new Uint8Array(await readFile(tarball))]), name);
    return { method: 'POST', path: '/nodes', body };
  };

const is = async (lab: Lab): Promise<boolean> =>
  (await lab.send('owner', { method: 'GET', path: module })).status === 200;

const there = async (lab: Lab): Promise<void> => {
  if (!(await is(lab))) await lab.send('owner', await upload('extra.tgz')(lab));
  await lab.ask('PUT', module, { enabled: true });
};
const absent = async (lab: Lab): Promise<void> => {
  if (await is(lab)) await lab.ask('DELETE', module);
};

const closest: readonly User[] = ['engineer', 'careful', 'token'];

const install = (trick: string, body: object, by = closest): Trick => ({
  route: 'POST /nodes',
  trick,
  by,
  changes: inNodes,
  prepare: absent,
  send: sends({ method: 'POST', path: '/nodes', body }),
});

const one = (route: string, trick: string, by: readonly User[], path: string, body?: unknown): Trick => {
  const [method = ''] = route.split(' ');
  return {
    route,
    trick,
    by,
    changes: inNodes,
    prepare: there,
    send: sends({ method, path, ...(body === undefined ? {} : { body }) }),
  };
};

const inItself = '/nodes/node-red/udp';

export const moduleTricks: readonly Trick[] = [
  install('by its name', { module: extra.name }, everybody),
  install('by its name and version', { module: extra.name, version: extra.version }),
  ...[`${extra.name}.tgz`, 'harmless.tgz'].map((name) => ({
    ...install(`by upload as ${name}`, {}),
    send: sends(upload(name)),
  })),
  {
    ...install('by address', {}),
    send: sends(({ extra: { address: url } }) => ({
      method: 'POST',
      path: '/nodes',
      body: { module: extra.name, url },
    })),
  },
  {
    ...install('as a folder', {}),
    send: sends((lab) => ({ method: 'POST', path: '/nodes', body: { module: lab.extra.folder } })),
  },
  one('PUT /nodes/:module', 'off', everybody, module, { enabled: false }),
  one('PUT /nodes/:module/:set', 'off', closest, `${module}/extra`, { enabled: false }),
  one(
    'PUT /nodes/:module/:set',
    'the path with a percent sign',
    closest,
    '/nodes/%6eode-red-contrib-extra/extra',
    {
      enabled: false,
    },
  ),
  {
    ...one('PUT /nodes/:module/:set', 'a set of Node-RED itself, off', ['engineer', 'token'], inItself, {
      enabled: false,
    }),
    undo: (lab) => lab.ask('PUT', inItself, { enabled: true }),
  },
  one('DELETE /nodes/:module', 'a module', everybody, module),
  one('DELETE /nodes/:module', 'the name with a percent sign', closest, '/nodes/%6eode-red-contrib-extra'),
];
