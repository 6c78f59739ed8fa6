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
  readonly #divide: (items: readonly FlowItem[]) => FlowDocument;
  #items: readonly FlowItem[] | undefined;
  #document: FlowDocument | undefined;

  constructor(
    { flows, rev }: RawFlows,
    divide: (items: readonly FlowItem[]) => FlowDocument,
    document?: FlowDocument,
  ) {
    this.rev = rev;
    this.#raw = flows;
    this.#divide = divide;
    this.#document = document;
    // They are what the document says, and that has none.
    if (document) this.#items = flows as readonly FlowItem[];
  }

  get items(): readonly FlowItem[] {
    // A flow file that was written by hand may hold credentials inside its items.
    this.#items ??= withoutCredentials(this.#raw) as readonly FlowItem[];
    return this.#items;
  }

  get document(): FlowDocument {
    this.#document ??= this.#divide(this.items);
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

  /** The state after a write. `document` is what it divides into, if that is known. */
  afterWrite(raw: RawFlows, document: FlowDocument | undefined): FlowsState {
    if (!document) return this.of(raw);
    return this.#keep(raw, new LazyState(raw, (items) => this.divide(items), document));
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
