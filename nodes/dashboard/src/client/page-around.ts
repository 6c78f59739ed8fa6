/** The page that a widget stands in, as far as its link needs it. */
export interface PageAround {
  /** Where keys, fingers and mice are heard. */
  readonly inputs: EventTarget;
  /** Asks the server for the page anew. */
  load(): void;
}

export const pageAround: PageAround = {
  get inputs() {
    return document;
  },
  load: () => location.reload(),
};
