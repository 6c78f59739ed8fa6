import { type Cells, call, failureText, type LiveAnswer } from '@millwright/editor';
import { askedRows, shownValue } from '@millwright/plc/editor';
import { requestLimitsOf } from '../common/request-fields.ts';
import { s7Routes } from '../common/routes.ts';
import { tableFormat } from '../common/table-format.ts';
import { learnPdu } from './plan.ts';
import { pluginTexts } from './texts.ts';

/** The values of rows as they are typed, over the deployed connection that the table names. It never rejects. */
export async function liveValues(rows: readonly Cells[], others: Cells): Promise<LiveAnswer> {
  const texts = pluginTexts();
  const asked = askedRows(rows, others, tableFormat);
  if (asked === undefined) return { problem: texts('live.notYet') };
  const body = { ...asked, limits: requestLimitsOf(others) };
  const result = await call(s7Routes.read, { body });
  if (!result.ok) return { problem: failureText(result.failure, texts) };
  const { samples, pace, pdu } = result.value;
  learnPdu(asked.connection, pdu);
  return { values: samples.map((sample) => shownValue(sample, texts)), pace };
}
