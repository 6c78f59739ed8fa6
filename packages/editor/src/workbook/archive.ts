import { workbookErrors } from './errors.ts';
import { tooLarge, type WorkbookLimits } from './limits.ts';
import { unpack } from './unpack.ts';

/** A file of the archive, as its directory describes it. Sizes in bytes. */
interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly check: number;
  readonly packed: number;
  readonly size: number;
  /** Where its own header stands. */
  readonly from: number;
}

const endOfDirectory = 0x06054b50;
const endLength = 22;
const longestComment = 0xffff;
const directoryEntry = 0x02014b50;
const fileHeader = 0x04034b50;
const inExtra = 0xffff_ffff;

/**
 * A ZIP archive whose files are unpacked one by one as they are asked for, up to a sum of bytes. Names are found whatever their case, as packages of Office
 * have it.
 *
 * @see APPNOTE.TXT 4.3 (the records), 4.5.3 (sizes beyond 32 bits, which some programs write for small files too)
 */
export class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #limits: WorkbookLimits;
  #left: number;

  /** @throws workbook.broken */
  constructor(bytes: Uint8Array, limits: WorkbookLimits) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#entries = new Map(this.#directory());
    this.#limits = limits;
    this.#left = limits.bytes;
  }

  /**
   * What a file holds; undefined where there is none of that name.
   *
   * @throws workbook.broken, workbook.protected, workbook.too-large
   */
  async read(name: string): Promise<Uint8Array | undefined> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return undefined;
    if (entry.encrypted) throw workbookErrors.protected();
    if (entry.size > this.#left) throw tooLarge(this.#limits);
    const content = await unpack(entry, this.#packedBytes(entry), this.#left);
    if (content === undefined) throw tooLarge(this.#limits);
    this.#left -= content.length;
    return content;
  }

  /**
   * A comment behind the archive may look like an end, so the last one counts. Where it points is the directory: an archive behind something else is refused,
   * and so is one whose directory is too far away for 32 bits, which is larger than any that is read here.
   */
  *#directory(): Generator<readonly [string, Entry]> {
    const end = this.#end();
    const begin = this.#view.getUint32(end + 16, true);
    if (begin > end) throw workbookErrors.broken();
    for (let at = begin; at < end; ) {
      if (this.#number(at, 4) !== directoryEntry) {
        // Signatures and the like stand behind the last entry.
        if (at === begin) throw workbookErrors.broken();
        return;
      }
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
        this.#number(at + offset, 2),
      ) as [number, number, number];
      const afterName = at + 46 + nameLength;
      const name = new TextDecoder().decode(this.#bytes.subarray(at + 46, afterName));
      yield [name.replaceAll('\\', '/').toLowerCase(), this.#entry(at, afterName, extraLength)];
      at = afterName + extraLength + commentLength;
    }
  }

  #end(): number {
    const last = this.#bytes.length - endLength;
    for (let at = last; at >= Math.max(0, last - longestComment); at -= 1)
      if (this.#view.getUint32(at, true) === endOfDirectory) return at;
    throw workbookErrors.broken();
  }

  #entry(at: number, extra: number, extraLength: number): Entry {
    const long = this.#longNumbers(extra, extra + extraLength);
    // Those that are too long for their field stand in the extra one, in this order.
    const [size, packed, from] = [24, 20, 42].map((offset) => {
      const given = this.#number(at + offset, 4);
      return given === inExtra ? (long.next().value ?? given) : given;
    }) as [number, number, number];
    return {
      method: this.#number(at + 10, 2),
      encrypted: (this.#number(at + 8, 2) & 1) === 1,
      check: this.#number(at + 16, 4),
      packed,
      size,
      from,
    };
  }

  /** The numbers of 64 bits in the extra fields of an entry. */
  *#longNumbers(from: number, to: number): Generator<number, undefined> {
    for (let at = from; at + 4 <= to; ) {
      const length = this.#number(at + 2, 2);
      if (this.#number(at, 2) === 1)
        for (let each = at + 4; each + 8 <= at + 4 + length; each += 8)
          yield this.#number(each, 4) + this.#number(each + 4, 4) * 2 ** 32;
      at += 4 + length;
    }
    return undefined;
  }

  #packedBytes({ from, packed }: Entry): Uint8Array {
    if (this.#number(from, 4) !== fileHeader) throw workbookErrors.broken();
    const begin = from + 30 + this.#number(from + 26, 2) + this.#number(from + 28, 2);
    const end = begin + packed;
    if (end > this.#bytes.length) throw workbookErrors.broken();
    return this.#bytes.subarray(begin, end);
  }

  /** @throws workbook.broken for a place beyond the end */
  #number(at: number, bytes: 2 | 4): number {
    if (at + bytes > this.#bytes.length) throw workbookErrors.broken();
    return bytes === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true);
  }
}
