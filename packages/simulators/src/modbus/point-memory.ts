import { type Area, bitAt, exceptionCode, isBitArea, packBits } from '@millwright/modbus';
import { decodeValue, encodeValue, isValue, registersOf, type TagValue } from '@millwright/tags';
import type { Point } from '../plant/point.ts';
import { type Memory, written } from './memory.ts';

type Named<Name extends string> = Point & { readonly name: Name };

/** The machine behind a memory. */
export interface Machine<Name extends string> {
  /** The value of each point, asked for at each read. */
  values(): Readonly<Record<Name, TagValue>>;
  /** Whether it takes all of these set points together; absent where it has none. */
  accepts?(values: Readonly<Partial<Record<Name, TagValue>>>): boolean;
  /** Takes them. They are accepted ones. */
  take?(values: Readonly<Partial<Record<Name, TagValue>>>): void;
}

/**
 * The memory of a PLC whose areas end after their last point, as a real one's do. What lies between points reads 0.
 * Points with `access` can be written: what the machine does not accept is refused with exception 3, all of it, and
 * every other address with exception 2.
 */
export class PointMemory<Name extends string> implements Memory {
  readonly #points: readonly Named<Name>[];
  readonly #machine: Machine<Name>;

  constructor(points: readonly Named<Name>[], machine: Machine<Name>) {
    this.#points = points;
    this.#machine = machine;
  }

  read(area: Area, address: number, quantity: number): Uint8Array | number {
    const size = this.#size(area);
    if (address + quantity > size) return exceptionCode.illegalDataAddress;
    const all = this.#image(area, size);
    if (!isBitArea(area)) return all.subarray(address * 2, (address + quantity) * 2);
    return packBits(Array.from({ length: quantity }, (_, index) => bitAt(all, address + index)));
  }

  write(
    area: 'coil' | 'holding-register',
    address: number,
    quantity: number,
    data: Uint8Array,
  ): number | undefined {
    const end = address + quantity;
    const touched = this.#in(area).filter((point) => point.address < end && endOf(point) > address);
    const isWritable = (at: number): boolean =>
      touched.some((point) => point.access === 'read-write' && point.address <= at && at < endOf(point));
    for (let at = address; at < end; at += 1) {
      if (!isWritable(at)) return exceptionCode.illegalDataAddress;
    }
    const after = written(area, this.#image(area, this.#size(area)), address, quantity, data);
    const values: Partial<Record<Name, TagValue>> = {};
    for (const point of touched) {
      const value = valueAt(point, after);
      if (value === undefined) return exceptionCode.illegalDataValue;
      values[point.name] = value;
    }
    if (!this.#machine.accepts?.(values)) return exceptionCode.illegalDataValue;
    this.#machine.take?.(values);
    return undefined;
  }

  #in(area: Area): readonly Named<Name>[] {
    return this.#points.filter((point) => point.area === area);
  }

  #size(area: Area): number {
    return Math.max(0, ...this.#in(area).map(endOf));
  }

  /** The whole area, as the answer to a read of all of it carries it. */
  #image(area: Area, size: number): Uint8Array {
    const now = this.#machine.values();
    const points = this.#in(area);
    if (isBitArea(area)) {
      const bits = new Array<boolean>(size).fill(false);
      for (const { name, address } of points) bits[address] = now[name] === true;
      return packBits(bits);
    }
    const registers = new Uint8Array(size * 2);
    for (const { name, address, type } of points) {
      registers.set(encodeValue(now[name], { type, byteOrder: 'ABCD' }), address * 2);
    }
    return registers;
  }
}

const endOf = (point: Point): number => point.address + registersOf(point);

/** The value of a point in the image of its area. */
function valueAt({ area, address, type }: Point, image: Uint8Array): TagValue | undefined {
  if (isBitArea(area)) return bitAt(image, address);
  const decoded = decodeValue(image, { type, byteOrder: 'ABCD' }, address * 2);
  return isValue(decoded) ? decoded : undefined;
}
