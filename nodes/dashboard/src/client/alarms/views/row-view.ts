import { type RowFace, type WordCell, wordCells } from './row.ts';

const svg = 'http://www.w3.org/2000/svg';

/**
 * One row in the page. It is made once and shows one alarm after the other: while somebody scrolls, only what differs
 * is written, and nothing is made or taken away.
 */
export class RowView {
  readonly element = document.createElement('div');
  readonly #mark = new Text();
  readonly #priority = new Text();
  readonly #shape = document.createElementNS(svg, 'svg');
  readonly #path = document.createElementNS(svg, 'path');
  readonly #number = document.createElementNS(svg, 'text');
  readonly #words = new Map(wordCells.map((name) => [name, new Text()]));
  readonly #button = document.createElement('button');
  #face: RowFace | undefined;
  #height = 0;
  #isHinted = false;

  constructor() {
    this.element.setAttribute('role', 'row');
    const mark = document.createElement('span');
    mark.setAttribute('aria-hidden', 'true');
    mark.append(this.#mark);
    this.#shape.setAttribute('viewBox', '0 0 24 24');
    this.#shape.setAttribute('aria-hidden', 'true');
    this.#number.setAttribute('x', '12');
    this.#number.setAttribute('text-anchor', 'middle');
    this.#shape.append(this.#path, this.#number);
    const priority = document.createElement('span');
    priority.className = 'mw-al-unseen';
    priority.append(this.#priority);
    this.#button.type = 'button';
    this.#button.tabIndex = -1;
    this.#button.append('›');
    this.element.append(
      cell('mark', mark),
      cell('priority', this.#shape, priority),
      ...[...this.#words].map(([name, text]) => cell(name, text)),
      cell('more', this.#button),
    );
  }

  /** What it shows now; undefined before the first time. */
  get face(): RowFace | undefined {
    return this.#face;
  }

  /** @param height of each row in pixels */
  show(face: RowFace, height: number): void {
    const before = this.#face;
    const { element } = this;
    if (before?.index !== face.index || height !== this.#height) {
      element.style.transform = `translateY(${face.index * height}px)`;
      // The row of the heads is the first one.
      element.ariaRowIndex = String(face.index + 2);
    }
    if (height !== this.#height) element.style.height = `${height}px`;
    if (before?.domId !== face.domId) element.id = face.domId;
    if (before?.classes !== face.classes) element.className = face.classes;
    if (before?.isSelected !== face.isSelected) {
      element.ariaSelected = String(face.isSelected);
      this.#mark.data = face.isSelected ? '✓' : '';
    }
    for (const [name, text] of this.#words)
      if (before?.words[name] !== face.words[name]) text.data = face.words[name];
    if (before?.details !== face.details) {
      this.#button.ariaLabel = face.details;
      this.#button.hidden = face.details === '';
    }
    this.#showPriority(face);
    if (before?.id !== face.id) this.#forgetHints();
    this.#face = face;
    this.#height = height;
  }

  /** Gives cells a text for a pointer that rests on them, until the row shows another alarm. */
  hint(hints: () => Readonly<Partial<Record<WordCell, string>>>): void {
    if (this.#isHinted) return;
    this.#isHinted = true;
    for (const [name, text] of Object.entries(hints())) {
      const cell = this.#words.get(name as WordCell)?.parentElement;
      if (cell) cell.title = text;
    }
  }

  #forgetHints(): void {
    if (!this.#isHinted) return;
    this.#isHinted = false;
    for (const text of this.#words.values()) text.parentElement?.removeAttribute('title');
  }

  #showPriority({ priority }: RowFace): void {
    const before = this.#face?.priority;
    const look = priority?.look;
    if (before?.text !== priority?.text) this.#priority.data = priority?.text ?? '';
    if (before?.look.classes !== look?.classes) this.#shape.setAttribute('class', look?.classes ?? '');
    if (before?.look.path !== look?.path) {
      this.#path.setAttribute('d', look?.path ?? '');
      this.#number.setAttribute('y', String(look?.baseline ?? 0));
    }
    if (before?.look.number !== look?.number) this.#number.textContent = look?.number ?? '';
  }
}

function cell(name: string, ...content: Node[]): HTMLElement {
  const element = document.createElement('span');
  element.setAttribute('role', 'gridcell');
  element.className = `mw-al-${name}`;
  element.append(...content);
  return element;
}
