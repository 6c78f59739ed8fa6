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

/** A project that was cloned from an empty repository: it is there and active, and Node-RED says what it lacks. */
const cloned = async ({ nodeRed }: Scene): Promise<void> => {
  made += 1;
  const { url } = GitRemote.make(nodeRed, `empty-${made}`);
  const { text } = await nodeRed.request('POST', '/projects', {
    name: project(),
    git: { remotes: { origin: { url } } },
  });
  if (!/"project_empty"/.test(text)) throw new Error(text);
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
  row: string,
  title: string,
  changes: RegExp,
  prepare: (scene: Scene) => Promise<unknown>,
  method: string,
  below: () => string,
  body?: unknown,
): Write => ({
  row,
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
    row: 'projects.create',
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
    'projects.set',
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
    'projects.initialise',
    'PUT /projects/:id: an empty one is set up',
    /^file projects\/.*\/package\.json: new: /,
    cloned,
    'PUT',
    () => path(),
    {
      initialise: true,
      files: { flow: 'flows.json', credentials: 'flows_cred.json' },
      credentialSecret: 'secret',
    },
  ),
  request(
    'projects.update',
    'PUT /projects/:id: its description',
    /^file projects\/.*\/README\.md: /,
    committed,
    'PUT',
    () => path(),
    { description: 'Line 3' },
  ),
  request(
    'projects.delete',
    'DELETE /projects/:id',
    inList,
    async (scene) => {
      await fresh(scene);
      await createProject(scene.nodeRed, `after-${made}`);
    },
    'DELETE',
    () => path(),
  ),
  request('projects.file.stage', 'POST stage of a file', inStatus, edited, 'POST', () =>
    path('/stage/flows.json'),
  ),
  request('projects.file.stage', 'POST stage of files', inStatus, edited, 'POST', () => path('/stage'), {
    files: ['flows.json'],
  }),
  request('projects.file.unstage', 'DELETE stage of a file', inStatus, staged, 'DELETE', () =>
    path('/stage/flows.json'),
  ),
  request('projects.file.unstage', 'DELETE stage of all', inStatus, staged, 'DELETE', () => path('/stage')),
  request('projects.commit', 'POST commit', /\/commits: /, staged, 'POST', () => path('/commit'), {
    message: 'Edit',
  }),
  request('projects.file.revert', 'DELETE of what is changed in a file', inFlows, edited, 'DELETE', () =>
    path('/files/_/flows.json'),
  ),
  request(
    'projects.branch.set',
    'POST branches: a new one',
    inBranches,
    committed,
    'POST',
    () => path('/branches'),
    {
      name: 'trial',
      create: true,
    },
  ),
  request(
    'projects.branch.set',
    'POST branches: another becomes active',
    inBranches,
    withBranch,
    'POST',
    () => path('/branches'),
    {
      name: 'trial',
    },
  ),
  request('projects.branch.delete', 'DELETE branches', inBranches, withBranch, 'DELETE', () =>
    path('/branches/trial'),
  ),
  request('projects.remote.add', 'POST remotes', inRemotes, committed, 'POST', () => path('/remotes'), {
    name: 'spare',
    url: 'https://127.0.0.1:9/spare.git',
  }),
  request(
    'projects.remote.update',
    'PUT remotes: whom to log in as',
    /^GET \/memory\/git/,
    withRemote,
    'PUT',
    () => path('/remotes/origin'),
    {
      auth: { username: 'ana', password: 'x' },
    },
  ),
  request('projects.remote.delete', 'DELETE remotes', inRemotes, withRemote, 'DELETE', () =>
    path('/remotes/origin'),
  ),
  request(
    'projects.push',
    'POST push',
    /^file remote-\d+\.git\/refs\/heads\/main: /,
    withRemote,
    'POST',
    () => path('/push/origin/main?u=true'),
  ),
  request(
    'projects.pull',
    'POST pull',
    inFlows,
    async (scene) => (await pushed(scene)).change('flows.json', JSON.stringify([tab('pulled')])),
    'POST',
    () => path('/pull/origin/main'),
  ),
  request(
    'projects.merge.resolve',
    'POST resolve',
    inStatus,
    conflicting,
    'POST',
    () => path('/resolve/flows.json'),
    {
      resolutions: JSON.stringify([tab('both')]),
    },
  ),
  request('projects.merge.abort', 'DELETE merge', inStatus, conflicting, 'DELETE', () => path('/merge')),
  request(
    'settings.keys.add',
    'POST /settings/user/keys',
    inKeys,
    async () => {},
    'POST',
    () => '/settings/user/keys',
    { name: 'line', comment: '', password: '', size: 2048 },
  ),
  request(
    'settings.keys.remove',
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
