import type { ReadFile } from '@millwright/editor';
import { type Address, parseAddress } from '../../common/address.ts';
import { type Area, lastAddress } from '../../common/area.ts';

/** Why a line of an io-config file can be no tag. */
export type ContribReason =
  | { readonly kind: 'line' }
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'address'; readonly address: string };

type Cells = Record<string, unknown>;

/**
 * Reads an io-config file of node-red-contrib-modbus: on each line an object with `name` and `valueAddress`. Undefined
 * for any other text. The first letter of a name is its type there, and all values are big-endian.
 *
 * @see https://github.com/BiancoRoyal/node-red-contrib-modbus, `src/core/modbus-io-core.js`
 * @param format how a row of the table writes an address of an area that counts from 0
 */
export function readContrib(
  text: string,
  format: (area: Area, address: number) => string,
  reasonText: (reason: ContribReason) => string,
): ReadFile | undefined {
  const lines = text.split(/\r?\n/).map((given, index) => ({ line: index + 1, given: given.trim() }));
  const filled = lines.filter(({ given }) => given !== '');
  if (!filled.some(({ given }) => pointOf(given) !== undefined)) return undefined;
  const rows: ReadFile['rows'][number][] = [];
  const refused: ReadFile['refused'][number][] = [];
  for (const { line, given } of filled) {
    const cells = cellsOf(given, format);
    if ('kind' in cells) refused.push({ line, reason: reasonText(cells) });
    else rows.push({ line, cells: cells.tag });
  }
  return { format: 'node-red-contrib-modbus', rows, refused, unknown: [] };
}

function cellsOf(
  given: string,
  format: (area: Area, address: number) => string,
): { readonly tag: Cells } | ContribReason {
  const point = pointOf(given);
  if (point === undefined) return { kind: 'line' };
  const { name, valueAddress } = point;
  const place = placeOf(valueAddress);
  if (place === undefined) return { kind: 'address', address: valueAddress };
  const { area, address, bit, size } = place;
  const shown = { name, area, address: format(area, address) };
  if (area === 'coil' || area === 'discrete-input') return { tag: { ...shown, type: 'bool' } };
  if (bit !== undefined) return { tag: { ...shown, type: 'bool', byteOrder: 'ABCD', bit } };
  const letter = name.slice(0, 1);
  const type = typeOf(letter, size);
  return type === undefined ? { kind: 'letter', letter } : { tag: { ...shown, type, byteOrder: 'ABCD' } };
}

function pointOf(given: string): { readonly name: string; readonly valueAddress: string } | undefined {
  try {
    const value: unknown = JSON.parse(given);
    if (typeof value !== 'object' || value === null) return undefined;
    const { name, valueAddress } = value as Readonly<Record<string, unknown>>;
    if (typeof name !== 'string' || typeof valueAddress !== 'string') return undefined;
    return { name, valueAddress: valueAddress.trim() };
  } catch {
    return undefined;
  }
}

/** The types that a first letter stands for. A word and an integer are as long as their address says. */
function typeOf(letter: string, size: string | undefined): string | undefined {
  switch (letter) {
    case 'w':
    case 'u':
      return size === 'D' ? 'uint32' : 'uint16';
    case 'i':
      return size === 'D' ? 'int32' : 'int16';
    case 'r':
    case 'f':
      return 'float32';
    case 'd':
      return 'float64';
    default:
      return undefined;
  }
}

interface Place extends Address {
  /** In its register. */
  readonly bit?: number;
  /** `W` or `D`, where the address says it. */
  readonly size?: string;
}

/**
 * These files have the addresses of the PLC. What is an input to it (`%I`) are the registers that a client can write,
 * its outputs (`%Q`) are those that can only be read. A bit `%QX3.2` is one of its register: that of the bytes 2 and 3.
 */
function placeOf(given: string): Place | undefined {
  const [, side = '', size = '', number = '', bit] =
    /^%([IQ])([XWD])(\d{1,6})(?:\.([0-7]))?$/i.exec(given) ?? [];
  if (side === '') return parseAddress(given, 'modicon-5', any) ?? parseAddress(given, 'modicon-6', any);
  const isBit = size.toUpperCase() === 'X';
  if (isBit !== (bit !== undefined)) return undefined;
  const area = side.toUpperCase() === 'I' ? 'holding-register' : 'input-register';
  if (isBit) {
    const byte = Number(number);
    return within({ area, address: Math.floor(byte / 2), bit: (byte % 2) * 8 + Number(bit) });
  }
  // `%QD30001`: people keep the number of the manual there, and set its first one as the offset of the file.
  const manual = parseAddress(number, 'modicon-5', any);
  const address = manual?.area === area ? manual.address : Number(number);
  return within({ area, address, size: size.toUpperCase() });
}

/** An address of these notations says its area itself. */
const any: Area = 'holding-register';

const within = (place: Place): Place | undefined => (place.address <= lastAddress ? place : undefined);
