import { compilePolicy, type Decider, defaultPolicy, type Policy, parsePolicy } from '@millwright/access';
import { accessErrors } from '../../common/errors.ts';
import type { CurrentPolicy, PolicyRevision } from '../../common/policies.ts';
import type { Change, Loaded, StoredPending, StoredRevision } from '../store/messages.ts';
import { hasOwner, ownersIn } from './last-owner.ts';

/** How a change of the rules is described. */
export interface Made {
  readonly by: string | undefined;
  readonly note?: string | undefined;
  readonly revertedTo?: number | undefined;
}

/** What holds from a change on, once it is written. */
export interface Next {
  readonly change: Pick<Change, 'revisions' | 'pending'>;
  /** Makes it hold, in memory. */
  readonly enter: () => void;
}

export interface RulesOptions {
  readonly now: () => number;
  /** Whether a bound person could log in, as far as it was looked for. */
  readonly canLogIn: (name: string) => boolean;
  /** Looks whom of these there is, for `canLogIn`. */
  readonly look: (names: readonly string[]) => Promise<void>;
  /** What holds beside what is kept, as long as nothing else is written. */
  readonly forNow?: ((policy: Policy) => Policy) | undefined;
}

type Pending = StoredPending & { readonly policy: Policy };

/** Nobody may do anything: what holds while the rules cannot be read. */
const closedPolicy: Policy = { format: 1, roles: [], bindings: [] };

/**
 * The rules that hold, in memory: what is asked of them is answered at once. `off`: nobody owns this instance yet.
 * `closed`: there was an owner, but the rules cannot be read, so nobody may do anything.
 */
export class Rules {
  readonly #options: RulesOptions;
  #state: 'off' | 'on' | 'closed' = 'off';
  #policy = defaultPolicy;
  #decider = compilePolicy(defaultPolicy);
  #current: PolicyRevision;
  #revisions: PolicyRevision[] = [];
  #pending: Pending | undefined;
  readonly #listeners: (() => void)[] = [];

  constructor(options: RulesOptions) {
    this.#options = options;
    this.#current = { revision: 1, time: options.now() };
  }

  /** For the guard: `off` means that it refuses nothing. */
  phase(): 'off' | 'on' {
    return this.#state === 'off' ? 'off' : 'on';
  }

  /** Its rules can be read and changed. */
  get ready(): boolean {
    return this.#state === 'on';
  }

  decider(): Decider {
    return this.#decider;
  }

  get policy(): Policy {
    return this.#policy;
  }

  get revision(): number {
    return this.#current.revision;
  }

  get pending(): StoredPending | undefined {
    return this.#pending && { revertsAt: this.#pending.revertsAt, revertsTo: this.#pending.revertsTo };
  }

