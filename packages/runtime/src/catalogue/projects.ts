import type { OperationInput, Target } from '../operation.ts';
import { type FunctionRow, functionRows, named } from './row.ts';

type Draft = Omit<FunctionRow, 'group'>;

const project = named('project', 'id');

/** The project, and of what is in it the file, branch or remote: `line-1/flows.json`. */
const within =
  (part: (input: OperationInput) => unknown) =>
  (input: OperationInput): Target | undefined => {
    const whole = project(input);
    const id = part(input);
    return whole && typeof id === 'string' && id !== ''
      ? { kind: 'project', id: `${whole.id}/${id}` }
      : whole;
  };

const file = within(({ path }) => path);
const branch = within(({ branch: name }) => name);
const remote = within(({ remote: given }) =>
  typeof given === 'object' && given !== null ? (given as { readonly name?: unknown }).name : given,
);

const read = (draft: Omit<Draft, 'action' | 'kind'>): Draft => ({
  ...draft,
  action: 'project.read',
  kind: 'read',
});

/** Holds the flows, since nobody may deploy while files of the project change under Node-RED. */
const write = (draft: Omit<Draft, 'action' | 'kind' | 'locks'>): Draft => ({
  ...draft,
  action: 'project.write',
  kind: 'write',
  locks: ['flows'],
});

/** Waits for somebody else's server, which may never answer: deploys need not wait for that. */
const remotely = (draft: Omit<Draft, 'action' | 'kind'>): Draft => ({
  ...draft,
  action: 'project.write',
  kind: 'write',
});

/** Replaces the flows by what Git holds, without a deploy. */
const replace = (draft: Parameters<typeof write>[0]): Draft => ({ ...write(draft), flows: 'unforeseen' });

/** Replaces them by what comes from a remote. */
const fetch = (draft: Parameters<typeof remotely>[0]): Draft => ({ ...remotely(draft), flows: 'unforeseen' });

/** The body of `POST /projects` and of the changes of a project. */
const given = ({ project: body }: OperationInput): { readonly name?: unknown } =>
  typeof body === 'object' && body !== null ? body : {};

function created(input: OperationInput): Target | undefined {
  const { name } = given(input);
  return typeof name === 'string' ? { kind: 'project', id: name } : undefined;
}

