import { type Cells, call, failureText, type LiveAnswer } from '@millwright/editor';
import { askedRows, shownValue } from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import { modbusRoutes, tableFormat } from '../common/routes.ts';
import { limitsOf } from './plan.ts';
import { pluginTexts } from './texts.ts';
import { isUnit } from './units.ts';

/** The values of rows as they are typed, over the deployed connection that the table names. */
export async function liveValues(rows: readonly Cells[], others: Cells): Promise<LiveAnswer> {
  const answer = await askRows(rows, others);
  if ('problem' in answer) return answer;
  const texts = pluginTexts();
  const { samples, pace } = answer;
  return { values: samples.map((sample) => shownValue(sample, texts)), pace };
}

/** A sample for each row, in their order; or in words why none could be asked for. It never rejects. */
export async function askRows(
  rows: readonly Cells[],
  others: Cells,
): Promise<ReadAnswer | { readonly problem: string }> {
  const texts = pluginTexts();
  const asked = askedRows(rows, others, tableFormat);
  const unit = Number(others['unit']);
  if (asked === undefined || !isUnit(unit)) return { problem: texts('live.notYet') };
  const body = { ...asked, unit, limits: limitsOf(others) };
  const result = await call(modbusRoutes.read, { body });
  return result.ok ? result.value : { problem: failureText(result.failure, texts) };
}

type ReadAnswer = RouteResponse<typeof modbusRoutes.read>;
