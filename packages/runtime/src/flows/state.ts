import { createHash } from 'node:crypto';
import {
  type DividedAgain,
  divideAgain,
  divideFlows,
  emptyDocument,
  type FlowDocument,
  type FlowItem,
  flowsText,
  withoutCredentials,
} from '@millwright/flows';
import type { FlowsState } from '../operation.ts';
import type { RawFlows } from '../red.ts';

class LazyState implements FlowsState {
  readonly rev: string;
  readonly #raw: readonly unknown[];
  #known: (() => FlowDocument | undefined) | undefined;
  readonly #divide: (items: readonly FlowItem[]) => FlowDocument;
  #items: readonly FlowItem[] | undefined;
  #document: FlowDocument | undefined;

  constructor(
    { flows, rev }: RawFlows,
    divide: (items: readonly FlowItem[]) => FlowDocument,
    known?: () => FlowDocument | undefined,
  ) {
    this.rev = rev;
    this.#raw = flows;
    this.#divide = divide;
    this.#known = known;
  }

  get items(): readonly FlowItem[] {
    // A flow file that was written by hand may hold credentials inside its items; what a document says has none.
    this.#items ??= (this.#lookUp() ? this.#raw : withoutCredentials(this.#raw)) as readonly FlowItem[];
    return this.#items;
  }

  get document(): FlowDocument {
    this.#document ??= this.#lookUp() ?? this.#divide(this.items);
    return this.#document;
  }

  /** Asks at most once, and lets go of all that the answer was made of. */
  #lookUp(): FlowDocument | undefined {
    this.#document ??= this.#known?.();
    this.#known = undefined;
    return this.#document;
  }
}

/**
 * Makes states of what Node-RED has. Each of its arrays is divided at most once, and parts that did not change are
 * the same objects from one state to the next.
 */
export class FlowStates {
  readonly #known = new WeakMap<readonly unknown[], FlowsState>();
  #latest: FlowDocument = emptyDocument;
  /** The text of the latest document, so that it need not be put together again for the next comparison. */
  #latestText: string | undefined;

  /** The state of an array that Node-RED never changes, only replaces. */
  of(raw: RawFlows): FlowsState {
    const known = this.#known.get(raw.flows);
    if (known?.rev === raw.rev) return known;
    return this.#keep(raw, new LazyState(raw, (items) => this.divide(items)));
  }

  /** The state after a write. `known` says what it divides into, if that is so; asked at the first use. */
  afterWrite(raw: RawFlows, known: () => FlowDocument | undefined): FlowsState {
    const state = this.#keep(raw, new LazyState(raw, (items) => this.divide(items), known));
    // The next deploy is compared with it: finding it out then would cost that deploy the time.
    setImmediate(() => state.document);
    return state;
  }

  /** Divides items without credentials, sharing parts with the document before. */
  divide(items: readonly unknown[]): FlowDocument {
    const document = divideFlows(items, this.#latest);
    this.#latest = document;
    this.#latestText = undefined;
    // The next deploy is compared with it: putting it together then would cost that deploy the time.
    setImmediate(() => {
      if (this.#latest === document) this.#latestText ??= flowsText(document);
    });
    return document;
  }

  /** Divides items that may come with credentials and of which most are probably as in a former document. */
  divideAgain(items: readonly unknown[], former: FlowDocument): DividedAgain {
    const divided = divideAgain(items, former, former === this.#latest ? this.#latestText : undefined);
    this.#latest = divided.document;
    this.#latestText = divided.text;
    return divided;
  }

  #keep(raw: RawFlows, state: FlowsState): FlowsState {
    this.#known.set(raw.flows, state);
    return state;
  }
}

/**
 * Node-RED's revision of a document: the sha256 of its JSON text.
 *
 * @param text of the document, if it is known
 */
export function revisionOf(document: FlowDocument, text = flowsText(document)): string {
  return createHash('sha256').update(text).digest('hex');
}
