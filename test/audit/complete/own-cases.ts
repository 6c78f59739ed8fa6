import type { ApiToken } from '../../../plugins/access/src/common/people.ts';
import { defaultSettings } from '../../../plugins/audit/src/common/settings.ts';
import { defaultSettings as historyDefaults } from '../../../plugins/history/src/common/settings.ts';
import { type AccessInstance, base as accessBase, passwordOf } from '../../access/access.ts';
import { base as historyBase } from '../../history/client.ts';
import { type Ask, get, post, put, remove } from '../../runtime/catalogue/case.ts';
import { base as auditBase } from '../client.ts';

interface Target {
  readonly kind: string;
  readonly id: string;
}

type Asking = (access: AccessInstance) => Ask | Promise<Ask>;

/** How an operation of Millwright's own is called by a request. */
export interface OwnCase {
  readonly row: string;
  /** Makes what the request needs, and gives it. */
  readonly ask: Asking;
  readonly target?: Target | ((ask: Ask) => Target);
  /** Where it is refused, nobody tells whom it would have been about. */
  readonly isUnnamed?: true;
  /** An editor asks it without anybody having done anything: only what fails of it is an event. */
  readonly byItself?: true;
  /** It goes on after the answer: then nobody asks for it any more. */
  readonly mayBeSystem?: true;
  /** Without it, it succeeds. */
  readonly outcome?: 'failed';
  /** Other operations that the same request leads to. */
  readonly besides?: readonly string[];
  /**
   * The rules refuse it to whoever may do nothing. Otherwise the request that fails within the operation, for which
   * everybody may ask about themselves; or `none`, where nobody asks for it.
   */
  readonly refusal?: Asking | 'none';
}

export const flows = [
  { id: 't', type: 'tab', label: 'Oven 3' },
  { id: 'n', type: 'debug', z: 't', name: 'first', x: 100, y: 100, wires: [] },
];

const patch = (path: string, body: unknown): Ask => ({ method: 'PATCH', path, body, status: 200 });

/** What the last part of the path is about. */
const last =
  (kind: string) =>
  ({ path }: Ask): Target => ({ kind, id: path.slice(path.lastIndexOf('/') + 1) });
const version: Target = { kind: 'version', id: '1' };
const bob: Target = { kind: 'person', id: 'bob' };
const destination = {
  id: 'copy',
  name: 'Copy',
  enabled: true,
  classes: [],
  anchor: false,
  kind: 'file',
  directory: 'audit-copy',
};

let deploys = 0;
/** So that there is something to restore. */
async function deploy(access: AccessInstance): Promise<void> {
  deploys += 1;
  const changed = flows.map((item) => (item.id === 'n' ? { ...item, name: `number ${deploys}` } : item));
  const token = await access.token('owner');
  const { status, text } = await access.nodeRed.request('POST', '/flows', changed, { token });
  if (status !== 204) throw new Error(`POST /flows: ${status} ${text}`);
}

async function restore(access: AccessInstance, body: object): Promise<Ask> {
  await deploy(access);
  return post(`${historyBase}/versions/1/restore`, body);
}

const passwordChange = (current: string, status: number): Ask =>
  put(`${accessBase}/me/password`, { current, next: `${passwordOf('owner')} again` }, status);

