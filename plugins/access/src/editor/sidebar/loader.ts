import { call, coalesced } from '@millwright/editor';
import { ownRoutes, peopleRoutes, policyRoutes } from '../../common/routes.ts';
import type { Me, State } from '../../common/state.ts';
import type { OwnAccess } from '../user/own-access.ts';
import type { AccessData, AllOfAccess } from './data.ts';

export interface Loader {
  load(): Promise<void>;
  dispose(): void;
}

/** Asks the server for what the sidebar shows, never twice at a time. */
export function createLoader(own: Pick<OwnAccess, 'ask'>, show: (data: AccessData) => void): Loader {
  const gone = new AbortController();
  const options = { signal: gone.signal };

  const off = async (state: State, me: Me): Promise<AccessData> => {
    const policy = await call(policyRoutes.getPolicy, {}, options);
    return { phase: 'off', state, me, policy: policy.ok ? policy.value.policy : undefined };
  };
  const restricted = async (state: State, me: Me): Promise<AccessData> => {
    const answer = await call(ownRoutes.explain, { body: { action: 'access.read' } }, options);
    const grantors = answer.ok ? answer.value.grantors : { roles: [], owners: [] };
    return { phase: 'restricted', state, me, grantors };
  };
  const open = async (state: State, me: Me): Promise<AccessData> => {
    const [policy, people, sessions, tokens, decisions, keepers] = await Promise.all([
      call(policyRoutes.getPolicy, {}, options),
      call(peopleRoutes.listPeople, {}, options),
      call(peopleRoutes.listSessions, {}, options),
      call(peopleRoutes.listApiTokens, {}, options),
      call(policyRoutes.listDecisions, {}, options),
      call(policyRoutes.whoMay, { body: { action: 'access.write' } }, options),
    ]);
    if (!policy.ok) return { phase: 'failed', failure: policy.failure };
    if (!people.ok) return { phase: 'failed', failure: people.failure };
    if (!sessions.ok) return { phase: 'failed', failure: sessions.failure };
    if (!tokens.ok) return { phase: 'failed', failure: tokens.failure };
    if (!decisions.ok) return { phase: 'failed', failure: decisions.failure };
    const all: AllOfAccess = {
      current: policy.value,
      people: people.value.people,
      sessions: sessions.value.sessions,
      tokens: tokens.value.tokens,
      decisions: decisions.value.decisions,
      keepers: keepers.ok ? keepers.value.users : undefined,
    };
    return { phase: 'open', state, me, all };
  };
  const find = async (): Promise<AccessData> => {
    const [state, me] = await Promise.all([call(ownRoutes.getState, {}, options), own.ask()]);
    if (!state.ok) return { phase: 'failed', failure: state.failure };
    if (!me.ok) return { phase: 'failed', failure: me.failure };
    if (state.value.phase === 'off') return off(state.value, me.value);
    const mayRead = me.value.actions['access.read'] === true;
    return mayRead ? open(state.value, me.value) : restricted(state.value, me.value);
  };

  return {
    load: coalesced(async () => {
      const data = await find();
      if (!gone.signal.aborted) show(data);
    }),
    dispose: () => gone.abort(),
  };
}
