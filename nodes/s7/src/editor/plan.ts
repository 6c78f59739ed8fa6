import type { Cells, Pace, Plan } from '@millwright/editor';
import { planLine, planNames, roundTime } from '@millwright/plc/editor';
import { planS7Reads, regionOf, type S7Span, spanOf, usualPdu } from '@millwright/s7';
import { requestLimitsOf } from '../common/request-fields.ts';
import { addressOfCells } from './address-of-cells.ts';
import { pluginTexts, type S7Texts } from './texts.ts';

type Others = Readonly<Record<string, unknown>>;

/** The most bytes of a message, by connection, as far as their PLCs have said. */
const known = new Map<string, number>();

export function learnPdu(connection: string, pdu: number | undefined): void {
  if (pdu !== undefined) known.set(connection, pdu);
}

/** The plan of the dialog of a table. */
export const planInDialog = (
  rows: readonly Cells[],
  others: Others,
  pace: Pace | undefined,
): Plan | undefined =>
  planOf(rows, others, {
    pdu: known.get(String(others['connection'] ?? '')) ?? usualPdu,
    pace,
    texts: pluginTexts(),
  });

interface Around {
  /** The most bytes of a message. */
  readonly pdu: number;
  readonly pace: Pace | undefined;
  readonly texts: S7Texts;
}

type Member = S7Span & { readonly name: string };

/** In how many requests the PLC is asked for these rows, and which; undefined while no row has an address. */
export function planOf(
  rows: readonly Cells[],
  others: Others,
  { pdu, pace, texts }: Around,
): Plan | undefined {
  const members = rows.flatMap((cells): Member[] => {
    const address = cells['access'] === 'write' ? undefined : addressOfCells(cells);
    if (address === undefined) return [];
    return [{ ...spanOf(address.place, address.shape), name: String(cells['name'] ?? '') }];
  });
  if (members.length === 0) return undefined;
  const { maxItems, ...options } = requestLimitsOf(others);
  const { requests } = planS7Reads(members, { pdu, items: maxItems }, options);
  const time = pace && roundTime(requests.length, pace);
  const line = planLine({ tags: members.length, requests: requests.length, time }, texts);
  const steps = requests.map((request) =>
    texts('plan.request', {
      items: request.items.map(itemText).join(', '),
      names: planNames(request.parts.flatMap(({ block }) => block.members)),
    }),
  );
  return { line, steps };
}

type Item = ReturnType<typeof planS7Reads>['requests'][number]['items'][number];

/** `DB5 0–39`: from which byte of an area to which, or from which timer or counter. */
const itemText = ({ area, db, start, length }: Item): string =>
  `${regionOf({ area, ...(db !== undefined && { db }) })} ${start}–${start + length - 1}`;
