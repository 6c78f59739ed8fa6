import type { Policy } from '@millwright/access';
import type { Failure } from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import type { Decided } from '../../common/decisions.ts';
import type { ApiToken, Person } from '../../common/people.ts';
import type { CurrentPolicy } from '../../common/policies.ts';
import type { peopleRoutes } from '../../common/routes.ts';
import type { Me, State } from '../../common/state.ts';

export type LogInSession = RouteAnswer<typeof peopleRoutes.listSessions>['sessions'][number];

/** Roles that would do, and people who can give them. */
export interface Grantors {
  readonly roles: readonly string[];
  readonly owners: readonly string[];
}

/** What whoever may read the rules sees. */
export interface AllOfAccess {
  readonly current: CurrentPolicy;
  readonly people: readonly Person[];
  readonly sessions: readonly LogInSession[];
  readonly tokens: readonly ApiToken[];
  readonly decisions: readonly Decided[];
  /** Who may change the rules; undefined where it is not known. */
  readonly keepers: readonly string[] | undefined;
}

export type AccessData =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: Failure }
  /** Nobody owns this Node-RED yet. */
  | { readonly phase: 'off'; readonly state: State; readonly me: Me; readonly policy: Policy | undefined }
  /** The rules are for others to see. */
  | { readonly phase: 'restricted'; readonly state: State; readonly me: Me; readonly grantors: Grantors }
  | { readonly phase: 'open'; readonly state: State; readonly me: Me; readonly all: AllOfAccess };

export function stateOf(data: AccessData): State | undefined {
  return 'state' in data ? data.state : undefined;
}

export function meOf(data: AccessData): Me | undefined {
  return 'me' in data ? data.me : undefined;
}

/** Whether somebody is the only one who can change the rules, as far as that is known. */
export function isLastKeeper({ keepers, people }: AllOfAccess, name: string): boolean {
  if (keepers === undefined || !keepers.includes(name)) return false;
  const disabled = new Set(people.filter((person) => person.disabled).map((person) => person.name));
  return keepers.every((keeper) => keeper === name || disabled.has(keeper));
}
