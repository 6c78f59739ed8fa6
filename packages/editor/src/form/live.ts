import type { Texts } from '../text.ts';
import type { ListComfort, LiveValue, Pace } from './comfort.ts';
import { gridRows } from './grid/view.ts';
import { type FormRow, type FormState, rowsOf, viewOf } from './state.ts';

/** What is known of the values of a list now, by the keys of its rows. */
export interface Live {
  readonly values: ReadonlyMap<number, LiveValue>;
  readonly pace?: Pace | undefined;
  /** Why there are none. */
  readonly problem?: string;
}

/** Milliseconds between two questions. */
const interval = 2000;

/** No more rows are asked for at a time. */
const mostRows = 100;

interface LiveOptions {
  readonly list: string;
  readonly ask: NonNullable<ListComfort['live']>;
  readonly texts: Texts;
  readonly container: HTMLElement;
  current(): FormState;
  /** Something new is known. */
  changed(): void;
}

/** Asks for the values of the rows in sight again and again, as long as the dialog is open and can be seen. */
export class LiveValues {
  readonly #options: LiveOptions;
  #live: Live = { values: new Map() };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    void this.#ask();
  }

  get now(): Live {
    return this.#live;
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const { container, changed } = this.#options;
    const rows = this.#rows();
    // Below another tray the dialog is out of the page until that is closed.
    if (rows.length > 0 && container.isConnected && !document.hidden) {
      const before = this.#live;
      this.#live = await this.#answerFor(rows);
      if (this.#ended) return;
      if (before.problem === undefined || before.problem !== this.#live.problem) changed();
    }
    this.#timer = setTimeout(() => void this.#ask(), interval);
  }

  #rows(): readonly FormRow[] {
    const { list, current } = this.#options;
    const state = current();
    const view = viewOf(state, list);
    return gridRows(rowsOf(state, list), view).slice(0, mostRows);
  }

  async #answerFor(rows: readonly FormRow[]): Promise<Live> {
    const { ask, texts, current } = this.#options;
    const answer = await ask(
      rows.map(({ cells }) => cells),
      current().values,
      texts,
    );
    if ('problem' in answer) return { values: new Map(), problem: answer.problem };
    return {
      pace: answer.pace,
      values: new Map(
        rows.flatMap(({ key }, place) => {
          const value = answer.values[place];
          return value === undefined ? [] : [[key, value] as const];
        }),
      ),
    };
  }
}
