import type { Area, RegisterArea } from '../area.ts';
import { exceptionCode } from '../pdu/exceptions.ts';
import { done, type Request } from '../pdu/request.ts';
import { packBits, packRegisters, unpackBits, word } from '../pdu/words.ts';
import { maskRegister } from '../pdu/write.ts';
import type { Answer } from './answer.ts';

/** What a unit holds: packed bits, or registers of two bytes. A number says which exception answers instead. */
export interface Store {
  /** `quantity` bits or registers from `address` on, as the answer to a read carries them. */
  read(area: Area, address: number, quantity: number): Uint8Array | number;
  /** Takes all of it or nothing. Data as {@link read} gives it. */
  write(
    area: 'coil' | 'holding-register',
    address: number,
    quantity: number,
    data: Uint8Array,
  ): number | undefined;
}

const registers = 'holding-register' satisfies RegisterArea;

/** Answers from a store what reads and writes bits and registers: function codes 1 to 6, 15, 16, 22 and 23. */
export function answerFrom(store: Store, request: Request): Answer {
  const write = (...what: Parameters<Store['write']>): Answer => {
    const exception = store.write(...what);
    return exception === undefined ? done : { exception };
  };
  const read = (...what: Parameters<Store['read']>): Answer => {
    const data = store.read(...what);
    return typeof data === 'number' ? { exception: data } : { data };
  };
  switch (request.do) {
    case 'read':
      return read(request.area, request.address, request.quantity);
    case 'write-coil':
      return write('coil', request.address, 1, packBits([request.value]));
    case 'write-coils':
      return write('coil', request.address, request.values.length, packBits(request.values));
    case 'write-register':
      return write(registers, request.address, 1, packRegisters([request.value]));
    case 'write-registers':
      return write(registers, request.address, request.data.length / 2, request.data);
    case 'mask-register': {
      const { address, and, or } = request;
      const current = store.read(registers, address, 1);
      if (typeof current === 'number') return { exception: current };
      return write(registers, address, 1, packRegisters([maskRegister(word(current, 0), and, or)]));
    }
    case 'read-write-registers': {
      const { address, quantity, write: part } = request;
      // What cannot be read is not to be written either: the client sees one outcome for both.
      const before = store.read(registers, address, quantity);
      if (typeof before === 'number') return { exception: before };
      const exception = store.write(registers, part.address, part.data.length / 2, part.data);
      return exception === undefined ? read(registers, address, quantity) : { exception };
    }
    default:
      return { exception: exceptionCode.illegalFunction };
  }
}

/** A store of its own memory: so many addresses of each area, all 0 at first. */
export class MemoryStore implements Store {
  readonly #sizes: Readonly<Record<Area, number>>;
  readonly #bits: Readonly<Record<'coil' | 'discrete-input', boolean[]>>;
  readonly #registers: Readonly<Record<RegisterArea, Uint8Array>>;

  constructor(sizes: Readonly<Record<Area, number>>) {
    this.#sizes = sizes;
    this.#bits = {
      coil: new Array<boolean>(sizes.coil).fill(false),
      'discrete-input': new Array<boolean>(sizes['discrete-input']).fill(false),
    };
    this.#registers = {
      'holding-register': new Uint8Array(sizes['holding-register'] * 2),
      'input-register': new Uint8Array(sizes['input-register'] * 2),
    };
  }

  read(area: Area, address: number, quantity: number): Uint8Array | number {
    if (address + quantity > this.#sizes[area]) return exceptionCode.illegalDataAddress;
    if (area === 'coil' || area === 'discrete-input') {
      return packBits(this.#bits[area].slice(address, address + quantity));
    }
    return this.#registers[area].slice(address * 2, (address + quantity) * 2);
  }

  /** Also inputs can be set: by whoever owns the store, not by a client. */
  write(area: Area, address: number, quantity: number, data: Uint8Array): number | undefined {
    if (address + quantity > this.#sizes[area]) return exceptionCode.illegalDataAddress;
    if (area === 'coil' || area === 'discrete-input') {
      this.#bits[area].splice(address, quantity, ...unpackBits(data, quantity));
    } else this.#registers[area].set(data, address * 2);
    return undefined;
  }
}
