import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRemote } from '@millwright/testing';
import { tab } from '../probe-client.ts';
import { type Ask, type Case, get, type Lab, post, put, remove } from './case.ts';

const project = '/projects/oven';
const main = { kind: 'project', id: 'oven' };
const cannotFail = 'Node-RED answers without asking git';

/** Deploys flows of their own each time, so that the file differs from what git has. */
let label = 0;
const edit = async ({ send }: Lab): Promise<void> => {
  label += 1;
  await send(post('/flows', [tab(`edited${label}`)], 204));
};
const stage = async (lab: Lab): Promise<void> => {
  await edit(lab);
  await lab.send(post(`${project}/stage`, { files: ['flows.json'] }));
};
const commit = async (lab: Lab): Promise<void> => {
  await stage(lab);
  await lab.send(post(`${project}/commit`, { message: 'Edit' }));
};
const branch = async ({ send }: Lab): Promise<void> => {
  await send(post(`${project}/branches`, { name: 'side', create: true }));
  await send(post(`${project}/branches`, { name: 'main' }));
};
const withOrigin =
  (url: string) =>
  async (lab: Lab): Promise<void> => {
    await lab.send(post(`${project}/remotes`, { name: 'origin', url }));
    await commit(lab);
    await lab.send(post(`${project}/push/origin/main?u=true`, {}));
  };

const key = ({ send }: Lab) => send(post('/settings/user/keys', { name: 'pump', size: 2048 }));

/** Without its folder git can tell nothing of a project, and change nothing. */
const withoutRepository = async ({ nodeRed }: Lab): Promise<() => Promise<void>> => {
  const folder = join(nodeRed.userDirectory, 'projects/oven/.git');
  await rename(folder, `${folder}.aside`);
  return () => rename(`${folder}.aside`, folder);
};

interface Conflict {
  /** Makes a pull end in a conflict. */
  readonly begin: (lab: Lab) => Promise<void>;
  readonly give: Ask;
}

function conflictOf(remote: GitRemote): Conflict {
  let round = 0;
  return {
    give: remove(`${project}/merge`),
    async begin(lab) {
      await lab.send(remove(`${project}/merge`));
      await lab.send(post(`${project}/pull`, {}));
      round += 1;
      await remote.change('README.md', `# theirs ${round}\n`);
      await lab.send(put(project, { description: `# ours ${round}\n` }));
      await lab.send(post(`${project}/stage`, { files: ['README.md'] }));
      await lab.send(post(`${project}/commit`, { message: 'Ours' }));
      await lab.send(post(`${project}/pull`, {}));
    },
  };
}

