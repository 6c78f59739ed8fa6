import { randomUUID } from 'node:crypto';
import { type CodedError, isCodedError } from '@millwright/schema';
import type { Actor, Source } from '../actor.ts';
import { runtimeErrors } from '../errors.ts';
import type { FlowsWriteRecord } from '../flows/write.ts';
import type {
  Facts,
  LockName,
  Operation,
  OperationInput,
  OperationKind,
  Outcome,
  Phase,
  Target,
  Warning,
} from '../operation.ts';
import type { Holder } from './locks.ts';

/** Why something is done, in the actor's words; an error where those cannot be read. */
export type GivenNote = string | CodedError | undefined;

/** Where an operation comes from: what its caller says, completed by the context that it is called in. */
export interface Origin {
  readonly parent: OperationRecord | undefined;
  /** Of what led to it, if anything did. */
  readonly correlation: string | undefined;
  readonly actor: Actor;
  readonly source: Source | undefined;
  readonly user: unknown;
  readonly note: GivenNote;
}

export interface RecordFields {
  readonly name: string;
  readonly action: string;
  readonly kind: OperationKind;
  readonly background?: true | undefined;
  readonly origin: Origin;
  readonly startedAt: number;
  readonly input: OperationInput;
  readonly target?: Target | undefined;
  readonly note?: string | undefined;
  readonly flows?: FlowsWriteRecord | undefined;
}

/** The operation as the pipeline itself sees it. */
export class OperationRecord implements Operation {
  readonly id = randomUUID();
  readonly correlation: string;
  readonly parent: OperationRecord | undefined;
  readonly name: string;
  readonly action: string;
  readonly kind: OperationKind;
  readonly background: boolean;
  readonly actor: Actor;
  readonly source: Source | undefined;
  readonly target: Target | undefined;
  readonly note: string | undefined;
  /** Why its note cannot be read. */
  readonly noteProblem: CodedError | undefined;
  readonly startedAt: number;
  readonly flows: FlowsWriteRecord | undefined;
  readonly notes = new Map<symbol, unknown>();
  /** Node-RED's user object. */
  readonly user: unknown;
  /** What it holds. */
  locks: readonly LockName[] = [];
  phase: Phase | 'none' = 'none';
  outcome: Outcome | undefined;
  answer: unknown;
  #input: OperationInput;
  readonly #warnings: Warning[] = [];
  #facts: Facts = {};

  constructor(fields: RecordFields) {
    const { name, action, kind, background = false, origin, startedAt, input, target, note, flows } = fields;
    this.name = name;
    this.action = action;
    this.kind = kind;
    this.background = background;
    this.parent = origin.parent;
    this.correlation = origin.correlation ?? this.id;
    this.actor = origin.actor;
    this.source = origin.source;
    this.user = origin.user;
    this.startedAt = startedAt;
    this.target = target;
    const given = note ?? origin.note;
    this.note = typeof given === 'string' ? given : undefined;
    this.noteProblem = isCodedError(given) ? given : undefined;
    this.flows = flows;
    this.#input = input;
  }

  get input(): OperationInput {
    return this.#input;
  }

  replaceInput(input: OperationInput): void {
    if (this.phase !== 'rewrite') throw runtimeErrors.tooLate({ what: 'input', phase: this.phase });
    this.flows?.read(input);
    this.#input = input;
  }

  replaceAnswer(answer: unknown): void {
    if (this.phase !== 'reveal') throw runtimeErrors.tooLate({ what: 'answer', phase: this.phase });
    this.answer = answer;
  }

  get facts(): Facts {
    return this.#facts;
  }

  tell(facts: Facts): void {
    this.#facts = { ...this.#facts, ...facts };
  }

  get warnings(): readonly Warning[] {
    return this.#warnings;
  }

  warn(warning: Warning): void {
    this.#warnings.push(warning);
  }

  /** Who asks for locks on behalf of this operation. */
  get holder(): Holder {
    const lineage: string[] = [];
    for (let each: OperationRecord | undefined = this; each; each = each.parent) lineage.unshift(each.id);
    return { lineage, name: this.name, actor: this.actor };
  }
}