export const projectRows = functionRows('projects', [
  read({
    name: 'projects.list',
    title: 'List the projects',
    call: 'listProjects',
    requests: ['GET /projects/'],
  }),
  fetch({
    name: 'projects.create',
    title: 'Create or clone a project',
    call: 'createProject',
    requests: ['POST /projects/'],
    target: created,
  }),
  replace({
    name: 'projects.initialise',
    title: 'Set up an empty project',
    call: 'initialiseProject',
    requests: ['PUT /projects/:id'],
    target: project,
  }),
  replace({
    name: 'projects.set',
    title: 'Open a project',
    call: 'setActiveProject',
    requests: ['PUT /projects/:id'],
    target: project,
  }),
  read({
    name: 'projects.get',
    title: 'Read about a project',
    call: 'getProject',
    requests: ['GET /projects/:id'],
    target: project,
  }),
  replace({
    name: 'projects.update',
    title: 'Change a project',
    call: 'updateProject',
    requests: ['PUT /projects/:id'],
    target: project,
  }),
  write({
    name: 'projects.delete',
    title: 'Delete a project',
    call: 'deleteProject',
    requests: ['DELETE /projects/:id'],
    target: project,
  }),
  read({
    name: 'projects.status.get',
    title: "Read a project's state",
    call: 'getStatus',
    requests: ['GET /projects/:id/status'],
    target: project,
  }),
  read({
    name: 'projects.branches.get',
    title: 'List branches',
    call: 'getBranches',
    requests: ['GET /projects/:id/branches', 'GET /projects/:id/branches/remote'],
    target: project,
  }),
  read({
    name: 'projects.branch.get',
    title: "Read a branch's state",
    call: 'getBranchStatus',
    requests: ['GET /projects/:id/branches/remote/:branch/status'],
    target: branch,
  }),
  replace({
    name: 'projects.branch.set',
    title: 'Switch to a branch, or make one',
    call: 'setBranch',
    requests: ['POST /projects/:id/branches'],
    target: branch,
  }),
  write({
    name: 'projects.branch.delete',
    title: 'Delete a branch',
    call: 'deleteBranch',
    requests: ['DELETE /projects/:id/branches/:branch'],
    target: branch,
  }),
  replace({
    name: 'projects.commit',
    title: 'Commit',
    call: 'commit',
    requests: ['POST /projects/:id/commit'],
    target: project,
  }),
  read({
    name: 'projects.commit.get',
    title: 'Read a commit',
    call: 'getCommit',
    requests: ['GET /projects/:id/commits/:sha'],
    target: within(({ sha }) => sha),
  }),
  read({
    name: 'projects.commits.get',
    title: 'List commits',
    call: 'getCommits',
    requests: ['GET /projects/:id/commits'],
    target: project,
  }),
  replace({
    name: 'projects.merge.abort',
    title: 'Give up a merge',
    call: 'abortMerge',
    requests: ['DELETE /projects/:id/merge'],
    target: project,
  }),
  write({
    name: 'projects.merge.resolve',
    title: 'Resolve a conflict of a merge',
    call: 'resolveMerge',
    requests: ['POST /projects/:id/resolve/:path'],
    target: file,
  }),
  read({
    name: 'projects.files.get',
    title: 'List files',
    call: 'getFiles',
    requests: ['GET /projects/:id/files'],
    target: project,
  }),
  read({
    name: 'projects.file.get',
    title: 'Read a file',
    call: 'getFile',
    requests: ['GET /projects/:id/files/:treeish/:path'],
    target: file,
  }),
  write({
    name: 'projects.file.stage',
    title: 'Stage a file',
    call: 'stageFile',
    requests: ['POST /projects/:id/stage/:path', 'POST /projects/:id/stage'],
    target: file,
  }),
  write({
    name: 'projects.file.unstage',
    title: 'Unstage a file',
    call: 'unstageFile',
    requests: ['DELETE /projects/:id/stage/:path', 'DELETE /projects/:id/stage'],
    target: file,
  }),
  replace({
    name: 'projects.file.revert',
    title: "Discard a file's changes",
    call: 'revertFile',
    requests: ['DELETE /projects/:id/files/_/:path'],
    target: file,
  }),
  read({
    name: 'projects.diff.get',
    title: "Compare a file's states",
    call: 'getFileDiff',
    requests: ['GET /projects/:id/diff/:type/:path'],
    target: file,
  }),
  read({
    name: 'projects.remotes.get',
    title: 'List remotes',
    call: 'getRemotes',
    requests: ['GET /projects/:id/remotes'],
    target: project,
  }),
  remotely({
    name: 'projects.remote.add',
    title: 'Add a remote',
    call: 'addRemote',
    requests: ['POST /projects/:id/remotes'],
    target: remote,
  }),
  remotely({
    name: 'projects.remote.delete',
    title: 'Remove a remote',
    call: 'removeRemote',
    requests: ['DELETE /projects/:id/remotes/:remote'],
    target: remote,
  }),
  remotely({
    name: 'projects.remote.update',
    title: 'Change a remote',
    call: 'updateRemote',
    requests: ['PUT /projects/:id/remotes/:remote'],
    target: remote,
  }),
  fetch({
    name: 'projects.pull',
    title: 'Pull from a remote',
    call: 'pull',
    requests: ['POST /projects/:id/pull', 'POST /projects/:id/pull/:branch'],
    target: remote,
  }),
  remotely({
    name: 'projects.push',
    title: 'Push to a remote',
    call: 'push',
    requests: ['POST /projects/:id/push', 'POST /projects/:id/push/:branch'],
    target: remote,
  }),
]);
