import type { Cells, Pace, Plan } from '@millwright/editor';
import { planLine, planNames, roundTime } from '@millwright/plc/editor';
import { planReads, type Span, tagTypes } from '@millwright/tags';
import { notationOf, parseAddress } from '../common/address.ts';
import { type Area, areaOf, isBitArea } from '../common/area.ts';
import { width } from '../common/tag-rules.ts';
import { type ModbusTexts, pluginTexts } from './texts.ts';

/** The plan of the dialog of a table. */
export const planInDialog = (
  rows: readonly Cells[],
  others: Others,
  pace: Pace | undefined,
): Plan | undefined => planOf(rows, others, pace, pluginTexts());

/** The values of the other fields of the dialog. */
export type Others = Readonly<Record<string, unknown>>;

export const placeOf = (cells: Cells, others: Others = {}) =>
  parseAddress(
    String(cells['address'] ?? ''),
    notationOf(others['notation']),
    areaOf(cells['area']) ?? 'holding-register',
  );

export const widthOf = ({ type, length }: Cells): number => {
  const registers = Number(length);
  return width({
    type: tagTypes.find((each) => each === type) ?? 'uint16',
    length: Number.isInteger(registers) && registers > 0 ? registers : undefined,
  });
};

interface Member extends Span {
  readonly area: Area;
  readonly name: string;
}

/** What one request for values may be at most. @see MODBUS Application Protocol V1.1b3, sections 6.1 to 6.4 */
const most = { bits: 2000, registers: 125 };

const limitOf = (given: unknown, highest: number): number => {
  const limit = Number(given);
  return Number.isInteger(limit) && limit >= 1 ? Math.min(limit, highest) : highest;
};

/** What the table says of its requests; while that is not right, what the protocol allows. */
export const limitsOf = ({ maxBits, maxRegisters, gap }: Others) => ({
  bits: limitOf(maxBits, most.bits),
  registers: limitOf(maxRegisters, most.registers),
  gap: Number.isInteger(Number(gap)) ? Math.min(Math.max(0, Number(gap)), most.registers - 1) : 0,
});

/** In how many requests the unit is asked for these rows, and which; undefined while no row has an address. */
export function planOf(
  rows: readonly Cells[],
  others: Others,
  pace: Pace | undefined,
  texts: ModbusTexts,
): Plan | undefined {
  const members = rows.flatMap((cells): Member[] => {
    const place = cells['access'] === 'write' ? undefined : placeOf(cells, others);
    return place === undefined
      ? []
      : [
          {
            area: place.area,
            start: place.address,
            length: widthOf(cells),
            name: String(cells['name'] ?? ''),
          },
        ];
  });
  if (members.length === 0) return undefined;
  const { bits, registers, gap } = limitsOf(others);
  const { blocks, tooLong } = planReads(members, {
    limitOf: (area) => (isBitArea(area) ? bits : registers),
    gapOf: (area) => (isBitArea(area) ? gap * 16 : gap),
  });
  const facts = {
    tags: members.length - tooLong.length,
    requests: blocks.length,
    time: pace && roundTime(blocks.length, pace),
  };
  const line = planLine(facts, texts);
  const steps = blocks.map(({ area, start, length, members: inside }) =>
    texts('plan.block', {
      area: texts(`plan.area.${area}`),
      // As it goes over the wire: addresses have no separators.
      first: String(start),
      last: String(start + length - 1),
      names: planNames(inside),
    }),
  );
  if (tooLong.length === 0) return { line, steps };
  return { line, steps, problem: texts('plan.tooLong', { names: planNames(tooLong) }) };
}
