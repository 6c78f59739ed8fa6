import type { Binding, Policy, Subject } from '@millwright/access';
import type { Actor } from '@millwright/runtime';
import type { Person } from '../../common/people.ts';
import type { Loaded, LocalUser, StoredToken } from '../store/messages.ts';
import { digestOf } from './api-tokens.ts';

/** Within no roles: to them nothing is allowed. */
const nobody: Subject = { kind: 'user', within: [] };

/** Local users and API tokens, in memory. */
export class People {
  readonly #users = new Map<string, LocalUser>();
  readonly #tokens = new Map<string, StoredToken>();

  load({ people, tokens }: Pick<Loaded, 'people' | 'tokens'>): void {
    this.#users.clear();
    this.#tokens.clear();
    for (const user of people) this.keep(user);
    for (const token of tokens) this.keepToken(token);
  }

  user(name: string): LocalUser | undefined {
    return this.#users.get(name.normalize('NFC'));
  }

  /** One of whose name only large and small letters are others, too: people would take them for one. */
  similar(name: string): LocalUser | undefined {
    const plain = name.normalize('NFC').toLowerCase();
    return this.users().find((user) => user.name.toLowerCase() === plain);
  }

  users(): readonly LocalUser[] {
    return [...this.#users.values()];
  }

  keep(user: LocalUser): void {
    this.#users.set(user.name, user);
  }

  remove(name: string): void {
    this.#users.delete(name);
  }

  tokens(): readonly StoredToken[] {
    return [...this.#tokens.values()];
  }

  token(id: string): StoredToken | undefined {
    return this.#tokens.get(id);
  }

  tokenOf(text: string): StoredToken | undefined {
    const digest = digestOf(text);
    return this.tokens().find((token) => token.digest === digest);
  }

  keepToken(token: StoredToken): void {
    this.#tokens.set(token.id, token);
  }

  removeToken(id: string): void {
    this.#tokens.delete(id);
  }

  /** Who decisions are about, when this actor does something. */
  subjectOf({ kind, name }: Actor): Subject {
    if (kind === 'system' || kind === 'anyone') return { kind };
    // What a device does for its hub was signed by the hub, and checked: nobody here has to allow it.
    if (kind === 'device') return { kind: 'system' };
    if (kind === 'user' && name !== undefined) return this.#unlessOff({ kind, name });
    const token = this.tokens().find((each) => each.name === name);
    // A token that was taken back while its request runs may do nothing any more.
    if (kind !== 'token' || !token) return nobody;
    return this.#unlessOff({
      kind: 'user',
      name: token.owner,
      ...(token.roles === undefined ? {} : { within: token.roles }),
    });
  }

  /** Where an actor's log-in comes from; undefined for those without one. */
  logInOf({ kind, name }: Actor): 'local' | 'settings' | 'token' | undefined {
    if (kind === 'token') return 'token';
    if (kind !== 'user' || name === undefined) return undefined;
    return this.user(name) ? 'local' : 'settings';
  }

  /** Whoever is switched off has no roles, not even those of everyone. */
  #unlessOff(subject: Subject & { readonly name: string }): Subject {
    return this.user(subject.name)?.disabled ? nobody : subject;
  }
}

const isOf =
  (name: string) =>
  ({ subject }: Binding): boolean =>
    subject.kind === 'user' && subject.name === name;

/** Everybody who is a local user, or has a role. */
export function listPeople(
  people: People,
  { bindings }: Policy,
  lockedUntil: (name: string) => number | undefined,
): Person[] {
  const bound = bindings.flatMap(({ subject }) => (subject.kind === 'user' ? [subject.name] : []));
  const names = new Set([...people.users().map(({ name }) => name), ...bound]);
  return [...names].sort().map((name) => personOf(name, people.user(name), bindings, lockedUntil(name)));
}

export function personOf(
  name: string,
  local: LocalUser | undefined,
  bindings: Policy['bindings'],
  lockedUntil: number | undefined,
): Person {
  return {
    name,
    local: local !== undefined,
    roles: bindings.filter(isOf(name)).map(({ role }) => role),
    disabled: local?.disabled ?? false,
    ...(local && lockedUntil !== undefined ? { lockedUntil } : {}),
    ...(local?.lastLogIn === undefined ? {} : { lastLogIn: local.lastLogIn }),
  };
}

/** A policy in which somebody has exactly these roles. */
export function withRoles(policy: Policy, name: string, roles: readonly string[]): Policy {
  const others = policy.bindings.filter((binding) => !isOf(name)(binding));
  const own = [...new Set(roles)].map((role): Binding => ({ subject: { kind: 'user', name }, role }));
  return { ...policy, bindings: [...others, ...own] };
}

export const isBound = ({ bindings }: Policy, name: string): boolean => bindings.some(isOf(name));
