import type { Cells } from '@millwright/editor';
import { mostRows } from '@millwright/plc';
import { referredId } from '@millwright/schema';
import * as v from 'valibot';

/** What the route of live values is asked with, whatever the protocol. */
export interface AskedRows<Format> {
  /** The id of a connection. */
  readonly connection: string;
  readonly format: Format;
  readonly tags: Record<string, unknown>[];
}

/**
 * The rows of a dialog that live values are asked for; undefined while the dialog does not say enough.
 * @param others the other fields of the dialog
 * @param format how the table has its values, as the route takes it
 */
export function askedRows<Format>(
  rows: readonly Cells[],
  others: Cells,
  format: v.GenericSchema<unknown, Format>,
): AskedRows<Format> | undefined {
  const connection = referredId(others['connection']);
  const parsed = v.safeParse(format, others);
  if (connection === '' || !parsed.success) return undefined;
  return { connection, format: parsed.output, tags: rows.slice(0, mostRows).map((row) => ({ ...row })) };
}
