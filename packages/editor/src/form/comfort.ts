import type { RawConfig } from '@millwright/schema';
import type { Texts } from '../text.ts';
import type { ReadFile } from './grid/import.ts';
import type { Cells } from './state.ts';

/** How a value or a connection fares: told by a symbol and a word, never by colour alone. */
export type Tone = 'good' | 'uncertain' | 'bad';

/** What a test of what a dialog describes came to, in words. */
export interface TestOutcome {
  readonly tone: Tone;
  readonly text: string;
}

/** The value of a row now, as one reads it; `reason` says why it is not good. */
export interface LiveValue {
  readonly tone: Tone;
  readonly text: string;
  readonly reason?: string;
}

/** How fast requests are answered, as measured; there is none while nothing was. */
export interface Pace {
  /** Milliseconds. */
  readonly answerTime: number;
  /** Milliseconds from one request to the next. */
  readonly between: number;
  /** Requests under way at the same time, at most. */
  readonly atOnce: number;
}

/** One value for each row that was asked for, in their order; or why there are none. */
export type LiveAnswer =
  | {
      readonly values: readonly LiveValue[];
      readonly pace?: Pace | undefined;
    }
  | { readonly problem: string };

/** How a table will be read: one line, and what is behind it. */
export interface Plan {
  readonly line: string;
  readonly steps: readonly string[];
  /** What cannot be done as the table says. */
  readonly problem?: string;
}

/** A whole number that a test is told besides, and that is no field of the node: such as the unit to ask. */
export interface TestNumber {
  label(): string;
  readonly min: number;
  readonly max: number;
  /** What stands there first. @param node the node as it is in the editor, with the `users` that Node-RED knows */
  first(node: RawConfig | undefined): number;
}

export interface Comfort {
  /**
   * Tries what the dialog describes, as it is typed. It never rejects.
   * @param number the one of {@link testNumber}
   */
  test?(
    config: Readonly<Record<string, unknown>>,
    id: string,
    texts: Texts,
    number: number | undefined,
  ): Promise<TestOutcome>;
  readonly testNumber?: TestNumber;
  /** By field. */
  readonly tools?: Readonly<Record<string, FieldTool>>;
  readonly lists?: Readonly<Record<string, ListComfort>>;
}

/** Something that can be done with one row, which finds out what belongs into a column of it. */
export interface RowTool {
  /** Font Awesome 4, such as `fa-exchange`. */
  readonly icon: string;
  label(): string;
  readonly column: string;
  /** @param take puts a value into the column, as a step that can be taken back; `said` is for screen readers */
  open(cells: Cells, others: Cells, take: (value: unknown, said: string) => void): void;
}

/** Somewhere that rows can be taken from, such as what a PLC tells of itself. */
export interface RowSource {
  /** Font Awesome 4, such as `fa-sitemap`. */
  readonly icon: string;
  label(): string;
  /**
   * @param rows the cells of those that are there
   * @param take adds rows, as a step that can be taken back; `said` is for screen readers
   */
  open(rows: readonly Cells[], others: Cells, take: (added: readonly Cells[], said: string) => void): void;
}

/** Finds out what belongs into a field; a button beside it. */
export interface FieldTool {
  /** Font Awesome 4, such as `fa-sitemap`. */
  readonly icon: string;
  label(): string;
  /** @param take sets this field, and others that follow from what was found */
  open(values: Cells, take: (found: Cells) => void): void;
}

export interface ListComfort {
  /** The values of rows as they are typed. `others` are the other fields of the dialog. It never rejects. */
  live?(rows: readonly Cells[], others: Cells, texts: Texts): Promise<LiveAnswer>;
  /**
   * How these rows, of which none is wrong, will be read; undefined where nothing can be said yet.
   * @param pace as {@link live} has told it
   */
  plan?(rows: readonly Cells[], others: Cells, pace: Pace | undefined): Plan | undefined;
  /** Tools for the row where one is; Alt+Enter opens the first. */
  readonly tools?: readonly RowTool[];
  /** Where rows can be taken from: each is a button of the table. */
  readonly sources?: readonly RowSource[];
  /** Formats of other programs, besides CSV: each gives undefined for what is none of its own. */
  readonly imports?: readonly ((text: string, others: Cells) => ReadFile | undefined)[];
}
