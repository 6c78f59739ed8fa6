import type { Facts, Host, Operation, Target } from '@millwright/runtime';

/** Who does what: for names and notes of what is kept. */
export interface Acting {
  /** Absent where it is Node-RED itself. */
  readonly by: string | undefined;
  readonly note: string | undefined;
  /** Tells whoever records it what it does: never a secret. */
  readonly tell: (facts: Facts) => void;
}

type Name =
  | 'dashboards.update'
  | 'own-password.change'
  | 'person.add'
  | 'person.change'
  | 'person.remove'
  | 'policy.confirm'
  | 'policy.revert'
  | 'policy.update'
  | 'session.end'
  | 'set-up'
  | 'token.add'
  | 'token.remove';

/** Does something as an operation, which the guard and every other plugin may refuse. */
export function asOperation<Result>(
  host: Pick<Host, 'operate'>,
  name: Name,
  target: Target | undefined,
  work: (acting: Acting) => Promise<Result>,
): Promise<Result> {
  const options = { name: `access.${name}`, action: 'access.write', locks: [] } as const;
  return host.operate(target ? { ...options, target } : options, (operation: Operation) => {
    const { actor, note } = operation;
    return work({ by: actor.name, note, tell: (facts) => operation.tell(facts) });
  });
}
