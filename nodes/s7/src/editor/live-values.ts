import { call, failureText, type LiveAnswer } from '@millwright/editor';
import { mostRows } from '@millwright/plc';
import { shownValue } from '@millwright/plc/editor';
import * as v from 'valibot';
import { requestLimitsOf } from '../common/request-fields.ts';
import { s7Routes } from '../common/routes.ts';
import { tableFormat } from '../common/table-format.ts';
import { learnPdu } from './plan.ts';
import { pluginTexts } from './texts.ts';

type Cells = Readonly<Record<string, unknown>>;

/** The values of rows as they are typed, over the deployed connection that the table names. It never rejects. */
export async function liveValues(rows: readonly Cells[], others: Cells): Promise<LiveAnswer> {
  const texts = pluginTexts();
  const connection = String(others['connection'] ?? '');
  const format = v.safeParse(tableFormat, others);
  if (connection === '' || connection === '_ADD_' || !format.success)
    return { problem: texts('live.notYet') };
  const tags = rows.slice(0, mostRows).map((row) => ({ ...row }));
  const body = { connection, format: format.output, limits: requestLimitsOf(others), tags };
  const result = await call(s7Routes.read, { body });
  if (!result.ok) return { problem: failureText(result.failure, texts) };
  const { samples, pace, pdu } = result.value;
  learnPdu(connection, pdu);
  return { values: samples.map((sample) => shownValue(sample, texts)), pace };
}
