import {
  type Area,
  addressCount,
  exceptionCode,
  isBitArea,
  packBits,
  packRegisters,
  type Store,
  unpackBits,
  unpackRegisters,
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

/** A memory that holds the pattern at first, and can be written. It keeps only what was written. */
export function writablePatternMemory(): Memory {
  const changed = { coil: new Map<number, number>(), 'holding-register': new Map<number, number>() };
  return {
    read(area, address, quantity) {
      if (isBeyond(address, quantity)) return exceptionCode.illegalDataAddress;
      const data = patternOf(area, address, quantity);
      if (area === 'discrete-input' || area === 'input-register') return data;
      let now = data;
      const values = changed[area];
      if (values.size === 0) return data;
      for (let at = 0; at < quantity; at += 1) {
        const value = values.get(address + at);
        if (value === undefined) continue;
        const one = area === 'coil' ? packBits([value === 1]) : packRegisters([value]);
        now = written(area, now, at, 1, one);
      }
      return now;
    },
    write(area, address, quantity, data) {
      if (isBeyond(address, quantity)) return exceptionCode.illegalDataAddress;
      const values = area === 'coil' ? unpackBits(data, quantity).map(Number) : unpackRegisters(data);
      values.forEach((value, index) => {
        changed[area].set(address + index, value);
      });
      return undefined;
    },
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
