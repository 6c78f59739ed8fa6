import type { FlowDocument } from '../document.ts';
import { Reach } from './reach.ts';
import { Search } from './search.ts';
import type { Touch } from './touched.ts';
import { touchesOf } from './touched-by.ts';

/** Finds what somebody touches who does something to one thing of a document: many can be asked for. */
export class TouchFinder {
  readonly #document: FlowDocument;
  readonly #search: Search;
  readonly #reach: Reach;

  constructor(document: FlowDocument) {
    this.#document = document;
    this.#search = new Search(document.parts);
    this.#reach = new Reach(document.parts, this.#search);
  }

  /**
   * A tab, subflow, group, node or configuration node, wherever it stands and is used. What nobody knows of may be
   * inside of anything: Node-RED makes up ids for the nodes in each instance of a subflow.
   */
  withId(id: string): readonly Touch[] {
    const hits = this.#search.withId(id);
    const touches = hits.flatMap((hit) => touchesOf(hit, this.#reach.of(hit)));
    // A place that has no item of its own.
    const bare = this.#document.parts.filter((part) => hits.length === 0 && isPlace(part) && part.id === id);
    const found = [
      ...touches,
      ...bare.flatMap((part) => touchesOf(undefined, this.#reach.of({ item: {}, part }))),
    ];
    return found.length > 0 ? found : touchesOf(undefined, this.#reach.everywhere());
  }

  /** All that stands on a tab or in a subflow. */
  within(id: string): readonly Touch[] {
    const parts = this.#document.parts.filter((part) => isPlace(part) && part.id === id);
    return parts.flatMap((part) =>
      this.#search.within(part).flatMap((hit) => touchesOf(hit, this.#reach.placesOf(hit))),
    );
  }
}

const isPlace = ({ kind }: { readonly kind: string }): boolean => kind === 'tab' || kind === 'subflow';
