import {
  type Area,
  addressCount,
  areas,
  exceptionCode,
  isBitArea,
  MemoryStore,
  packBits,
  type Store,
  unpackBits,
} from '@millwright/modbus';

/** What a simulated unit holds at its addresses. */
export type Memory = Store;

/** What {@link patternMemory} holds at an address: a wrong offset, order or unit shows at once. */
export const pattern = {
  bit: (area: Area, address: number): boolean => address % (area === 'coil' ? 2 : 3) === 0,
  register: (area: Area, address: number): number =>
    area === 'holding-register' ? address : 0xffff - address,
} as const;

const isBeyond = (address: number, quantity: number): boolean => address + quantity > addressCount;

function patternOf(area: Area, address: number, quantity: number): Uint8Array {
  if (isBitArea(area)) {
    return packBits(Array.from({ length: quantity }, (_, index) => pattern.bit(area, address + index)));
  }
  const data = new Uint8Array(quantity * 2);
  const view = new DataView(data.buffer);
  for (let index = 0; index < quantity; index += 1) {
    view.setUint16(index * 2, pattern.register(area, address + index));
  }
  return data;
}

/** A memory that is full to the last address of each area, with values that tell where they came from; nothing changes it. */
export const patternMemory: Memory = {
  read: (area, address, quantity) =>
    isBeyond(address, quantity) ? exceptionCode.illegalDataAddress : patternOf(area, address, quantity),
  write: () => exceptionCode.illegalDataAddress,
};

/** A memory that holds the pattern at first, and can be written. */
export function writablePatternMemory(): Memory {
  const memory = new MemoryStore(sizes(() => addressCount));
  for (const area of areas) memory.write(area, 0, addressCount, patternOf(area, 0, addressCount));
  return memory;
}

function sizes(sizeOf: (area: Area) => number): Readonly<Record<Area, number>> {
  return {
    coil: sizeOf('coil'),
    'discrete-input': sizeOf('discrete-input'),
    'holding-register': sizeOf('holding-register'),
    'input-register': sizeOf('input-register'),
  };
}

/** A memory of bits or registers as it would be after a write, to look at before anything is done. */
export function written(
  area: Area,
  before: Uint8Array,
  at: number,
  quantity: number,
  data: Uint8Array,
): Uint8Array {
  if (!isBitArea(area)) {
    const registers = Uint8Array.from(before);
    registers.set(data, at * 2);
    return registers;
  }
  const bits = [...unpackBits(before, before.length * 8)];
  bits.splice(at, quantity, ...unpackBits(data, quantity));
  return packBits(bits);
}
