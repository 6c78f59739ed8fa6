import {
  changeBetween,
  type DividedAgain,
  emptyDocument,
  type FlowDocument,
  type FlowsChange,
  nameOf,
} from '@millwright/flows';
import { isDeeperThan, maxNesting } from '@millwright/schema';
import { runtimeErrors } from '../errors.ts';
import type { FlowsState, FlowsWrite, OperationInput } from '../operation.ts';
import type { RawFlows } from '../red.ts';
import type { FlowsPlan } from './plan.ts';
import { type FlowStates, revisionOf } from './state.ts';

/** What a write of flows needs to know of Node-RED. */
export interface FlowsReader {
  readonly states: FlowStates;
  /** The active flows, or null while none could be loaded. */
  active(): RawFlows | null;
  hasCredentials(id: string): boolean;
}

/** Works out what a call would leave: pure, and called again if the input is replaced. */
export type Planner = (input: OperationInput, before: readonly unknown[]) => FlowsPlan;

interface Work {
  readonly divided: DividedAgain;
  /** Of the candidate. */
  readonly revision: () => string;
}

/** Whatever costs time is worked out at the first use, so that a pipeline without interceptors costs nothing. */
export class FlowsWriteRecord implements FlowsWrite {
  readonly #reader: FlowsReader;
  readonly #planner: Planner;
  #before: RawFlows | null = null;
  #plan: FlowsPlan;
  #work: Work | undefined;
  #touched: readonly string[] | undefined;
  #change: FlowsChange | undefined;
  #result: FlowsState | undefined;

  constructor(reader: FlowsReader, planner: Planner, deploymentType: string) {
    this.#reader = reader;
    this.#planner = planner;
    this.#plan = { deploymentType, items: [] };
  }

  /** Notes what is active, and reads the input; to be called under the lock. Throws what {@link read} throws. */
  begin(input: OperationInput): void {
    this.#before = this.#reader.active();
    // What whoever is told about the refusal of an invalid input sees: nothing changes.
    this.#plan = { ...this.#plan, items: this.#before?.flows ?? [] };
    this.read(input);
  }

  /** Takes another input in place of the former. Throws `runtime.flows-invalid`, `runtime.flows-too-deep`. */
  read(input: OperationInput): void {
    if (isDeeperThan(input, maxNesting)) throw runtimeErrors.flowsTooDeep({ max: maxNesting });
    this.#plan = this.#planner(input, this.#before?.flows ?? []);
    this.#work = undefined;
    this.#touched = undefined;
    this.#change = undefined;
  }

  /** Works out all that cannot be worked out later: Node-RED changes the input and forgets credentials. */
  fix(): void {
    this.#touched = this.credentialsTouched;
    const { revision } = this.#divide();
    // While Node-RED waits for its disk, so that it costs a deploy no time.
    setImmediate(revision);
  }

  /** Re-reads what Node-RED left. */
  finish(): void {
    const active = this.#reader.active();
    if (!active) return;
    const work = this.#work;
    const { states } = this.#reader;
    this.#result = work
      ? states.afterWrite(active, () => (work.revision() === active.rev ? work.divided.document : undefined))
      : states.of(active);
  }

  get deploymentType(): string {
    return this.#plan.deploymentType;
  }

  get foreseen(): boolean {
    return !this.#plan.unforeseen;
  }

  get before(): FlowsState | undefined {
    return this.#before ? this.#reader.states.of(this.#before) : undefined;
  }

  get candidate(): FlowDocument {
    return this.#divide().divided.document;
  }

  get credentialsTouched(): readonly string[] {
    this.#touched ??= this.#touchedIds();
    return this.#touched;
  }

  change(): FlowsChange {
    this.#change ??= changeBetween(this.before?.document ?? emptyDocument, this.candidate);
    return this.#change;
  }

  get result(): FlowsState | undefined {
    return this.#result;
  }

  #divide(): Work {
    if (!this.#work) {
      const before = this.before?.document ?? emptyDocument;
      const divided = this.#reader.states.divideAgain(this.#plan.items, before);
      this.#work = { divided, revision: once(() => revisionOf(divided.document, divided.text)) };
    }
    return this.#work;
  }

  #touchedIds(): readonly string[] {
    const { items, credentials = {} } = this.#plan;
    const { $: encrypted, ...plain } = credentials as { readonly $?: unknown };
    const removed = removedIds(this.change());
    const touched = new Set(Object.keys(plain));
    // The encrypted form replaces the credentials of all; those inside an item make it another one than before.
    const { start, end } = encrypted === undefined ? this.#divide().divided : { start: 0, end: items.length };
    for (const item of items.slice(start, end)) {
      const { id, credentials: own } = item as { readonly id?: unknown; readonly credentials?: unknown };
      const name = nameOf(id);
      if ((own || encrypted !== undefined) && name !== undefined) touched.add(name);
    }
    for (const id of removed) if (this.#reader.hasCredentials(id)) touched.add(id);
    return [...touched];
  }
}

function once<Value>(work: () => Value): () => Value {
  let done: { readonly value: Value } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}

/** Items that are nowhere any more. One that went from a tab to another is removed here and added there. */
function removedIds({ parts }: FlowsChange): ReadonlySet<string> {
  const removed = new Set<string>();
  const added = new Set<string>();
  for (const { id: own, state: ofPart, nodes } of parts) {
    if (ofPart === 'removed') removed.add(own);
    for (const { id, state } of nodes) {
      if (state === 'removed') removed.add(id);
      else if (state === 'added') added.add(id);
    }
  }
  for (const id of added) removed.delete(id);
  return removed;
}
