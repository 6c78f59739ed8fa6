import type { Host, RouteHandlers } from '@millwright/runtime';
import { accessErrors } from '../common/errors.ts';
import type { peopleRoutes } from '../common/routes.ts';
import { apiTokenOf, makeToken } from './identity/api-tokens.ts';
import type { People } from './identity/people.ts';
import { asOperation } from './operations.ts';
import type { Rules } from './rules/rules.ts';
import type { Changes } from './store/changes.ts';

export interface TokenTools {
  readonly host: Pick<Host, 'operate'>;
  readonly people: People;
  readonly rules: Rules;
  readonly changes: Changes;
  readonly now: () => number;
  readonly checkReady: () => void;
  /** Told once a token is worth nothing any more. */
  readonly onGone: () => void;
}

type Handlers = Pick<RouteHandlers<typeof peopleRoutes>, 'listApiTokens' | 'addApiToken' | 'removeApiToken'>;

/** API tokens: shown once, at most as good as their owner. */
export const tokenHandlers = (tools: TokenTools): Handlers => {
  const { host, people, rules, changes, now, checkReady, onGone } = tools;
  return {
    async listApiTokens() {
      return { tokens: people.tokens().map(apiTokenOf) };
    },

    addApiToken: ({ body: { name, roles, days } }, { actor }) =>
      asOperation(host, 'token.add', { kind: 'api-token', id: name }, async ({ tell }) => {
        checkReady();
        tell({ days, ...(roles ? { roles } : {}) });
        if (actor.kind !== 'user' || actor.name === undefined) throw accessErrors.userNeeded();
        const { token, stored } = makeToken({ name, owner: actor.name, roles, days }, now());
        return changes.make(() => {
          if (people.tokens().some((each) => each.name === name)) throw accessErrors.apiTokenExists({ name });
          const unknown = roles?.find((role) => !rules.policy.roles.some((each) => each.name === role));
          if (unknown !== undefined) throw accessErrors.roleUnknown({ role: unknown });
          return {
            parts: [{ change: { tokens: [stored] }, enter: () => people.keepToken(stored) }],
            result: () => ({ ...apiTokenOf(stored), token }),
          };
        });
      }),

    removeApiToken: ({ params: { id } }) =>
      asOperation(host, 'token.remove', { kind: 'api-token', id }, async ({ tell }) => {
        checkReady();
        await changes.make(() => {
          const token = people.token(id);
          if (!token) throw accessErrors.apiTokenUnknown();
          tell({ name: token.name, owner: token.owner });
          return {
            parts: [{ change: { tokensGone: [id] }, enter: () => people.removeToken(id) }],
            result: () => undefined,
          };
        });
        onGone();
      }),
  };
};
