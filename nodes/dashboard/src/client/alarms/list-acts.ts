import type { AlarmEntry } from '@millwright/analytics';
import type { AlarmDesk } from './desk.ts';
import { type CommandKind, offered } from './model/commands.ts';
import { actOfKey } from './model/keys.ts';
import type { ListState } from './model/list-state.ts';
import { isAsked, isFilled, type Question, questionOf } from './model/question.ts';

interface Surroundings {
  readonly desk: AlarmDesk;
  readonly list: ListState;
  /** How many rows are in sight. */
  page(): number;
  toFilter(): void;
  toRow(row: number): void;
  draw(): void;
}

/** What a person does in a list, and what stands open because of it. */
export class ListActs {
  readonly #around: Surroundings;
  #question: Question | undefined;
  /** The alarm whose details are open. */
  #opened: string | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get question(): Question | undefined {
    return this.#question;
  }

  get opened(): AlarmEntry | undefined {
    return this.#opened === undefined ? undefined : this.#around.desk.book.get(this.#opened);
  }

  key(event: KeyboardEvent): void {
    const { list, page, toRow, toFilter, draw } = this.#around;
    const act = actOfKey(event, list.activeRow, list.shown.ids.length, page());
    if (!act) return;
    event.preventDefault();
    list.touch(Date.now());
    switch (act.act) {
      case 'move':
        list.activate(act.row, act.extend);
        toRow(act.row);
        break;
      case 'select':
        if (list.active !== undefined) list.toggle(list.active);
        break;
      case 'open':
        if (list.active !== undefined) this.open(list.active);
        break;
      case 'all':
        list.selectAll();
        break;
      case 'none':
        list.selectNone();
        break;
      case 'filter':
        toFilter();
        break;
      case 'command':
        this.#first(act.kinds);
    }
    draw();
  }

  press(id: string, row: number, shiftKey: boolean): void {
    const { list, draw } = this.#around;
    list.touch(Date.now());
    if (shiftKey) list.activate(row, true);
    else list.toggle(id);
    draw();
  }

  open(id: string): void {
    this.#opened = id;
    this.#hold();
  }

  /** Begins a command for alarms: gives it, or asks first. */
  begin(kind: CommandKind, entries: readonly AlarmEntry[]): void {
    const takers = offered(entries).get(kind) ?? [];
    if (takers.length === 0 || this.#around.desk.refuses()) return;
    this.#opened = undefined;
    const question = questionOf(kind, takers);
    if (isAsked(kind, takers)) this.#question = question;
    else this.#give(question);
    this.#hold();
  }

  fill(filled: Question['filled']): void {
    if (this.#question) this.#question = { ...this.#question, filled, lacksReason: false };
    this.#around.draw();
  }

  give(): void {
    const question = this.#question;
    if (!question) return;
    // It stays as it was filled in, and can be given when nothing is in its way any more.
    if (this.#around.desk.refuses()) return;
    if (isFilled(question)) {
      this.#question = undefined;
      this.#give(question);
    } else this.#question = { ...question, lacksReason: true };
    this.#hold();
  }

  close(): void {
    this.#question = undefined;
    this.#opened = undefined;
    this.#hold();
  }

  #first(kinds: readonly CommandKind[]): void {
    const subjects = this.#around.list.subjects();
    const possible = offered(subjects);
    const kind = kinds.find((each) => possible.has(each));
    if (kind) this.begin(kind, subjects);
  }

  #give({ kind, entries, filled }: Question): void {
    const { desk, list, draw } = this.#around;
    void desk.command(kind, entries, filled).then(() => {
      list.selectNone();
      // What was done is to be seen.
      list.release(Date.now());
      draw();
    });
  }

  #hold(): void {
    this.#around.list.isBusy = this.#question !== undefined || this.#opened !== undefined;
    this.#around.draw();
  }
}
