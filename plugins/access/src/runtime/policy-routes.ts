import { type Policy, parsePolicy } from '@millwright/access';
import type { Host, RouteHandlers } from '@millwright/runtime';
import { accessErrors } from '../common/errors.ts';
import type { policyRoutes } from '../common/routes.ts';
import { asOperation } from './operations.ts';
import { changedPolicy } from './rules/changed-policy.ts';
import type { Rules } from './rules/rules.ts';
import type { Changes } from './store/changes.ts';
import type { AccessStore } from './store/store.ts';

export interface PolicyTools {
  readonly host: Pick<Host, 'operate'>;
  readonly rules: Rules;
  readonly changes: Changes;
  readonly store: Pick<AccessStore, 'policy'>;
  /** @throws while rules cannot be changed */
  readonly checkReady: () => void;
}

type Handlers = Pick<
  RouteHandlers<typeof policyRoutes>,
  'getPolicy' | 'setPolicy' | 'confirmPolicy' | 'listPolicies' | 'getPolicyRevision' | 'revertPolicy'
>;

/** The rules: what holds, and every change of it. */
export const policyHandlers = ({ host, rules, changes, store, checkReady }: PolicyTools): Handlers => ({
  async getPolicy() {
    return rules.current();
  },

  setPolicy: ({ body: { policy: given, revision, note, confirmWithin } }) =>
    asOperation(host, 'policy.update', undefined, async (acting) => {
      checkReady();
      const policy = parsePolicy(given);
      await rules.lookForOwners(policy);
      return changes.make(() => {
        rules.checkRevision(revision);
        const made = { by: acting.by, note: note ?? acting.note };
        acting.tell({ changed: changedPolicy(rules.policy, policy) });
        return { parts: [rules.replace(policy, made, confirmWithin)], result: () => rules.current() };
      });
    }),

  confirmPolicy: ({ body: { revision } }) =>
    asOperation(host, 'policy.confirm', undefined, async ({ tell }) => {
      checkReady();
      tell({ revision });
      return changes.make(() => ({ parts: [rules.confirm(revision)], result: () => rules.current() }));
    }),

  async listPolicies() {
    return { revisions: [...rules.revisions()] };
  },

  async getPolicyRevision({ params: { revision } }) {
    checkReady();
    return { policy: await policyOf(store, revision) };
  },

  revertPolicy: ({ body: { revision, to } }) =>
    asOperation(host, 'policy.revert', undefined, async ({ by, note, tell }) => {
      checkReady();
      const policy = await policyOf(store, to);
      await rules.lookForOwners(policy);
      return changes.make(() => {
        rules.checkRevision(revision);
        tell({ to, changed: changedPolicy(rules.policy, policy) });
        const part = rules.replace(policy, { by, note, revertedTo: to });
        return { parts: [part], result: () => rules.current() };
      });
    }),
});

/** @throws `access.revision-unknown` */
async function policyOf(store: PolicyTools['store'], revision: number): Promise<Policy> {
  const text = await store.policy(revision);
  if (text === undefined) throw accessErrors.revisionUnknown({ revision });
  return parsePolicy(JSON.parse(text));
}
