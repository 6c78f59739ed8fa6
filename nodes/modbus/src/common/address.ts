import { type Area, areaOf, lastAddress } from './area.ts';

/**
 * How people write addresses. What goes over the wire is an area and a number from 0 in each of them.
 *
 * - `zero`, `one`: the number alone, counted from 0 or from 1; the area is said beside it
 * - `modicon-5`, `modicon-6`: 40001 or 400001, where the first digit is the area and the rest counts from 1
 * - `modicon-x`: 4x1, the same without zeros
 * - `iec`: %MW0, %M0, %IW0, %I0, counted from 0
 */
export const notations = ['zero', 'one', 'modicon-5', 'modicon-6', 'modicon-x', 'iec'] as const;

export type Notation = (typeof notations)[number];

export const notationOf = (given: unknown): Notation =>
  notations.find((notation) => notation === given) ?? 'zero';

export interface Address {
  readonly area: Area;
  /** Counted from 0, as it goes over the wire. */
  readonly address: number;
}

/** Whether an address of this notation says its area itself. */
export const namesArea = (notation: Notation): boolean => notation !== 'zero' && notation !== 'one';

const digitOf: Readonly<Record<Area, string>> = {
  coil: '0',
  'discrete-input': '1',
  'input-register': '3',
  'holding-register': '4',
};

const letterOf: Readonly<Record<Area, string>> = {
  coil: '%M',
  'discrete-input': '%I',
  'input-register': '%IW',
  'holding-register': '%MW',
};

const reversed = (names: Readonly<Record<Area, string>>): ReadonlyMap<string, Area> =>
  new Map(Object.entries(names).flatMap(([area, name]) => (areaOf(area) ? [[name, area as Area]] : [])));

const areaOfDigit = reversed(digitOf);
const areaOfLetter = reversed(letterOf);

const digits: Readonly<Record<'modicon-5' | 'modicon-6', number>> = { 'modicon-5': 4, 'modicon-6': 5 };

/**
 * What an address stands for; undefined where it is none in this notation.
 * @param area the area beside it, for the notations that do not say it
 */
export function parseAddress(text: string, notation: Notation, area: Area): Address | undefined {
  const given = text.trim();
  switch (notation) {
    case 'zero':
      return numbered(area, given, 0);
    case 'one':
      return numbered(area, given, 1);
    case 'modicon-5':
    case 'modicon-6':
      return numbered(areaOfDigit.get(given[0] ?? ''), given.slice(1), 1, digits[notation]);
    case 'modicon-x': {
      const [, digit = '', number = ''] = /^([0134])x(\d+)$/i.exec(given) ?? [];
      return numbered(areaOfDigit.get(digit), number, 1);
    }
    case 'iec': {
      const [, letters = '', number = ''] = /^(%(?:MW|M|IW|I))(\d+)$/i.exec(given) ?? [];
      return numbered(areaOfLetter.get(letters.toUpperCase()), number, 0);
    }
  }
}

/** The address in this notation. Five digits reach no further than the 9999th: beyond them it takes six. */
export function formatAddress({ area, address }: Address, notation: Notation): string {
  switch (notation) {
    case 'zero':
      return String(address);
    case 'one':
      return String(address + 1);
    case 'modicon-5':
    case 'modicon-6':
      return `${digitOf[area]}${String(address + 1).padStart(digits[notation], '0')}`;
    case 'modicon-x':
      return `${digitOf[area]}x${address + 1}`;
    case 'iec':
      return `${letterOf[area]}${address}`;
  }
}

function numbered(area: Area | undefined, text: string, first: 0 | 1, length?: number): Address | undefined {
  if (area === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  if (length !== undefined && text.length !== length) return undefined;
  const address = Number(text) - first;
  return address < 0 || address > lastAddress ? undefined : { area, address };
}
