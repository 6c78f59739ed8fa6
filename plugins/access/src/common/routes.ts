import { policy, roleName } from '@millwright/access';
import { defineRoutes, queryInteger } from '@millwright/schema';
import * as v from 'valibot';
import { currentDashboards, dashboardSettings } from './dashboards.ts';
import { changeOfDecisions, decided, explanation, question } from './decisions.ts';
import {
  apiToken,
  apiTokenDraft,
  madeApiToken,
  ownPassword,
  person,
  personChange,
  personDraft,
  session,
} from './people.ts';
import { currentPolicy, policyChange, policyRevision, revision } from './policies.ts';
import { me, setUp, setUpDone, state } from './state.ts';

export const area = 'access';

/** Topics below `millwright/access/`; every logged-in editor hears them, so they say nothing but that it is time to ask. */
export const topics = {
  /** Roles, rules, people or the state changed: what an editor locks may be another now. */
  changed: 'changed',
} as const;
export const changedNews = v.object({});

const byName = v.object({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) });
const byId = v.object({ id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) });

/** For whoever is logged in: what they may do themselves. */
export const ownRoutes = defineRoutes(area, {
  getState: {
    method: 'GET',
    path: '/state',
    permission: 'read',
    background: true,
    summary: 'Whether anybody has to log in, whether rules hold, and what is not as it should be',
    response: state,
  },
  setUp: {
    method: 'POST',
    path: '/setup',
    permission: 'read',
    summary: 'Makes the first owner, for whoever knows the code from the log of Node-RED',
    body: setUp,
    response: setUpDone,
  },
  getMe: {
    method: 'GET',
    path: '/me',
    permission: 'read',
    background: true,
    summary:
      'Who the caller is, and what they may do: for the editor, which offers nothing that would be refused',
    response: me,
  },
  setOwnPassword: {
    method: 'PUT',
    path: '/me/password',
    permission: 'read',
    summary: 'Changes the own password of a local user; their other sessions end',
    body: ownPassword,
  },
  explain: {
    method: 'POST',
    path: '/explain',
    permission: 'read',
    reads: true,
    background: true,
    summary:
      'Whether somebody may do something, with every rule that was looked at; about others it takes access.read',
    body: question,
    response: explanation,
  },
});

export const peopleRoutes = defineRoutes(area, {
  listPeople: {
    method: 'GET',
    path: '/people',
    permission: 'read',
    background: true,
    summary: 'Local users, and whoever else has a role',
    response: v.object({ people: v.array(person) }),
  },
  addPerson: {
    method: 'POST',
    path: '/people',
    permission: 'write',
    summary: 'Makes a local user',
    body: personDraft,
    response: person,
  },
  changePerson: {
    method: 'PATCH',
    path: '/people/:name',
    permission: 'write',
    summary:
      'Changes the password, roles or state of somebody; what they may do is another from the next request on',
    params: byName,
    body: personChange,
    response: person,
  },
  removePerson: {
    method: 'DELETE',
    path: '/people/:name',
    permission: 'write',
    summary: 'Removes a local user with their sessions and API tokens, and takes all roles from them',
    params: byName,
  },
  listSessions: {
    method: 'GET',
    path: '/sessions',
    permission: 'read',
    background: true,
    summary: 'Who is logged in',
    response: v.object({ sessions: v.array(session) }),
  },
  endSession: {
    method: 'DELETE',
    path: '/sessions/:id',
    permission: 'write',
    summary: 'Ends a session: its next request is refused, its live connection closed',
    params: byId,
  },
  listApiTokens: {
    method: 'GET',
    path: '/tokens',
    permission: 'read',
    background: true,
    summary: 'API tokens, never what they are',
    response: v.object({ tokens: v.array(apiToken) }),
  },
  addApiToken: {
    method: 'POST',
    path: '/tokens',
    permission: 'write',
    summary: 'Makes an API token of the caller; it is shown this once',
    body: apiTokenDraft,
    response: madeApiToken,
  },
  removeApiToken: {
    method: 'DELETE',
    path: '/tokens/:id',
    permission: 'write',
    summary: 'Takes an API token back, at once',
    params: byId,
  },
});

export const dashboardRoutes = defineRoutes(area, {
  getDashboards: {
    method: 'GET',
    path: '/dashboards',
    permission: 'read',
    background: true,
    summary: 'For what of the node side one has to be logged in, and where',
    response: currentDashboards,
  },
  setDashboards: {
    method: 'PUT',
    path: '/dashboards',
    permission: 'write',
    summary: 'Changes for what of the node side one has to be logged in, and how long that lasts',
    body: dashboardSettings,
    response: currentDashboards,
  },
});

const policyBytes = 2 * 1024 * 1024;

export const policyRoutes = defineRoutes(area, {
  getPolicy: {
    method: 'GET',
    path: '/policy',
    permission: 'read',
    background: true,
    summary: 'Roles, rules and bindings, as they are now',
    response: currentPolicy,
  },
  setPolicy: {
    method: 'PUT',
    path: '/policy',
    permission: 'write',
    summary:
      'Replaces them; with `confirmWithin` they revert by themselves unless they are confirmed in time',
    body: policyChange,
    maxBodyBytes: policyBytes,
    response: currentPolicy,
  },
  confirmPolicy: {
    method: 'POST',
    path: '/policy/confirm',
    permission: 'write',
    summary: 'Keeps a change of rules that would revert by itself',
    body: v.strictObject({ revision }),
    response: currentPolicy,
  },
  listPolicies: {
    method: 'GET',
    path: '/policies',
    permission: 'read',
    summary: 'Every revision of the rules, newest first: who made it, when, and why',
    response: v.object({ revisions: v.array(policyRevision) }),
  },
  getPolicyRevision: {
    method: 'GET',
    path: '/policies/:revision',
    permission: 'read',
    summary: 'The roles, rules and bindings of a revision',
    params: v.object({ revision: queryInteger(1, 999_999_999) }),
    response: v.object({ policy }),
  },
  revertPolicy: {
    method: 'POST',
    path: '/policy/revert',
    permission: 'write',
    summary: 'Makes the rules those of an earlier revision again, as a new one',
    body: v.strictObject({ revision, to: revision }),
    response: currentPolicy,
  },
  listDecisions: {
    method: 'GET',
    path: '/decisions',
    permission: 'read',
    background: true,
    summary: 'The last decisions about what people did, newest first',
    response: v.object({ decisions: v.array(decided) }),
  },
  simulate: {
    method: 'POST',
    path: '/simulate',
    permission: 'read',
    reads: true,
    summary:
      'Which of the last requests other rules would decide otherwise than those that hold; changes nothing',
    body: v.strictObject({ policy }),
    maxBodyBytes: policyBytes,
    response: v.object({ decisions: v.number(), changes: v.array(changeOfDecisions) }),
  },
  whoMay: {
    method: 'POST',
    path: '/who',
    permission: 'read',
    reads: true,
    background: true,
    summary: 'Who may do something, by these rules or those that hold',
    body: v.strictObject({ ...question.entries, subject: v.optional(v.never()), policy: v.optional(policy) }),
    maxBodyBytes: policyBytes,
    response: v.object({ users: v.array(v.string()), roles: v.array(roleName) }),
  },
});
