import type { Action } from '@millwright/access';
import type { ButtonLimit, DeployKind } from '@millwright/editor';
import type { RefusalReason } from '../../common/decisions.ts';
import type { Me } from '../../common/state.ts';
import type { AccessTexts } from '../texts.ts';
import { causeText } from '../words/reason-words.ts';

/** What the editor does not offer somebody, with the reasons in words. */
export interface Limits {
  /** Tabs and subflows, by id. */
  readonly locked: ReadonlyMap<string, string>;
  readonly deploy: ReadonlyMap<DeployKind, string>;
  readonly newTab: string | undefined;
  readonly button: ButtonLimit;
  /** How many characters of a reason a deploy needs. */
  readonly note: { readonly minLength: number } | undefined;
}

const noLimits: Limits = {
  locked: new Map(),
  deploy: new Map(),
  newTab: undefined,
  button: () => undefined,
  note: undefined,
};

const deployActions: readonly (readonly [DeployKind, Action])[] = [
  ['full', 'deploy.full'],
  ['flows', 'deploy.flows'],
  ['nodes', 'deploy.nodes'],
  ['reload', 'deploy.reload'],
  ['state', 'flow.run'],
];

const buttonActions: Readonly<Record<string, Action>> = { inject: 'inject', debug: 'debug.toggle' };

/** Nothing is limited as long as nobody owns the instance. */
export function limitsOf(me: Me, texts: AccessTexts): Limits {
  if (me.phase === 'off') return noLimits;
  const lacks = (action: Action): boolean => me.actions[action] === false;
  const noRole = me.roles.length === 0;
  const roles = me.roles.join(', ');
  const deployReason = (kind: DeployKind): string =>
    noRole ? texts('canvas.noRole') : texts(`canvas.deploy.${kind}`, { roles });
  const none = deployActions.slice(0, 3).every(([, action]) => lacks(action));
  return {
    locked: new Map(
      Object.entries(me.locked)
        .filter(([, { allowed }]) => !allowed)
        .map(([id, { reasons }]) => [id, texts('canvas.locked', { cause: cause(reasons, texts) })]),
    ),
    deploy: new Map(
      deployActions
        .filter(([, action]) => lacks(action))
        .map(([kind]) => [
          kind,
          none && !noRole && kind !== 'reload' && kind !== 'state'
            ? texts('canvas.deploy.none', { roles })
            : deployReason(kind),
        ]),
    ),
    newTab: me.newTab.allowed
      ? undefined
      : texts('canvas.newTab', { cause: cause(me.newTab.reasons, texts) }),
    button: (type) =>
      lacks(buttonActions[type] ?? 'node-route.call')
        ? noRole
          ? texts('canvas.noRole')
          : texts('canvas.button', { roles })
        : undefined,
    note: me.reason === undefined ? undefined : { minLength: me.reason },
  };
}

/** Every different cause once. */
export function cause(reasons: readonly RefusalReason[], texts: AccessTexts): string {
  const causes = new Set(reasons.map((reason) => causeText(reason, texts)));
  return causes.size === 0 ? texts('reason.noRule') : [...causes].join('; ');
}
