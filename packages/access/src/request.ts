import type { Action } from './actions.ts';
import type { Condition, Policy } from './policy.ts';

/** Who asks. `system` is Node-RED itself or a node of a flow: it is always allowed. */
export interface Subject {
  readonly kind: 'user' | 'anyone' | 'system';
  /** Of a user: the name they log in with. */
  readonly name?: string;
  /**
   * Of an API token: only rules of these roles allow anything. The token can do what both its owner and these roles
   * can do.
   */
  readonly within?: readonly string[];
}

export interface Named {
  readonly id: string;
  /** Empty where it has none. */
  readonly name: string;
}

/** What is done something to; without any field: the instance as a whole. */
export interface Resource {
  readonly tab?: Named;
  readonly subflow?: Named;
  /** The group that it is in, and those around that. */
  readonly groups?: readonly Named[];
  /** Of a widget: the page and the group of a dashboard that it stands on. */
  readonly dashboardPage?: Named;
  readonly dashboardGroup?: Named;
  readonly node?: Named & { readonly type: string; readonly module?: string };
  /** Of an operation on modules. */
  readonly module?: string;
}

/** What conditions look at. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** IP address of the peer; absent where it is not known: then no network is believed. */
  readonly address?: string;
  /** What they gave as the reason; absent or empty if they gave none. */
  readonly reason?: string;
}

export interface AccessRequest {
  readonly subject: Subject;
  /** Of {@link actions}; any other is denied. */
  readonly action: string;
  readonly resource: Resource;
  readonly circumstances: Circumstances;
}

/** A rule, named by where it stands. */
export interface RuleReference {
  readonly role: string;
  readonly rule: string;
}

/** One rule that was looked at. */
export interface TraceStep extends RuleReference {
  readonly effect: 'allow' | 'deny';
  /** `applies`: it decided. The others say which clause did not fit. */
  readonly result: 'applies' | 'other-action' | 'other-target' | 'condition';
  /** The condition that does not hold. */
  readonly condition?: Condition;
}

export type DecisionCode =
  /** A rule allows it, and none denies it. */
  | 'allowed'
  /** Node-RED itself, or a node of a flow. */
  | 'system'
  /** A rule denies it. */
  | 'denied'
  /** A rule would allow it if its conditions held: see `missing`. */
  | 'condition'
  /** No rule allows it. */
  | 'no-rule'
  /** There is no such action. */
  | 'unknown-action';

export interface Decision {
  readonly allowed: boolean;
  readonly code: DecisionCode;
  /** What allowed or denied it, or would allow it if its conditions held. */
  readonly rule?: RuleReference;
  /** Conditions that would have to hold, of the allowing rule that lacks the fewest. */
  readonly missing?: readonly Condition[];
}

export interface Explanation extends Decision {
  readonly roles: readonly string[];
  readonly trace: readonly TraceStep[];
}

/** A policy, ready to decide. Pure: what it answers depends on the request alone. */
export interface Decider {
  readonly policy: Policy;
  /** Every role of a subject, inherited ones too, each once, in the order of names; of a token those that it is within. */
  rolesOf(subject: Subject): readonly string[];
  /** What a subject may do somewhere, some time: what a log-in has to permit, and an editor to offer. */
  actionsOf(subject: Subject): readonly Action[];
  /** Well below 10 µs at 200 rules. Never throws. */
  decide(request: AccessRequest): Decision;
  /** The same decision, with every rule that was looked at. */
  explain(request: AccessRequest): Explanation;
  /** Names of roles whose own or inherited rules allow it under some conditions, and do not deny it. */
  rolesAllowing(request: Omit<AccessRequest, 'subject'>): readonly string[];
  /** Names of bound users who may do it right now. */
  usersAllowed(request: Omit<AccessRequest, 'subject'>): readonly string[];
}
