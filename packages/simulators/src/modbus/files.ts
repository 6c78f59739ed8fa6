import { type Answer, done, exceptionCode, type FileRange, type FileRecord } from '@millwright/modbus';

/** Records of one file. @see MODBUS Application Protocol V1.1b3, section 6.14 */
const records = 10_000;

/** Files of registers, all 0 at first: as many as its unit has, numbered from 1 on. */
export class Files {
  readonly #count: number;
  readonly #contents = new Map<number, Uint8Array>();

  constructor(count: number) {
    this.#count = count;
  }

  read(ranges: readonly FileRange[]): Answer {
    if (!ranges.every(({ file }) => this.#has(file))) return { exception: exceptionCode.illegalDataAddress };
    return {
      records: ranges.map(({ file, record, length }) =>
        this.#file(file).slice(record * 2, (record + length) * 2),
      ),
    };
  }

  /** Takes all of them or none. */
  write(changes: readonly FileRecord[]): Answer {
    if (!changes.every(({ file }) => this.#has(file))) return { exception: exceptionCode.illegalDataAddress };
    for (const { file, record, data } of changes) this.#file(file).set(data, record * 2);
    return done;
  }

  #has(file: number): boolean {
    return file <= this.#count;
  }

  #file(file: number): Uint8Array {
    const content = this.#contents.get(file) ?? new Uint8Array(records * 2);
    this.#contents.set(file, content);
    return content;
  }
}
