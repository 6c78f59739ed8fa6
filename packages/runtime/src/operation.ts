import type { Actor, Source } from './actor.ts';
import type { Change, FlowItem } from './flow-document.ts';

/** The order in which an operation walks through the pipeline. `apply` is Node-RED's own part. */
export const phases = [
  'rewrite',
  'authorise',
  'intend',
  'stage',
  'apply',
  'commit',
  'reveal',
  'settle',
] as const;
export type Phase = (typeof phases)[number];

/** What is locked, always taken in this order. */
export const lockNames = ['modules', 'flows', 'settings'] as const;
export type LockName = (typeof lockNames)[number];

export type DeploymentType = 'full' | 'flows' | 'nodes' | 'reload';

/** What goes to Node-RED, without user and request. Its shape depends on the operation's name. */
export type OperationInput = Readonly<Record<string, unknown>>;

/** A flow document and its revision: the sha256 of its JSON text, as Node-RED makes it. */
export interface FlowsState {
  readonly flows: readonly FlowItem[];
  readonly rev: string;
}

/** What an operation does to the flows; only on operations that write them. */
export interface FlowsWrite {
  readonly deploymentType: DeploymentType;
  /** What is active while the operation holds its lock; absent when nothing could be loaded yet. */
  readonly before: FlowsState | undefined;
  /**
   * The flows as they will be saved. Node-RED keeps credentials apart, so no item carries any: they may be
   * plain secrets.
   */
  readonly candidate: readonly FlowItem[];
  /** Ids of the items whose credentials this write brings along or removes; never the values. */
  readonly credentialsTouched: readonly string[];
  /** The difference between before and candidate, computed at the first call. */
  change(): Change;
  /** What Node-RED left: re-read after `apply`, present from `commit` on. */
  readonly result: FlowsState | undefined;
}

/** How an operation ended; `settle` is the first phase that sees it. */
export interface Outcome {
  readonly status: 'success' | 'refused' | 'failed';
  readonly code?: string;
  readonly message?: string;
  /** Revision of the flows after a successful write of them. */
  readonly rev?: string;
}

/** Something that went wrong after the change was made: it stands, and people are told. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly plugin?: string;
}

/**
 * One thing done through Node-RED's admin side, from request to outcome.
 *
 * Names: `flows.deploy`, `flows.reload`, `flow.add`, `flow.update`, `flow.remove`, and those of the plugins'
 * own operations, such as `history.restore`.
 */
export interface Operation {
  readonly id: string;
  /** Id of the outermost operation: the same for a restore and everything that it does. */
  readonly correlation: string;
  readonly parent: Operation | undefined;
  readonly name: string;
  readonly actor: Actor;
  readonly source: Source | undefined;
  /** What it is about, when that is not the flows as a whole: a tab's id, a version's number. */
  readonly target: string | undefined;
  /** Why, in the actor's own words. */
  readonly note: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** May hold secrets (posted credentials): never log it, never store it. */
  readonly input: OperationInput;
  /** Replaces the input. Only in `rewrite`; later it is a bug and throws `runtime.input-fixed`. */
  replaceInput(input: OperationInput): void;
  readonly flows: FlowsWrite | undefined;
  readonly outcome: Outcome | undefined;
  readonly warnings: readonly Warning[];
  /** Tells people about something that did not go well without stopping the operation. */
  warn(warning: Warning): void;
  /** What interceptors keep between phases; key it by your own symbol. */
  readonly notes: Map<symbol, unknown>;
}
