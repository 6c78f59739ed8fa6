import { join } from 'node:path';
import type { Actor, Host } from '@millwright/runtime';
import { dashboardRoutes, ownRoutes, peopleRoutes, policyRoutes, topics } from '../common/routes.ts';
import type { State } from '../common/state.ts';
import { askingHandlers } from './asking/routes.ts';
import { Dashboards } from './dashboard/dashboards.ts';
import { Decisions } from './guard/decisions.ts';
import { type GuardOptions, guard } from './guard/guard.ts';
import type { World } from './guard/target-needs.ts';
import { LockOut } from './identity/lock-out.ts';
import { Outside } from './identity/outside.ts';
import { Passwords } from './identity/password.ts';
import { People } from './identity/people.ts';
import { logInProvider } from './identity/provider.ts';
import { LiveConnections } from './live-connections.ts';
import { Loading } from './loading.ts';
import { findSecure, LogInWay } from './log-in.ts';
import { ownHandlers } from './own-routes.ts';
import { peopleHandlers } from './people-routes.ts';
import { policyHandlers } from './policy-routes.ts';
import { Problems } from './problems.ts';
import { Rules } from './rules/rules.ts';
import { sessionHandlers } from './session-routes.ts';
import { Sessions } from './sessions.ts';
import { SetUpCode } from './set-up/code.ts';
import { codeIn, markIn, mayBeThere, recoveryIn, SetUp, withSetUpUser, writeMark } from './set-up/set-up.ts';
import { start } from './start.ts';
import { Changes } from './store/changes.ts';
import { DecisionQueue } from './store/decision-queue.ts';
import type { Note } from './store/messages.ts';
import { AccessStore } from './store/store.ts';
import { tokenHandlers } from './token-routes.ts';

/** Wires access to Node-RED: who may log in, and what they may do. */
export async function startAccess(host: Host, worker: URL): Promise<void> {
  const now = Date.now;
  const directory = join(host.nodeRed.userDirectory, 'millwright');
  const recovers = mayBeThere(recoveryIn(directory));
  const tellEditors = () => host.publish(topics.changed, {});
  const fault = (error: unknown) => host.log.error(error instanceof Error ? error.message : String(error));
  const problems = new Problems(host.log, tellEditors);

  const store = new AccessStore({
    directory: () => host.directory(),
    worker,
    onNotices: (notices) => problems.tell('store', notices),
  });
  const changes = new Changes(store);
  const people = new People();
  const lockOut = new LockOut(now);
  const passwords = new Passwords();
  const outside = new Outside(host.logIn);
  const canLogIn = (name: string): boolean => {
    const local = people.user(name);
    return local ? !local.disabled : outside.has(name);
  };
  const forNow = recovers ? withSetUpUser : undefined;
  const rules = new Rules({ now, canLogIn, look: (names) => outside.look(names), forNow });
  const decider = () => rules.decider();
  const makeDirectory = () => void host.directory();
  const code = new SetUpCode({ lockOut, now, file: codeIn(directory), makeDirectory });
  // When somebody last came in is not worth a log-in that fails; changes that matter wait for the disk, and say so.
  const note: Note = (change) => void store.write(change).catch(() => undefined);
  const provider = logInProvider({ people, passwords, lockOut, code, decider, now, log: host.log, note });
  const way = new LogInWay({ logIn: host.logIn, secure: findSecure(problems, directory), provider });
  const sessions = new Sessions({ logIn: host.logIn, people, decider, fault });
  const live = new LiveConnections({ rules, people, now });

  const mark = (): void => {
    try {
      writeMark(directory);
      problems.set('mark');
    } catch (error) {
      problems.set('mark', error);
    }
  };
  const queue = new DecisionQueue(store);
  const decisions = new Decisions((decision, kept) => queue.add(decision, kept));
  const record: GuardOptions['record'] = (decision) => decisions.record(decision);
  const world: World = {
    document: () => host.nodeRed.getFlows()?.document,
    moduleOf: (type) => host.nodeRed.moduleOf(type),
  };
  const dashboards = new Dashboards({
    host,
    directory,
    store,
    note,
    problems,
    provider,
    people,
    outside,
    passwords,
    lockOut,
    rules,
    world,
    now,
    record,
    canLogIn,
    hasLogIn: () => way.kind !== 'none',
    checkReady: () => loading.check(),
  });
  dashboards.attach();
  const changed = (): void => {
    dashboards.changed();
    host.live.close((peer) => live.hasToClose(peer));
    void sessions.changed();
    tellEditors();
  };
  const endSessionsOf = async (name: string, except?: string): Promise<void> => {
    await dashboards.sessions.end(({ user }) => user === name);
    await sessions.endOf(name, except);
  };
  const setUp = new SetUp({
    directory: () => host.directory(),
    rules,
    people,
    passwords,
    changes,
    code,
    now,
    provideLogIn: () => way.provide(),
    endSessionsOf,
    onDone: (owner, isNew) => {
      const how = isNew ? 'a local user made with the set-up code' : 'who logged in and gave the set-up code';
      host.log.info(`${owner} owns this Node-RED: ${how}.`);
      mark();
      problems.set('rules');
    },
  });
  const loading = new Loading({
    directory,
    store,
    rules,
    people,
    sessions: dashboards.sessions,
    decisions,
    problems,
    wasSetUp: () => mayBeThere(markIn(directory)),
    mark,
  });
  if (!loading.isNeeded) decisions.load([]);
  const state = (): State => {
    const { pending } = rules;
    const common = { phase: rules.phase(), logIn: way.kind, problems: problems.list() };
    return pending ? { ...common, pending } : common;
  };

  const checkReady = () => loading.check();
  const common = { host, people, rules, passwords, lockOut, changes, now, checkReady, endSessionsOf };
  const isLocal = (name: string): boolean => people.user(name) !== undefined;
  const subjectOf = (actor: Actor) => people.subjectOf(actor);
  host.intercept({
    authorise({ actor }) {
      if (actor.name !== undefined && !isLocal(actor.name)) outside.saw(actor);
    },
  });
  host.provide('access', {
    describe(actor) {
      if (rules.phase() === 'off') return undefined;
      const by = people.logInOf(actor);
      return { roles: decider().rolesOf(subjectOf(actor)), ...(by === undefined ? {} : { by }) };
    },
    logInPath: () => dashboards.logInPath,
  });
  host.intercept(guard({ rules, subjectOf, world, now, record }));
  const asking = askingHandlers({ host, rules, subjectOf, isLocal, world, decisions, now });
  host.routes(ownRoutes, { ...ownHandlers({ ...common, setUp, state }), ...asking });
  host.routes(peopleRoutes, {
    ...peopleHandlers({ ...common, logInKind: () => way.kind, canLogIn, onChange: changed }),
    ...sessionHandlers({ host, logIn: host.logIn, ofDashboards: dashboards.sessions }),
    ...tokenHandlers({ ...common, onGone: changed }),
  });
  host.routes(dashboardRoutes, dashboards.handlers());
  host.routes(policyRoutes, { ...policyHandlers({ ...common, store }), ...asking });
  host.live.filter((frame) => live.passes(frame));
  rules.onChange(changed);

  await start({
    host,
    rules,
    loading,
    way,
    code,
    changes,
    problems,
    sessions,
    dashboards,
    recovers,
    directory,
  });
  host.onDispose(async () => {
    way.close();
    await queue.flush();
    await store.close();
  });
}
