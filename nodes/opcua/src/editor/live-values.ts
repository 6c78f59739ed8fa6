import { call, failureText, type LiveAnswer } from '@millwright/editor';
import { mostRows } from '@millwright/plc';
import { shownValue } from '@millwright/plc/editor';
import * as v from 'valibot';
import { opcuaRoutes } from '../common/routes.ts';
import { tableFormat } from '../common/table-format.ts';
import { learnPerRequest } from './plan.ts';
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
  const result = await call(opcuaRoutes.read, { body: { connection, format: format.output, tags } });
  if (!result.ok) return { problem: failureText(result.failure, texts) };
  const { samples, pace, perRequest } = result.value;
  learnPerRequest(connection, perRequest);
  return { values: samples.map((sample) => shownValue(sample, texts)), pace };
}
