import { createProject, GitRemote } from '@millwright/testing';
import { tab } from '../probe-client.ts';
import type { Scene } from './scene.ts';
import type { Write } from './writes.ts';

let made = 0;
/** The project that the current write works on: each has one of its own. */
const project = (): string => `line-${made}`;
const path = (below = ''): string => `/projects/${project()}${below}`;

const fresh = async ({ nodeRed }: Scene): Promise<void> => {
  made += 1;
  await createProject(nodeRed, project());
};

const edited = async (scene: Scene): Promise<void> => {
  await fresh(scene);
  await scene.ask('POST', path('/stage'), { files: ['flows.json', 'package.json'] });
  await scene.ask('POST', path('/commit'), { message: 'Begin' });
  const { status, text } = await scene.nodeRed.deploy([tab(`edited-${made}`)]);
  if (status !== 200) throw new Error(text);
};

const staged = async (scene: Scene): Promise<void> => {
  await edited(scene);
  await scene.ask('POST', path('/stage'), { files: ['flows.json'] });
};

const committed = async (scene: Scene): Promise<void> => {
  await staged(scene);
  await scene.ask('POST', path('/commit'), { message: 'Edit' });
};

const withRemote = async (scene: Scene): Promise<GitRemote> => {
  await committed(scene);
  const remote = GitRemote.make(scene.nodeRed, `remote-${made}`);
  await scene.ask('POST', path('/remotes'), { name: 'origin', url: remote.url });
  return remote;
};

const pushed = async (scene: Scene): Promise<GitRemote> => {
  const remote = await withRemote(scene);
  await scene.ask('POST', path('/push/origin/main?u=true'));
  return remote;
};

const withBranch = async (scene: Scene): Promise<void> => {
  await committed(scene);
  await scene.ask('POST', path('/branches'), { name: 'trial', create: true });
  await scene.ask('POST', path('/branches'), { name: 'main' });
};

/** Both sides changed the same tab: a pull stops in the middle of a merge. */
const conflicting = async (scene: Scene): Promise<void> => {
  const remote = await pushed(scene);
  await remote.change('flows.json', JSON.stringify([tab('theirs')], null, 4));
  await scene.nodeRed.deploy([tab('ours')]);
  await scene.ask('POST', path('/stage'), { files: ['flows.json'] });
  await scene.ask('POST', path('/commit'), { message: 'Ours' });
  const { status } = await scene.nodeRed.request('POST', path('/pull/origin/main'));
  if (status !== 400) throw new Error(`The pull should have met a conflict: ${status}`);
};

const request = (
  title: string,
  changes: RegExp,
  prepare: (scene: Scene) => Promise<unknown>,
  method: string,
  below: () => string,
  body?: unknown,
): Write => ({
  title,
  changes,
  prepare: async (scene) => void (await prepare(scene)),
  send: ({ nodeRed }) => nodeRed.request(method, below(), body),
});

const inFlows = /^GET \/flows: /;
const inList = /^GET \/projects: /;
const inStatus = /\/status: /;
const inBranches = /\/branches: /;
const inRemotes = /\/remotes: /;
const inKeys = /^GET \/settings\/user\/keys: /;

export const projectWrites: readonly Write[] = [
  {
    title: 'POST /projects',
    changes: inList,
    send: ({ nodeRed }: Scene) =>
      nodeRed.request('POST', '/projects', {
        name: 'new',
        summary: '',
        files: { flow: 'flows.json' },
        credentialSecret: 's',
      }),
  },
  request(
    'PUT /projects/:id: another becomes active',
    inList,
    async (scene) => {
      await fresh(scene);
      await createProject(scene.nodeRed, `beside-${made}`);
    },
    'PUT',
    () => path(),
    { active: true },
  ),
  request(
    'PUT /projects/:id: its description',
    /^file projects\/.*\/README\.md: /,
    committed,
    'PUT',
    () => path(),
    { description: 'Line 3' },
  ),
  request(
    'DELETE /projects/:id',
    inList,
    async (scene) => {
      await fresh(scene);
      await createProject(scene.nodeRed, `after-${made}`);
    },
    'DELETE',
    () => path(),
  ),
  request('POST stage of a file', inStatus, edited, 'POST', () => path('/stage/flows.json')),
  request('POST stage of files', inStatus, edited, 'POST', () => path('/stage'), { files: ['flows.json'] }),
  request('DELETE stage of a file', inStatus, staged, 'DELETE', () => path('/stage/flows.json')),
  request('DELETE stage of all', inStatus, staged, 'DELETE', () => path('/stage')),
  request('POST commit', /\/commits: /, staged, 'POST', () => path('/commit'), { message: 'Edit' }),
  request('DELETE of what is changed in a file', inFlows, edited, 'DELETE', () =>
    path('/files/_/flows.json'),
  ),
  request('POST branches: a new one', inBranches, committed, 'POST', () => path('/branches'), {
    name: 'trial',
    create: true,
  }),
  request('POST branches: another becomes active', inBranches, withBranch, 'POST', () => path('/branches'), {
    name: 'trial',
  }),
  request('DELETE branches', inBranches, withBranch, 'DELETE', () => path('/branches/trial')),
  request('POST remotes', inRemotes, committed, 'POST', () => path('/remotes'), {
    name: 'spare',
    url: 'https://127.0.0.1:9/spare.git',
  }),
  request(
    'PUT remotes: whom to log in as',
    /^GET \/memory\/git/,
    withRemote,
    'PUT',
    () => path('/remotes/origin'),
    {
      auth: { username: 'ana', password: 'x' },
    },
  ),
  request('DELETE remotes', inRemotes, withRemote, 'DELETE', () => path('/remotes/origin')),
  request('POST push', /^file remote-\d+\.git\/refs\/heads\/main: /, withRemote, 'POST', () =>
    path('/push/origin/main?u=true'),
  ),
  request(
    'POST pull',
    inFlows,
    async (scene) => (await pushed(scene)).change('flows.json', JSON.stringify([tab('pulled')])),
    'POST',
    () => path('/pull/origin/main'),
  ),
  request('POST resolve', inStatus, conflicting, 'POST', () => path('/resolve/flows.json'), {
    resolutions: JSON.stringify([tab('both')]),
  }),
  request('DELETE merge', inStatus, conflicting, 'DELETE', () => path('/merge')),
  request(
    'POST /settings/user/keys',
    inKeys,
    async () => {},
    'POST',
    () => '/settings/user/keys',
    { name: 'line', comment: '', password: '', size: 2048 },
  ),
  request(
    'DELETE /settings/user/keys/:id',
    inKeys,
    async (scene) => {
      await scene.ask('POST', '/settings/user/keys', { name: 'old', comment: '', password: '', size: 2048 });
    },
    'DELETE',
    () => '/settings/user/keys/old',
  ),
];

/** What changes an instance with Projects, beyond the writes of one without. */
