import {
  checkFormat,
  type Deadband,
  type Latest,
  noLatest,
  type Point,
  registersOf,
  type Span,
  tagErrors,
  type ValueFormat,
  type WriteRules,
} from '@millwright/tags';
import { type Area, addressCount, areas, isBitArea } from '../area.ts';

/** One point of a unit: a bool in a bit area; in a register area a number, a text, or a bit of a register. */
export interface ModbusTag extends ValueFormat {
  readonly name: string;
  readonly area: Area;
  /** Zero-based, as it goes over the wire. */
  readonly address: number;
  /** The address as the table has it, for whoever reads its samples. */
  readonly shown?: string;
  /** Unit of measure. */
  readonly unit?: string;
  readonly deadband?: Deadband;
  readonly rules?: WriteRules;
  readonly group?: string;
}

/** A tag as something to be read. */
export interface Member extends Span {
  readonly area: Area;
  readonly tag: ModbusTag;
  readonly point: Point;
  /** What was read of it. */
  readonly latest: Latest;
}

export function pointOf({ name, area, address, shown, unit }: ModbusTag): Point {
  const point = { name, address: shown ?? `${area}:${address}` };
  return unit === undefined ? point : { ...point, unit };
}

/**
 * A tag as something to be read.
 * @throws `tags.bad-format` where there can be no such tag
 */
export function memberOf(tag: ModbusTag): Member {
  checkFormat(tag);
  const { area, address, type, bit } = tag;
  const length = registersOf(tag);
  const reason = problemOf(area, address, length) ?? typeProblem(area, type, bit);
  if (reason !== undefined) throw tagErrors.badFormat({ reason });
  return { area, start: address, length, tag, point: pointOf(tag), latest: noLatest() };
}

function problemOf(area: Area, address: number, length: number): string | undefined {
  if (!areas.includes(area)) return `there is no area "${area}"`;
  return Number.isInteger(address) && address >= 0 && address + length <= addressCount
    ? undefined
    : `address ${address} lies outside 0 to ${addressCount - length}`;
}

function typeProblem(area: Area, type: ModbusTag['type'], bit: number | undefined): string | undefined {
  if (isBitArea(area)) {
    return type === 'bool' && bit === undefined ? undefined : `a ${area} is a bool and nothing else`;
  }
  return type === 'bool' && bit === undefined ? 'a bool in a register says which bit it is' : undefined;
}
