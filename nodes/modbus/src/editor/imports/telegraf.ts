import type { ReadFile } from '@millwright/editor';
import type { Area } from '../../common/area.ts';

/** Why a field of Telegraf can be no tag of this table. */
export type TelegrafReason =
  | { readonly kind: 'omitted' }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'unit'; readonly unit: string };

const areas: Readonly<Record<string, Area>> = {
  coil: 'coil',
  discrete: 'discrete-input',
  holding: 'holding-register',
  input: 'input-register',
};

const types = /^(?:u?int(?:16|32|64)|float(?:32|64))$/;

/**
 * Reads the `request` tables of Telegraf's Modbus input: one tag for each field of this unit. Undefined for any other
 * text. Telegraf counts addresses from 0.
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
  if (!/^\s*\[\[inputs\.modbus\.request\]\]/m.test(text)) return undefined;
  const rows: ReadFile['rows'][number][] = [];
  const refused: ReadFile['refused'][number][] = [];
  let request: Readonly<Record<string, string>> | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const given = withoutComment(raw).trim();
    if (/^\[\[?/.test(given)) {
      request = given === '[[inputs.modbus.request]]' ? {} : undefined;
      continue;
    }
    if (request === undefined) continue;
    const fields = [...given.matchAll(/\{([^}]*)\}/g)].map(([, inside = '']) => pairsOf(inside));
    if (fields.length === 0) {
      request = { ...request, ...pairsOf(given) };
      continue;
    }
    for (const field of fields) {
      const reason = whyNot(field, request, unit);
      if (reason === undefined) rows.push({ line, cells: cellsOf(field, request, format) });
      else refused.push({ line, reason: reasonText(reason) });
    }
  }
  return { format: 'Telegraf', rows, refused, unknown: [] };
}

const areaOf = ({ register = '' }: Readonly<Record<string, string>>): Area =>
  areas[register] ?? 'holding-register';

const isBit = (area: Area): boolean => area === 'coil' || area === 'discrete-input';

function whyNot(
  { omit, type = '' }: Readonly<Record<string, string>>,
  request: Readonly<Record<string, string>>,
  unit: string,
): TelegrafReason | undefined {
  const slave = request['slave_id'] ?? '1';
  if (omit === 'true') return { kind: 'omitted' };
  if (slave !== unit) return { kind: 'unit', unit: slave };
  return isBit(areaOf(request)) || types.test(type.toLowerCase()) ? undefined : { kind: 'type', type };
}

function cellsOf(
  { name = '', address = '', type = '', scale }: Readonly<Record<string, string>>,
  request: Readonly<Record<string, string>>,
  format: (area: Area, address: number) => string,
): Record<string, unknown> {
  const area = areaOf(request);
  const shown = /^\d{1,5}$/.test(address) ? format(area, Number(address)) : address;
  if (isBit(area)) return { name, area, address: shown, type: 'bool' };
  const order = request['byte_order'] ?? 'ABCD';
  return {
    name,
    area,
    address: shown,
    type: type.toLowerCase(),
    byteOrder: { AB: 'ABCD', BA: 'DCBA' }[order] ?? order,
    ...(scale !== undefined && { factor: scale }),
  };
}

/** `address=0, name="rpm"` as its names and values, all as text. */
const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,\s"']+))/g)].map(
      ([, name = '', double, single, plain]) => [name, double ?? single ?? plain ?? ''],
    ),
  );

/** A `#` begins a comment, unless it stands in quotes. */
function withoutComment(line: string): string {
  const [code = ''] = /^(?:[^#"']|"[^"]*"|'[^']*')*/.exec(line) ?? [];
  return code;
}
