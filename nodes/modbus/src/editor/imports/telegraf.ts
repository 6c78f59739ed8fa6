import type { ReadFile } from '@millwright/editor';
import type { Area } from '../../common/area.ts';
import { readTables, type TelegrafField } from './telegraf-tables.ts';

/** Why a field of Telegraf can be no tag of this table. */
export type TelegrafReason =
  | { readonly kind: 'line' }
  | { readonly kind: 'omitted' }
  | { readonly kind: 'style'; readonly style: string }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'half'; readonly type: string }
  | { readonly kind: 'gap'; readonly addresses: string }
  | { readonly kind: 'count'; readonly addresses: string; readonly type: string };

type UnknownType = Extract<TelegrafReason, { readonly kind: 'type' | 'half' }>;
type Settings = Readonly<Record<string, string>>;
type Cells = Record<string, unknown>;

/** By the lists of `register` tables, and by what `register` says in the others. */
const areas: ReadonlyMap<string, Area> = new Map([
  ['coils', 'coil'],
  ['coil', 'coil'],
  ['discrete_inputs', 'discrete-input'],
  ['discrete', 'discrete-input'],
  ['holding_registers', 'holding-register'],
  ['holding', 'holding-register'],
  ['input_registers', 'input-register'],
  ['input', 'input-register'],
]);

/** The orders of one and four registers, which Telegraf spells out. */
const orders: ReadonlyMap<string, string> = new Map([
  ['AB', 'ABCD'],
  ['BA', 'DCBA'],
  ['ABCDEFGH', 'ABCD'],
  ['BADCFEHG', 'BADC'],
  ['GHEFCDAB', 'CDAB'],
  ['HGFEDCBA', 'DCBA'],
]);

/**
 * Reads the tables of Telegraf's Modbus input, in each of its styles (`register`, `request`, `metric`): one tag for
 * each field of this unit. Undefined for any other text. Telegraf counts addresses from 0.
 *
 * @see https://docs.influxdata.com/telegraf/v1/input-plugins/modbus/
 * @param format how a row of the table writes an address of an area that counts from 0
 */
export function readTelegraf(
  text: string,
  unit: string,
  format: (area: Area, address: number) => string,
  reasonText: (reason: TelegrafReason) => string,
): ReadFile | undefined {
  const tables = readTables(text);
  if (tables === undefined) return undefined;
  const rows: ReadFile['rows'][number][] = [];
  const refused: ReadFile['refused'][number][] = tables.strange.map((line) => ({
    line,
    reason: reasonText({ kind: 'line' }),
  }));
  for (const field of tables.fields) {
    const cells = cellsOf(field, unit, format);
    if ('kind' in cells) refused.push({ line: field.line, reason: reasonText(cells) });
    else rows.push({ line: field.line, cells: cells.tag });
  }
  return { format: 'Telegraf', rows, refused, unknown: [] };
}

function cellsOf(
  { list, settings, table }: TelegrafField,
  unit: string,
  format: (area: Area, address: number) => string,
): { readonly tag: Cells } | TelegrafReason {
  const said: Settings = { ...table.settings, ...settings };
  const style = table.input['configuration_type'] ?? table.style;
  if (style !== table.style) return { kind: 'style', style };
  if (said['omit'] === 'true') return { kind: 'omitted' };
  const slave = said['slave_id'] ?? unit;
  if (slave !== unit) return { kind: 'unit', unit: slave };
  const area = areas.get(list) ?? areas.get(said['register'] ?? '') ?? 'holding-register';
  // A name of the table is that of the device.
  const { name = '', address = '' } = settings;
  const addresses = address.split(',').filter((each) => each !== '');
  const [first = ''] = addresses;
  const shown = { name, area, address: /^\d{1,5}$/.test(first) ? format(area, Number(first)) : first };
  if (addresses.some((each, place) => place > 0 && Number(each) !== Number(first) + place))
    return { kind: 'gap', addresses: address };
  if (area === 'coil' || area === 'discrete-input') {
    if (addresses.length > 1) return { kind: 'count', addresses: address, type: 'bool' };
    return { tag: { ...shown, type: 'bool' } };
  }
  const type = table.style === 'register' ? typeOfWidth(said, address) : plainType(said['type'] ?? '');
  if (typeof type !== 'string') return type;
  const { byte_order: order = 'ABCD', scale, bit, length } = said;
  return {
    tag: {
      ...shown,
      type,
      byteOrder: orders.get(order) ?? order,
      ...(type === 'bool' && { bit: bit ?? '0' }),
      ...(type === 'string' && { length: length ?? String(addresses.length) }),
      ...(scale !== undefined && Number(scale) !== 1 && isNumber(type) && { factor: scale }),
    },
  };
}

const isNumber = (type: string): boolean => type !== 'bool' && type !== 'string';

const widthOf = (type: string): number => (type.endsWith('64') ? 4 : type.endsWith('32') ? 2 : 1);

/** The type of a `request` or `metric` table. */
function plainType(given: string): string | UnknownType {
  const type = given.toLowerCase();
  if (type === 'bit') return 'bool';
  if (type === 'string' || /^(?:u?int(?:16|32|64)|float(?:32|64))$/.test(type)) return type;
  return /^u?int8[lh]$/.test(type) ? { kind: 'half', type: given } : { kind: 'type', type: given };
}

/** The type of a `register` table, which has an address for each register. */
function typeOfWidth({ data_type: given = '' }: Settings, addresses: string): string | TelegrafReason {
  const registers = addresses.split(',').length;
  const type = plainType(widened(given, registers * 16));
  if (typeof type !== 'string')
    return fixed.test(given) ? { kind: 'count', addresses, type: given } : { ...type, type: given };
  return type === 'string' || widthOf(type) === registers ? type : { kind: 'count', addresses, type: given };
}

const fixed = /^(?:FIXED|UFIXED|FLOAT32)$/;

/** Fixed point is an integer of as many bits as there are, and so is `FLOAT32`, its old name; numbers of IEEE 754 say so. */
function widened(given: string, bits: number): string {
  if (fixed.test(given)) return given === 'FIXED' ? `int${bits}` : `uint${bits}`;
  return given.replace(/-IEEE$/, '');
}
