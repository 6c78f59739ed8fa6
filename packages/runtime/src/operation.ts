import type { FlowDocument, FlowItem, FlowsChange } from '@millwright/flows';
import type { Actor, Source } from './actor.ts';

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

/** What can be locked, always taken in this order. */
export const lockNames = ['modules', 'flows', 'settings'] as const;
export type LockName = (typeof lockNames)[number];

/** Whether an operation changes anything, or makes something happen in the plant. */
export type OperationKind = 'read' | 'write';

/** What an operation is about, when that is not the flows, or the instance, as a whole. */
export interface Target {
  readonly kind:
    | 'api-token'
    | 'certificate'
    | 'context'
    | 'deploy'
    | 'destination'
    | 'device'
    | 'enrolment-code'
    | 'flow'
    | 'label'
    | 'library'
    | 'module'
    | 'node'
    | 'node-set'
    | 'person'
    | 'project'
    | 'release'
    | 'route'
    | 'session'
    | 'ssh-key'
    | 'state'
    | 'topic'
    | 'version';
  /** As the caller named it: shown, never trusted. */
  readonly id: string;
}

/**
 * What goes to Node-RED, without user and request. Its shape depends on the operation: for `flows.deploy` it is
 * `{ deploymentType, flows: { flows, rev?, credentials? } }`, for `flow.add` and `flow.update` `{ id?, flow }`.
 */
export type OperationInput = Readonly<Record<string, unknown>>;

/** Flows at one moment. Neither items nor document hold credentials. */
export interface FlowsState {
  /** The sha256 of the JSON text of the flows, as Node-RED makes it. */
  readonly rev: string;
  /** Shared with Node-RED: never change them. */
  readonly items: readonly FlowItem[];
  /** The items divided into parts; made at the first use. */
  readonly document: FlowDocument;
}

/** What an operation does to the flows; only on operations that write them. */
export interface FlowsWrite {
  /** As the client gave it: `full`, `flows`, `nodes`, `reload`; `project` for what Projects does. */
  readonly deploymentType: string;
  /** What is active while the operation holds its lock; undefined without the lock, or when nothing could be loaded. */
  readonly before: FlowsState | undefined;
  /** False where Node-RED gets the flows from elsewhere (Projects): then the candidate is what is active. */
  readonly foreseen: boolean;
  /** The flows as they will be saved, that is without the credentials that came along: they may be plain secrets. */
  readonly candidate: FlowDocument;
  /**
   * Ids of the items whose credentials this write brings along or removes; never the values. To be asked before `apply`:
   * afterwards they are known only where some plugin has a step in `stage` or `commit`, or has asked before.
   */
  readonly credentialsTouched: readonly string[];
  /** The difference between before and candidate, computed at the first call. */
  change(): FlowsChange;
  /**
   * What Node-RED left, re-read after `apply` and present from `commit` on. Its document is `candidate` itself
   * when Node-RED's revision is the candidate's digest.
   */
  readonly result: FlowsState | undefined;
}

/** What a plugin tells of an operation of its own, by names of its choice: plain facts without secrets. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;

/** How an operation ended; `settle` is the first phase that sees it. */
export interface Outcome {
  /** `refused`: a phase before `apply` said no, and nothing was done. `failed`: it was tried. */
  readonly status: 'success' | 'refused' | 'failed';
  readonly code?: string;
  readonly message?: string;
  /** Of a coded error: plain JSON without secrets. */
  readonly details?: object;
  /** Revision of the flows after a successful write of them. */
  readonly rev?: string;
}

/** Something that did not go well without stopping the operation: people are told. */
export interface Warning {
  readonly code: string;
  /** Plain text, one sentence. */
  readonly message: string;
  /** Facts as plain JSON, from which editors make the sentence in another language: no secrets. */
  readonly details?: object | undefined;
  readonly plugin?: string;
}

/**
 * One thing done through Node-RED's admin side, from request to outcome.
 *
 * Node-RED's own operations are listed in the catalogue; plugins add theirs, such as `history.restore`.
 */
export interface Operation {
  readonly id: string;
  /** Id of the outermost operation: the same for a restore and everything that it does. */
  readonly correlation: string;
  readonly parent: Operation | undefined;
  readonly name: string;
  /** What a rule allows or denies, such as `flow.edit`. */
  readonly action: string;
  readonly kind: OperationKind;
  /** Editors ask it by themselves, again and again: nobody did anything. */
  readonly background: boolean;
  readonly actor: Actor;
  readonly source: Source | undefined;
  readonly target: Target | undefined;
  /** Why, in the actor's own words. */
  readonly note: string | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** May hold secrets (posted credentials): never log it, never store it. */
  readonly input: OperationInput;
  /** Replaces the input; only in `rewrite`, later it throws `runtime.too-late`. */
  replaceInput(input: OperationInput): void;
  /** What the caller is answered; undefined before `apply` has ended. */
  readonly answer: unknown;
  /** Replaces the answer; only in `reveal`, else it throws `runtime.too-late`. */
  replaceAnswer(answer: unknown): void;
  readonly flows: FlowsWrite | undefined;
  /** What has been told of it, for whoever records it. */
  readonly facts: Facts;
  /** Tells more of it; later ones of the same name count. */
  tell(facts: Facts): void;
  readonly outcome: Outcome | undefined;
  readonly warnings: readonly Warning[];
  /** Tells people, at the end, in the log and in every open editor. */
  warn(warning: Warning): void;
  /** What interceptors keep between phases, by keys of their own. */
  readonly notes: Map<symbol, unknown>;
}
