import { compilePolicy, type Decider, parsePolicy, type Subject } from '@millwright/access';
import type { Actor, Host, RouteHandlers } from '@millwright/runtime';
import { accessErrors } from '../../common/errors.ts';
import type { ownRoutes, policyRoutes } from '../../common/routes.ts';
import type { Decisions } from '../guard/decisions.ts';
import { type Asking, decideOn, helpersFor } from '../guard/judge.ts';
import { onInstance } from '../guard/need.ts';
import type { World } from '../guard/target-needs.ts';
import { explain } from './explain.ts';
import { allowanceOf, everything } from './me.ts';
import { needsOfQuestion } from './question.ts';
import { decidedOf, simulate } from './simulate.ts';
import { whoMay } from './who-may.ts';

export interface AskingOptions {
  readonly host: Pick<Host, 'current'>;
  readonly rules: { phase(): 'off' | 'on'; decider(): Decider };
  readonly subjectOf: (actor: Actor) => Subject;
  /** Whether somebody of this name has a password here. */
  readonly isLocal: (name: string) => boolean;
  readonly world: World;
  readonly decisions: Decisions;
  readonly now: () => number;
}

type Handlers = Pick<RouteHandlers<typeof ownRoutes>, 'getMe' | 'explain'> &
  Pick<RouteHandlers<typeof policyRoutes>, 'whoMay' | 'simulate' | 'listDecisions'>;

/** Questions about what may be done; they change nothing. */
export function askingHandlers(options: AskingOptions): Handlers {
  const { host, rules, subjectOf, isLocal, world, decisions, now } = options;
  const circumstances = (): Asking['circumstances'] => {
    const { source } = host.current();
    return { time: now(), ...(source ? { address: source.address } : {}) };
  };

  return {
    getMe(_request, { actor }) {
      const asking = { subject: subjectOf(actor), circumstances: circumstances() };
      const allowance = rules.phase() === 'off' ? everything : allowanceOf(rules.decider(), asking, world);
      return {
        kind: actor.kind === 'user' || actor.kind === 'token' ? actor.kind : 'anyone',
        ...(actor.name === undefined ? {} : { name: actor.name }),
        local: actor.kind === 'user' && actor.name !== undefined && isLocal(actor.name),
        phase: rules.phase(),
        ...allowance,
      };
    },

    explain({ body }, { actor }) {
      const own = { subject: subjectOf(actor), circumstances: circumstances() };
      const about = body.subject?.user;
      const isOwn = about === undefined || (actor.kind === 'user' && about === actor.name);
      if (!isOwn) checkMayAskAboutOthers(rules, own, actor);
      const asking: Asking = isOwn
        ? own
        : // Where they would come from is not known.
          {
            subject: subjectOf({ kind: 'user', name: about }),
            circumstances: { time: own.circumstances.time },
          };
      const name = isOwn ? (actor.name ?? 'anyone') : about;
      const explained = explain(needsOfQuestion(body, world), rules.decider(), asking, name);
      // Who is not logged in need not know who owns this.
      const { grantors } = explained;
      return actor.kind === 'anyone' ? { ...explained, grantors: { ...grantors, owners: [] } } : explained;
    },

    whoMay({ body }) {
      const decider = body.policy ? compilePolicy(parsePolicy(body.policy)) : rules.decider();
      return whoMay(needsOfQuestion(body, world), decider, { time: now() });
    },

    simulate({ body }) {
      const all = decisions.list();
      return {
        decisions: all.length,
        changes: simulate(all, { now: rules.decider(), next: compilePolicy(parsePolicy(body.policy)) }),
      };
    },

    listDecisions: () => ({ decisions: decisions.list().map(decidedOf) }),
  };
}

/** @throws `access.denied` */
function checkMayAskAboutOthers(rules: AskingOptions['rules'], asking: Asking, { name, kind }: Actor): void {
  if (rules.phase() === 'off') return;
  const need = onInstance('access.read');
  const reason = decideOn(need, rules.decider(), asking);
  if (reason.code === 'allowed' || reason.code === 'system') return;
  const { roles, owners } = helpersFor([need], rules.decider(), asking);
  throw accessErrors.denied({
    who: name ?? 'anyone',
    reasons: [reason],
    more: 0,
    roles,
    owners: kind === 'anyone' ? [] : owners,
  });
}
