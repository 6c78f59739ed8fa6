import {
  type Answer,
  type Area,
  exceptionCode,
  isBitArea,
  packBits,
  type ReadRequest,
} from '@millwright/modbus';
import { encodeValue, registersOf, type TagValue } from '@millwright/tags';
import type { Point } from '../plant/filler-map.ts';

/** What a simulated PLC holds at its addresses. */
export interface Memory {
  read(request: ReadRequest): Answer;
}

/**
 * The memory of a PLC whose areas end after their last point, as a real one's do; what lies between points reads 0.
 * @param values the value of each point, asked for at each read
 */
export function pointMemory<Name extends string>(
  points: readonly (Point & { readonly name: Name })[],
  values: () => Readonly<Record<Name, TagValue>>,
): Memory {
  const sizes = new Map<Area, number>();
  for (const point of points) {
    sizes.set(point.area, Math.max(sizes.get(point.area) ?? 0, point.address + registersOf(point)));
  }
  return {
    read({ area, address, quantity }) {
      const size = sizes.get(area) ?? 0;
      if (address + quantity > size) return { exception: exceptionCode.illegalDataAddress };
      const now = values();
      const bits = new Array<boolean>(size).fill(false);
      const registers = new Uint8Array(size * 2);
      for (const { name, area: home, address: at, type } of points) {
        if (home !== area) continue;
        const value = now[name];
        if (type === 'bool') bits[at] = value === true;
        else registers.set(encodeValue(value, { type, byteOrder: 'ABCD' }), at * 2);
      }
      const data = isBitArea(area)
        ? packBits(bits.slice(address, address + quantity))
        : registers.subarray(address * 2, (address + quantity) * 2);
      return { data };
    },
  };
}

/** What {@link patternMemory} holds at an address: a wrong offset, order or unit shows at once. */
export const pattern = {
  bit: (area: Area, address: number): boolean => address % (area === 'coil' ? 2 : 3) === 0,
  register: (area: Area, address: number): number =>
    area === 'holding-register' ? address : 0xffff - address,
} as const;

/** A memory that is full to the last address of each area, with values that tell where they came from. */
export const patternMemory: Memory = {
  read({ area, address, quantity }) {
    if (isBitArea(area)) {
      return {
        data: packBits(Array.from({ length: quantity }, (_, index) => pattern.bit(area, address + index))),
      };
    }
    const data = new Uint8Array(quantity * 2);
    const view = new DataView(data.buffer);
    for (let index = 0; index < quantity; index += 1) {
      view.setUint16(index * 2, pattern.register(area, address + index));
    }
    return { data };
  },
};
