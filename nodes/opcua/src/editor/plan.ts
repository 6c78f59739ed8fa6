import type { Cells, Pace, Plan } from '@millwright/editor';
import { planLine } from '@millwright/plc/editor';
import { type OpcUaTexts, pluginTexts } from './texts.ts';

type Others = Readonly<Record<string, unknown>>;

/** What one request asks for where the server has said nothing: what the client takes then, too. */
const usual = 1_000;

/** How many values one request may ask for, by connection, as far as their servers have said. */
const known = new Map<string, number>();

export function learnPerRequest(connection: string, most: number | undefined): void {
  if (most !== undefined) known.set(connection, most);
}

/** The plan of the dialog of a table. */
export const planInDialog = (
  rows: readonly Cells[],
  others: Others,
  pace: Pace | undefined,
): Plan | undefined =>
  planOf(rows, known.get(String(others['connection'] ?? '')) ?? usual, pace, pluginTexts());

/** In how many requests the server is asked for these rows; undefined while none has an address. */
export function planOf(
  rows: readonly Cells[],
  most: number,
  pace: Pace | undefined,
  texts: OpcUaTexts,
): Plan | undefined {
  const count = rows.filter(
    ({ address, access }) => access !== 'write' && String(address ?? '').trim() !== '',
  ).length;
  if (count === 0) return undefined;
  const requests = Math.ceil(count / most);
  const line = planLine({ tags: count, requests, time: pace && requests * pace.answerTime }, texts);
  const steps = Array.from({ length: requests }, (_, index) =>
    texts('plan.block', {
      first: String(index * most + 1),
      last: String(Math.min(count, (index + 1) * most)),
    }),
  );
  return { line, steps };
}
