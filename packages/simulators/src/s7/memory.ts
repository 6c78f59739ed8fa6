/** The areas of a PLC by the names that its programmers know; `P` is the periphery, past the process image. */
export const memoryAreas = ['DB', 'I', 'Q', 'M', 'T', 'C', 'P'] as const;

export type MemoryArea = (typeof memoryAreas)[number];

/** How much there is of each. */
export interface MemorySizes {
  /** Bytes of data blocks by their numbers. */
  readonly blocks?: Readonly<Record<number, number>>;
  /** Bytes. Default: 1,024. */
  readonly inputs?: number;
  readonly outputs?: number;
  readonly markers?: number;
  readonly periphery?: number;
  /** How many. Default: 256. */
  readonly timers?: number;
  readonly counters?: number;
}

/** What a simulated PLC remembers. Its bytes are there to be looked at and changed. */
export class S7Memory {
  readonly #blocks = new Map<number, Buffer>();
  readonly #areas: Readonly<Record<Exclude<MemoryArea, 'DB'>, Buffer>>;

  constructor(sizes: MemorySizes = {}) {
    const { blocks = { 1: 65_536 }, inputs = 1_024, outputs = 1_024, markers = 1_024 } = sizes;
    for (const [number, size] of Object.entries(blocks)) this.#blocks.set(Number(number), Buffer.alloc(size));
    this.#areas = {
      I: Buffer.alloc(inputs),
      Q: Buffer.alloc(outputs),
      M: Buffer.alloc(markers),
      P: Buffer.alloc(sizes.periphery ?? 1_024),
      T: Buffer.alloc(2 * (sizes.timers ?? 256)),
      C: Buffer.alloc(2 * (sizes.counters ?? 256)),
    };
  }

  /** The bytes of an area, or undefined where there is no such data block. Timers and counters take two bytes each. */
  find(area: MemoryArea, db = 0): Buffer | undefined {
    return area === 'DB' ? this.#blocks.get(db) : this.#areas[area];
  }

  /** The bytes of a data block. @throws RangeError where there is none */
  block(number: number): Buffer {
    const found = this.#blocks.get(number);
    if (!found) throw new RangeError(`there is no DB${number}`);
    return found;
  }

  /** The bytes of any other area. */
  area(area: Exclude<MemoryArea, 'DB'>): Buffer {
    return this.#areas[area];
  }

  /** The numbers of the data blocks, in order. */
  get blocks(): readonly number[] {
    return [...this.#blocks.keys()].sort((one, other) => one - other);
  }

  /** Makes a data block, or makes it anew. */
  addBlock(number: number, size: number): Buffer {
    const bytes = Buffer.alloc(size);
    this.#blocks.set(number, bytes);
    return bytes;
  }

  removeBlock(number: number): void {
    this.#blocks.delete(number);
  }
}
