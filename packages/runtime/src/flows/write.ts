import {
  changeBetween,
  emptyDocument,
  type FlowDocument,
  type FlowsChange,
  formerTexts,
  itemText,
  withoutOwnCredentials,
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

/** Whatever costs time is worked out at the first use, so that a pipeline without interceptors costs nothing. */
export class FlowsWriteRecord implements FlowsWrite {
  readonly #reader: FlowsReader;
  readonly #planner: Planner;
  #before: RawFlows | null = null;
  #plan: FlowsPlan;
  #candidate: FlowDocument | undefined;
  /** Ids of the candidate's items that came with credentials inside. */
  #ownCredentials: readonly string[] = [];
  #touched: readonly string[] | undefined;
  #change: FlowsChange | undefined;
  #revision: string | undefined;
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
    this.#candidate = undefined;
    this.#touched = undefined;
    this.#change = undefined;
  }

  /** Works out all that cannot be worked out later: Node-RED changes the input and forgets credentials. */
  fix(): void {
    this.#touched = this.credentialsTouched;
    const candidate = this.candidate;
    this.#candidate = candidate;
    // While Node-RED waits for its disk, so that it costs a deploy no time.
    setImmediate(() => {
      this.#revision ??= revisionOf(candidate);
    });
  }

  /** Re-reads what Node-RED left. */
  finish(): void {
    const active = this.#reader.active();
    if (!active) return;
    const candidate = this.#candidate;
    if (candidate) this.#revision ??= revisionOf(candidate);
    this.#result = this.#reader.states.afterWrite(
      active,
      this.#revision === active.rev ? candidate : undefined,
    );
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
    this.#candidate ??= this.#divide();
    return this.#candidate;
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

  /** One pass over all items, of which mostly one or two are not as they were: it is a good part of the time. */
  #divide(): FlowDocument {
    const { before } = this;
    const former =
      this.#before && before && formerTexts({ items: this.#before.flows, document: before.document });
    const own: string[] = [];
    const candidate = this.#reader.states.divide(this.#plan.items, before?.document, (item, index) => {
      const { id, credentials } = item as { readonly id?: unknown; readonly credentials?: unknown };
      if (credentials && typeof id === 'string') own.push(id);
      return former?.of(item, index) ?? itemText(withoutOwnCredentials(item));
    });
    this.#ownCredentials = own;
    return candidate;
  }

  #touchedIds(): readonly string[] {
    const { items, credentials = {} } = this.#plan;
    const { $: encrypted, ...plain } = credentials as { readonly $?: unknown };
    const removed = removedIds(this.change());
    const touched = new Set([...Object.keys(plain), ...this.#ownCredentials]);
    // The encrypted form replaces the credentials of all.
    if (encrypted !== undefined)
      for (const { id } of items as readonly { readonly id?: unknown }[])
        if (typeof id === 'string') touched.add(id);
    for (const id of removed) if (this.#reader.hasCredentials(id)) touched.add(id);
    return [...touched];
  }
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