  current(): CurrentPolicy {
    const { pending } = this;
    return { ...this.#current, policy: this.policy, ...(pending ? { pending } : {}) };
  }

  /** Newest first. */
  revisions(): readonly PolicyRevision[] {
    return this.#revisions.toReversed();
  }

  /** Told each time when something else holds. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#state = 'closed';
    this.#policy = closedPolicy;
    this.#decider = this.#compiled(closedPolicy);
    this.#tell();
  }

  /** There never was an owner. */
  open(): void {
    this.#state = 'off';
    this.#policy = defaultPolicy;
    this.#decider = compilePolicy(defaultPolicy);
    this.#tell();
  }

  /**
   * Takes over what the database has. While it has no rules, nothing changes.
   *
   * @param revertsTo the policy that a pending change goes back to
   * @throws `policy.invalid`
   */
  load({ revisions, policy, pending }: Loaded, revertsTo: string | undefined): void {
    const current = revisions.at(-1);
    if (!current || policy === undefined) return;
    this.#revisions = [...revisions];
    this.#policy = parsePolicy(JSON.parse(policy));
    this.#pending =
      pending && revertsTo !== undefined
        ? { ...pending, policy: parsePolicy(JSON.parse(revertsTo)) }
        : undefined;
    this.#decider = this.#compiled(this.#policy);
    this.#current = current;
    this.#state = 'on';
    this.#tell();
  }

  /** The first rules, with those that came with the software before them, so that there is a way back. */
  begin(policy: Policy, by: string): Next {
    const time = this.#options.now();
    const last = this.#revisions.at(-1)?.revision ?? 0;
    const first: StoredRevision = { revision: last + 1, time, policy: JSON.stringify(defaultPolicy) };
    const second: StoredRevision = { revision: last + 2, time, by, policy: JSON.stringify(policy) };
    return this.#next(policy, last === 0 ? [first, second] : [{ ...second, revision: last + 1 }], null);
  }

  /**
   * Another policy in place of the one that holds.
   *
   * @param confirmWithin seconds; without it, what was pending counts as confirmed
   * @throws `access.last-owner`
   */
  replace(policy: Policy, made: Made, confirmWithin?: number): Next {
    this.checkOwner(policy);
    const { by, note, revertedTo } = made;
    const revision: StoredRevision = {
      revision: this.revision + 1,
      time: this.#options.now(),
      ...(by === undefined ? {} : { by }),
      ...(note === undefined ? {} : { note }),
      ...(revertedTo === undefined ? {} : { revertedTo }),
      policy: JSON.stringify(policy),
    };
    if (confirmWithin === undefined) return this.#next(policy, [revision], null);
    const revertsAt = this.#options.now() + confirmWithin * 1000;
    // What was to be gone back to before stays: the one in between was never confirmed.
    const back = this.#pending ?? { revertsTo: this.revision, policy: this.policy };
    return this.#next(policy, [revision], { ...back, revertsAt });
  }

  /** @throws `access.policy-stale` */
  confirm(revision: number): Next {
    this.checkRevision(revision);
    return {
      change: { pending: null },
      enter: () => {
        this.#pending = undefined;
        this.#tell();
      },
    };
  }

  /** What a pending change goes back to. */
  revert(): Next | undefined {
    if (!this.#pending) return undefined;
    const { policy, revertsTo } = this.#pending;
    return this.replace(policy, { by: undefined, revertedTo: revertsTo });
  }

  /** @throws `access.policy-stale` */
  checkRevision(revision: number): void {
    if (revision !== this.revision) throw accessErrors.policyStale({ revision: this.revision });
  }

  /**
   * Roles of people are part of what would revert.
   *
   * @throws `access.pending`
   */
  checkNothingPending(): void {
    if (this.#pending) throw accessErrors.pending({ revision: this.revision });
  }

  /**
   * Looks who of those that may change the rules can log in: to be done before what {@link checkOwner} checks.
   *
   * @param policy that is to hold
   */
  lookForOwners(policy: Policy = this.policy): Promise<void> {
    const all = this.#pending ? [policy, this.#pending.policy] : [policy];
    return this.#options.look([...new Set(all.flatMap(ownersIn))]);
  }

  /**
   * Whether somebody is left who may change the rules, now and after a pending change has reverted.
   *
   * @param canLogIn as it will be
   * @throws `access.last-owner`
   */
  checkOwner(policy: Policy = this.policy, canLogIn = this.#options.canLogIn): void {
    const all = this.#pending ? [policy, this.#pending.policy] : [policy];
    if (!all.every((each) => hasOwner(each, canLogIn))) throw accessErrors.lastOwner();
  }

  #compiled(policy: Policy): Decider {
    return compilePolicy(this.#options.forNow?.(policy) ?? policy);
  }

  #next(policy: Policy, revisions: readonly StoredRevision[], pending: Pending | null): Next {
    const decider = compilePolicy(policy);
    return {
      change: {
        revisions,
        pending: pending && { revertsAt: pending.revertsAt, revertsTo: pending.revertsTo },
      },
      enter: () => {
        this.#policy = policy;
        this.#decider = decider;
        this.#revisions.push(...revisions.map(({ policy: _, ...revision }) => revision));
        this.#current = this.#revisions.at(-1) ?? this.#current;
        this.#pending = pending ?? undefined;
        this.#state = 'on';
        this.#tell();
      },
    };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
