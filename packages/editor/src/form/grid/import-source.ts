import { isCodedError } from '@millwright/schema';
import { fill, type Values } from '../../text.ts';
import { workbookErrors } from '../../workbook/index.ts';
import type { FormWords } from '../words.ts';
import { importErrors } from './import-errors.ts';
import { type ImportFormats, readFile, type SheetAsText } from './import-file.ts';

/** What is to be imported. */
export interface Given {
  readonly text: string;
  /** The sheets of the file; the text is that of one of them, until its user changes it. */
  readonly sheets: readonly SheetAsText[];
  readonly sheet: number;
  readonly isReading: boolean;
  /** What else the user should know of the choice. */
  readonly note?: string;
  /** Why there is no text. */
  readonly trouble?: string;
}

/** What is used of a file of the browser. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** Bytes; a larger file is no list of points. */
const mostBytes = 20 * 1024 * 1024;

const nothingGiven: Given = { text: '', sheets: [], sheet: 0, isReading: false };

/** A file that was chosen, or a text that was typed: what comes last counts, however long an earlier file takes to be read. */
export class ImportSource {
  readonly #formats: ImportFormats;
  readonly #words: FormWords;
  readonly #locale: string;
  readonly #changed: () => void;
  #given = nothingGiven;
  #choices = 0;

  constructor(formats: ImportFormats, words: FormWords, locale: string, changed: () => void) {
    this.#formats = formats;
    this.#words = words;
    this.#locale = locale;
    this.#changed = changed;
  }

  get given(): Given {
    return this.#given;
  }

  /** Reads the first of the files. What was there before goes at once, so that it is not taken under the name of this one. */
  async choose(files: readonly ChosenFile[]): Promise<void> {
    const [file] = files;
    if (file === undefined) return;
    const { importFirstOnly } = this.#words;
    const note = fill(importFirstOnly, { file: file.name, count: files.length }, this.#locale);
    const noted = { ...nothingGiven, ...(files.length > 1 && { note }) };
    const choice = this.#choose({ ...noted, isReading: true });
    const read = await this.#read(file);
    if (choice === this.#choices) this.#choose({ ...noted, ...read });
  }

  type(text: string): void {
    const { sheets, sheet } = this.#given;
    this.#choose({ ...nothingGiven, sheets, sheet, text });
  }

  turnTo(sheet: number): void {
    this.#choose({ ...this.#given, sheet, text: this.#given.sheets[sheet]?.text ?? '' });
  }

  /** @returns the number of this choice */
  #choose(given: Given): number {
    this.#given = given;
    this.#choices += 1;
    this.#changed();
    return this.#choices;
  }

  async #read(file: ChosenFile): Promise<Partial<Given>> {
    if (file.size > mostBytes) return { trouble: this.#words.importTooLarge };
    try {
      const { sheets, sheet } = await readFile(await bytesOf(file), this.#formats);
      const text = sheets[sheet]?.text;
      return text === undefined ? { trouble: this.#words.importEmpty } : { sheets, sheet, text };
    } catch (error) {
      return { trouble: this.#troubleOf(error) };
    }
  }

  /** What to do, and the code. What is a fault of ours is told to the browser's console besides. */
  #troubleOf(error: unknown): string {
    const { importFailed, workbook } = this.#words;
    const own = nameIn(importErrors, error);
    const name = nameIn(workbookErrors, error);
    if (own === undefined && name === undefined) reportError(error);
    const known = isCodedError(error) ? error : importErrors.unreadable(undefined, { cause: error });
    const words = name === undefined ? importFailed[own ?? 'unreadable'] : workbook[name];
    return `${fill(words, (known.details ?? {}) as Values, this.#locale)} (${known.code})`;
  }
}

/** Which of these errors it is. */
function nameIn<Name extends string>(
  errors: Readonly<Record<Name, { is(error: unknown): boolean }>>,
  error: unknown,
): Name | undefined {
  return (Object.keys(errors) as Name[]).find((name) => errors[name].is(error));
}

/** A folder that is dropped looks as a file does until it is read. */
async function bytesOf(file: ChosenFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw importErrors.unreadable(undefined, { cause });
  }
}