/** In this order: some need what those before them have made. */
export const changes: readonly OwnCase[] = [
  {
    row: 'access.own-password.change',
    ask: () => passwordChange(passwordOf('owner'), 204),
    refusal: () => passwordChange('it is another one', 403),
  },
  {
    row: 'access.person.add',
    ask: () => post(`${accessBase}/people`, { name: 'bob', password: passwordOf('bob'), roles: [] }),
    target: bob,
    isUnnamed: true,
  },
  {
    row: 'access.person.change',
    ask: () => patch(`${accessBase}/people/bob`, { roles: ['viewer'] }),
    target: bob,
  },
  {
    row: 'access.session.end',
    ask: async (access) => {
      await access.nodeRed.token('bob', passwordOf('bob'), '');
      const { sessions } = await access.done<{ sessions: { id: string; user: string }[] }>(
        'GET',
        '/sessions',
      );
      return remove(`${accessBase}/sessions/${sessions.find(({ user }) => user === 'bob')?.id}`);
    },
    target: last('session'),
  },
  {
    row: 'access.dashboards.update',
    ask: () =>
      put(`${accessBase}/dashboards`, { logInFor: 'nothing', idleMinutes: 30, longestHours: 12 }, 200),
  },
  {
    row: 'access.token.add',
    ask: () => post(`${accessBase}/tokens`, { name: 'cell-7', days: 1 }),
    target: { kind: 'api-token', id: 'cell-7' },
  },
  {
    row: 'access.token.remove',
    ask: async (access) => {
      const { tokens } = await access.done<{ tokens: ApiToken[] }>('GET', '/tokens');
      return remove(`${accessBase}/tokens/${tokens[0]?.id}`);
    },
    target: last('api-token'),
  },
  {
    row: 'access.policy.update',
    ask: async (access) => {
      const { policy, revision } = await access.policy();
      const roles = [...policy.roles, { name: 'nothing', rules: [] }];
      return put(`${accessBase}/policy`, { policy: { ...policy, roles }, revision, confirmWithin: 3600 });
    },
  },
  {
    row: 'access.policy.confirm',
    ask: async (access) => {
      const { revision } = await access.policy();
      return post(`${accessBase}/policy/confirm`, { revision });
    },
  },
  {
    row: 'access.policy.revert',
    ask: async (access) => {
      const { revision } = await access.policy();
      return post(`${accessBase}/policy/revert`, { revision, to: revision - 1 });
    },
  },
  { row: 'access.person.remove', ask: () => remove(`${accessBase}/people/bob`), target: bob },
  {
    row: 'audit.settings.update',
    ask: () => put(`${auditBase}/settings`, { ...defaultSettings, instance: 'plant 1' }),
  },
  {
    row: 'audit.destination.test',
    ask: () => post(`${auditBase}/destinations/test`, destination),
    target: { kind: 'destination', id: destination.name },
  },
  { row: 'audit.checkpoint', ask: () => post(`${auditBase}/checkpoint`, undefined) },
  { row: 'history.snapshot', ask: () => post(`${historyBase}/snapshots`, { name: 'As it was' }) },
  {
    row: 'history.version.update',
    ask: () => patch(`${historyBase}/versions/1`, { note: 'The first' }),
    target: version,
  },
  {
    row: 'history.restore',
    ask: (access) => restore(access, {}),
    target: version,
    besides: ['flows.deploy'],
  },
  {
    row: 'history.restore.parts',
    ask: (access) => restore(access, { scope: { parts: [{ kind: 'tab', id: 't' }] } }),
    target: version,
    besides: ['flows.deploy'],
  },
  { row: 'history.restore.cancel', ask: () => remove(`${historyBase}/restore`, 200) },
  { row: 'history.settings.update', ask: () => put(`${historyBase}/settings`, historyDefaults) },
  {
    row: 'history.retention',
    ask: () => {
      const retention = { ...historyDefaults.retention, maxVersions: 1 };
      return put(`${historyBase}/settings`, { ...historyDefaults, retention });
    },
    besides: ['history.settings.update'],
    mayBeSystem: true,
    refusal: 'none',
  },
];

const question = { action: 'flow.edit' };

/** Reads; the success of those that editors ask by themselves is no event. */
export const reads: readonly OwnCase[] = [
  {
    row: 'access.explain',
    byItself: true,
    ask: () => post(`${accessBase}/explain`, { ...question, subject: { user: 'owner' } }),
    refusal: 'none',
  },
  { row: 'access.listPeople', byItself: true, ask: () => get(`${accessBase}/people`) },
  { row: 'access.listSessions', byItself: true, ask: () => get(`${accessBase}/sessions`) },
  { row: 'access.listApiTokens', byItself: true, ask: () => get(`${accessBase}/tokens`) },
  { row: 'access.getPolicy', byItself: true, ask: () => get(`${accessBase}/policy`) },
  { row: 'access.listPolicies', ask: () => get(`${accessBase}/policies`) },
  { row: 'access.getPolicyRevision', ask: () => get(`${accessBase}/policies/1`) },
  { row: 'access.listDecisions', byItself: true, ask: () => get(`${accessBase}/decisions`) },
  {
    row: 'access.simulate',
    ask: async (access) => post(`${accessBase}/simulate`, { policy: (await access.policy()).policy }),
  },
  { row: 'access.whoMay', byItself: true, ask: () => post(`${accessBase}/who`, question) },
  { row: 'audit.getEvent', ask: () => get(`${auditBase}/events/0`) },
  { row: 'audit.proveEvent', ask: () => get(`${auditBase}/events/0/proof`) },
  { row: 'audit.exportEvents', ask: () => get(`${auditBase}/export?format=csv`) },
  { row: 'audit.startVerification', ask: () => post(`${auditBase}/verify`, undefined) },
  { row: 'audit.cancelVerification', ask: () => remove(`${auditBase}/verify`, 200) },
  { row: 'audit.getSettings', ask: () => get(`${auditBase}/settings`) },
  {
    row: 'audit.previewRetention',
    byItself: true,
    ask: () => post(`${auditBase}/retention/preview`, defaultSettings.retention),
  },
  { row: 'history.getVersion', ask: () => get(`${historyBase}/versions/1`) },
  { row: 'history.getVersionFlows', ask: () => get(`${historyBase}/versions/1/flows`) },
  {
    row: 'history.compare',
    ask: () => post(`${historyBase}/compare`, { before: { version: 1 }, after: { running: true } }),
  },
  { row: 'history.planRestore', ask: () => post(`${historyBase}/versions/1/plan`, {}) },
  {
    row: 'history.previewRetention',
    byItself: true,
    ask: () => post(`${historyBase}/retention/preview`, historyDefaults.retention),
  },
  { row: 'history.verifyVersions', ask: () => get(`${historyBase}/verify`) },
];
