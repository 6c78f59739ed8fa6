import type { InSight } from '../model/in-sight.ts';
import type { RowFace } from './row.ts';
import { RowView } from './row-view.ts';

/** What the rows of a list show, and where. */
export interface RowsTerms extends InSight {
  /** Pixels, the same for all. */
  readonly rowHeight: number;
  face(row: number): RowFace;
}

/**
 * The rows in sight. As many as there is room for are made and used again and again, around Vue: comparing and making
 * them anew for each frame takes longer than a frame has.
 */
export class AlarmRows {
  #host: HTMLElement | undefined;
  #views: RowView[] = [];
  /** The alarm on which a pointer went down; undefined while none is down. */
  #held: string | undefined;

  /** @param host the element that holds the rows; nobody else puts anything into it */
  attach(host: HTMLElement): void {
    this.#host = host;
    this.#views = [];
  }

  detach(): void {
    this.#host = undefined;
    this.#views = [];
  }

  /** Shows rows by what is known now. */
  show(terms: RowsTerms): void {
    this.#fit(terms.to - terms.from);
    this.#write(terms, () => true);
  }

  /** Shows rows after scrolling: those that were in sight stay as they are. */
  scroll(terms: RowsTerms): void {
    this.#fit(terms.to - terms.from);
    this.#write(terms, (view, row) => view.face?.index !== row);
  }

  /** Puts the elements in the order of the rows, which is the one that a screen reader follows. */
  order(): void {
    const sorted = this.#views.toSorted((one, other) => (one.face?.index ?? 0) - (other.face?.index ?? 0));
    const focused = document.activeElement;
    let place = this.#host?.firstElementChild;
    for (const { element } of sorted) {
      if (place === element) place = element.nextElementSibling;
      else this.#host?.insertBefore(element, place ?? null);
    }
    // An element that is moved loses the focus.
    if (focused instanceof HTMLElement && this.#host?.contains(focused))
      focused.focus({ preventScroll: true });
  }

  /** The row that an event came from. */
  at(target: EventTarget | null): RowView | undefined {
    const element = target instanceof Element ? target.closest('.mw-al-row') : null;
    return this.#views.find((view) => view.element === element);
  }

  /** A pointer went down there. */
  hold(target: EventTarget | null): void {
    this.#held = this.at(target)?.face?.id;
  }

  /** What was clicked; nothing where the row has come to show another alarm since the pointer went down on it. */
  released(target: EventTarget | null): RowFace | undefined {
    const held = this.#held;
    this.#held = undefined;
    const face = this.at(target)?.face;
    return held === undefined || held === face?.id ? face : undefined;
  }

  #write({ from, to, rowHeight, face }: RowsTerms, isDue: (view: RowView, row: number) => boolean): void {
    for (let row = from; row < to; row += 1) {
      // A row that stays in sight keeps its element.
      const view = this.#views[row % this.#views.length];
      if (!view || !isDue(view, row)) continue;
      const next = face(row);
      if (view.face?.id !== next.id) this.#keepFocus(view);
      view.show(next, rowHeight);
    }
  }

  #fit(count: number): void {
    for (const { element } of this.#views.splice(count)) element.remove();
    while (this.#host && this.#views.length < count) {
      const view = new RowView();
      this.#views.push(view);
      this.#host.append(view.element);
    }
  }

  /** The focus stays in the list; on a button that belongs to another alarm now it would be a trap. */
  #keepFocus({ element }: RowView): void {
    if (element.contains(document.activeElement))
      element.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
  }
}
