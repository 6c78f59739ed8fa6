import type { Cells } from '@millwright/editor';
import { addressProblem, type DataType, formatAddress, parseAddress, typeOfName } from '@millwright/s7';

/** Why something in a file can be no tag. */
export type ImportReason =
  | { readonly kind: 'type'; readonly name: string; readonly type: string }
  | { readonly kind: 'address'; readonly name: string; readonly address: string }
  | { readonly kind: 'line' };

/** A tag as another program names it. */
export interface ForeignTag {
  readonly name: string;
  readonly address: string;
  /** `Bool`, `Array[0..9] of Int`, `String[20]`, or nothing where the address says it. */
  readonly type: string;
  readonly group: string;
}

/** A row of the table, or why there is none. What is wrong with an address alone the row says itself, in its cell. */
export function importedTag({
  name,
  address,
  type,
  group,
}: ForeignTag): { readonly cells: Cells } | ImportReason {
  if (isCode(address)) return { kind: 'address', name, address };
  const shape = shapeOf(type);
  if (shape === undefined) return { kind: 'type', name, type };
  return { cells: { name, ...(group !== '' && { group }), address: canonical(address, shape) } };
}

/** Blocks and code have symbols, too: `DB 10`, `FC 1`, `OB 1`. */
const isCode = (address: string): boolean => /^%?(?:DB|FB|FC|OB|SFB|SFC|UDT|VAT)\s*\d+$/i.test(address);

/** One that cannot be read stays as it is; one that its type contradicts has that beside it, so that its cell says so. */
function canonical(address: string, { type, length, count }: ForeignShape): string {
  const isWhole = length === undefined && count === undefined;
  if (addressProblem(address) !== undefined) return address;
  if (isWhole && addressProblem(address, type) !== undefined) return `${address}:${type}`;
  if (isWhole || type === undefined) {
    const { place, shape } = parseAddress(address, type);
    return formatAddress(place, shape);
  }
  const { bit = 0, ...byte } = parseAddress(address).place;
  return formatAddress(type === 'BOOL' ? { ...byte, bit } : byte, {
    type,
    ...(length !== undefined && { length }),
    ...(count !== undefined && { count }),
  });
}

interface ForeignShape {
  /** Undefined: as the address says. */
  readonly type: DataType | undefined;
  readonly length?: number;
  readonly count?: number;
}

function shapeOf(text: string): ForeignShape | undefined {
  if (text === '') return { type: undefined };
  const [, low, high, element] = /^array\s*\[\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*\]\s*of\s+(.+)$/i.exec(text) ?? [];
  if (element !== undefined) {
    const of = shapeOf(element);
    const count = Number(high) - Number(low) + 1;
    return of === undefined || of.count !== undefined || count < 1 ? undefined : { ...of, count };
  }
  const [, word = '', length] = /^"?(\w+)"?(?:\s*\[\s*(\d+)\s*\])?$/.exec(text) ?? [];
  const type = typeOfName(word);
  if (type === undefined) return undefined;
  if (type !== 'STRING' && type !== 'WSTRING') return { type };
  return { type, length: length === undefined ? 254 : Number(length) };
}