/** Projects and what only they bring, in an order in which one thing follows from another. */
export function projectCases(remote: GitRemote): readonly Case[] {
  const conflict = conflictOf(remote);
  const origin = withOrigin(remote.url);
  const other = ({ send }: Lab) => send(post(`${project}/remotes`, { name: 'other', url: remote.url }));
  let created = 0;
  const body = () => ({
    name: `press${created}`,
    summary: '',
    files: { flow: 'flows.json' },
    credentialSecret: 'x',
  });
  return [
    {
      row: 'projects.create',
      before: async () => {
        created += 1;
      },
      get succeeds() {
        return [post('/projects/', body())];
      },
      fails: post('/projects/', { name: 'oven', files: {} }, 400),
    },
    {
      row: 'projects.set',
      succeeds: [put(project, { active: true })],
      target: main,
      besides: ['projects.list'],
      fails: put('/projects/none', { active: true }, 400),
    },
    { row: 'projects.list', succeeds: [get('/projects/')], fails: cannotFail },
    { row: 'projects.get', succeeds: [get(project)], target: main, fails: get('/projects/none', 400) },
    {
      row: 'projects.update',
      succeeds: [put(project, { summary: 'An oven' })],
      target: main,
      besides: ['projects.get'],
      fails: put('/projects/none', { summary: 'x' }, 400),
    },
    {
      row: 'projects.initialise',
      succeeds: [
        put(project, { initialise: true, files: { flow: 'flows.json' }, credentialSecret: 'secret' }),
      ],
      target: main,
      besides: ['projects.get'],
      fails: put('/projects/none', { initialise: true, files: {} }, 400),
    },
    {
      row: 'projects.delete',
      before: async ({ send }) => {
        await send(post('/projects/', { ...body(), name: 'doomed' }));
        await send(put(project, { active: true }));
      },
      succeeds: [remove('/projects/doomed')],
      target: { kind: 'project', id: 'doomed' },
      fails: remove('/projects/none', 400),
    },
    {
      row: 'projects.status.get',
      succeeds: [get(`${project}/status`)],
      target: main,
      fails: get('/projects/none/status', 400),
    },
    {
      row: 'projects.file.stage',
      before: edit,
      succeeds: [
        post(`${project}/stage/flows.json`, {}),
        post(`${project}/stage`, { files: ['flows.json'] }),
      ],
      target: { kind: 'project', id: 'oven/flows.json' },
      besides: ['projects.status.get'],
      fails: post(`${project}/stage/none.json`, {}, 400),
    },
    {
      row: 'projects.file.unstage',
      before: stage,
      succeeds: [remove(`${project}/stage/flows.json`, 200), remove(`${project}/stage`, 200)],
      target: { kind: 'project', id: 'oven/flows.json' },
      besides: ['projects.status.get'],
      fails: remove(`${project}/stage/flows.json`, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.file.revert',
      before: edit,
      succeeds: [remove(`${project}/files/_/flows.json`)],
      target: { kind: 'project', id: 'oven/flows.json' },
      fails: remove(`${project}/files/_/none.json`, 400),
    },
    {
      row: 'projects.commit',
      before: stage,
      succeeds: [post(`${project}/commit`, { message: 'Edit' })],
      target: main,
      besides: ['projects.status.get'],
      fails: post(`${project}/commit`, { message: 'Nothing' }, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.commits.get',
      succeeds: [get(`${project}/commits`)],
      target: main,
      fails: get(`${project}/commits`, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.commit.get',
      succeeds: [get(`${project}/commits/HEAD`)],
      target: { kind: 'project', id: 'oven/HEAD' },
      fails: get(`${project}/commits/none`, 400),
    },
    {
      row: 'projects.files.get',
      succeeds: [get(`${project}/files`)],
      target: main,
      fails: get(`${project}/files`, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.file.get',
      succeeds: [get(`${project}/files/HEAD/flows.json`)],
      target: { kind: 'project', id: 'oven/flows.json' },
      fails: get(`${project}/files/HEAD/none.json`, 400),
    },
    {
      row: 'projects.diff.get',
      before: edit,
      succeeds: [get(`${project}/diff/unstaged/flows.json`)],
      target: { kind: 'project', id: 'oven/flows.json' },
      fails: get(`${project}/diff/unstaged/flows.json`, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.branch.set',
      before: ({ send }) => send(remove(`${project}/branches/made?force=true`)),
      succeeds: [
        post(`${project}/branches`, { name: 'made', create: true }),
        post(`${project}/branches`, { name: 'main' }),
      ],
      fails: post(`${project}/branches`, { name: 'none' }, 400),
    },
    {
      row: 'projects.branches.get',
      before: origin,
      succeeds: [get(`${project}/branches`), get(`${project}/branches/remote`)],
      target: main,
      fails: get(`${project}/branches`, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.branch.delete',
      before: branch,
      succeeds: [remove(`${project}/branches/side?force=true`)],
      target: { kind: 'project', id: 'oven/side' },
      fails: remove(`${project}/branches/none`, 400),
    },
    {
      row: 'projects.remote.add',
      before: ({ send }) => send(remove(`${project}/remotes/other`)),
      succeeds: [post(`${project}/remotes`, { name: 'other', url: remote.url })],
      target: { kind: 'project', id: 'oven/other' },
      besides: ['projects.remotes.get'],
      fails: post(`${project}/remotes`, { name: 'other', url: remote.url }, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.remote.update',
      before: other,
      succeeds: [put(`${project}/remotes/other`, { auth: { username: 'u', password: 'p' } }, 204)],
      target: { kind: 'project', id: 'oven/other' },
      fails: put(`${project}/remotes/none`, { auth: { username: 'u', password: 'p' } }, 400),
    },
    {
      row: 'projects.remotes.get',
      succeeds: [get(`${project}/remotes`)],
      target: main,
      fails: get('/projects/none/remotes', 400),
    },
    {
      row: 'projects.remote.delete',
      before: other,
      succeeds: [remove(`${project}/remotes/other`, 200)],
      target: { kind: 'project', id: 'oven/other' },
      besides: ['projects.remotes.get'],
      fails: remove(`${project}/remotes/none`, 400),
    },
    {
      row: 'projects.push',
      before: origin,
      succeeds: [post(`${project}/push/origin/main?u=true`, {}, 204), post(`${project}/push`, {}, 204)],
      target: { kind: 'project', id: 'oven/origin/main' },
      fails: post(`${project}/push/origin/main`, {}, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.branch.get',
      succeeds: [get(`${project}/branches/remote/origin/main/status`)],
      target: { kind: 'project', id: 'oven/origin/main' },
      fails: get(`${project}/branches/remote/origin/none/status`, 400),
    },
    {
      row: 'projects.pull',
      succeeds: [post(`${project}/pull/origin/main`, {}, 204), post(`${project}/pull`, {}, 204)],
      target: { kind: 'project', id: 'oven/origin/main' },
      fails: post(`${project}/pull/origin/main`, {}, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.merge.resolve',
      before: conflict.begin,
      succeeds: [post(`${project}/resolve/README.md`, { resolutions: '# both\n' }, 204)],
      target: { kind: 'project', id: 'oven/README.md' },
      fails: post(`${project}/resolve/README.md`, { resolutions: '# both\n' }, 400),
      breaking: withoutRepository,
    },
    {
      row: 'projects.merge.abort',
      before: conflict.begin,
      succeeds: [conflict.give],
      target: main,
      fails: remove(`${project}/merge`, 400),
      breaking: withoutRepository,
    },
    {
      row: 'settings.keys.add',
      before: ({ send }) => send(remove('/settings/user/keys/pump')),
      succeeds: [post('/settings/user/keys', { name: 'pump', size: 2048, comment: 'test' })],
      target: { kind: 'ssh-key', id: 'pump' },
      fails: post('/settings/user/keys', { name: 'pump', size: 2048, password: 'x' }, 400),
    },
    { row: 'settings.keys.list', succeeds: [get('/settings/user/keys')], fails: cannotFail },
    {
      row: 'settings.keys.get',
      before: key,
      succeeds: [get('/settings/user/keys/pump')],
      target: { kind: 'ssh-key', id: 'pump' },
      fails: get('/settings/user/keys/none', 404),
    },
    {
      row: 'settings.keys.remove',
      before: key,
      succeeds: [remove('/settings/user/keys/pump')],
      target: { kind: 'ssh-key', id: 'pump' },
      fails: remove('/settings/user/keys/none', 400),
    },
  ];
}
