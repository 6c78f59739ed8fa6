import { call, failureText, type LiveAnswer, type TestOutcome } from '@millwright/editor';
import { mostRows } from '@millwright/plc';
import { reasonOf, shownValue, tookText } from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import * as v from 'valibot';
import { modbusRoutes, tableFormat } from '../common/routes.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { limitsOf } from './plan.ts';
import { type ModbusTexts, pluginTexts } from './texts.ts';

type TestResult = RouteResponse<typeof modbusRoutes.test>;
/** A unit is one byte. */
export const lastUnit = 255;

type Cells = Readonly<Record<string, unknown>>;

/** The dialog of a connection asks the server to connect as it says. */
export async function testConnection(
  config: Cells,
  id: string,
  unit: number | undefined,
): Promise<TestOutcome> {
  const texts = pluginTexts();
  const result = await call(
    modbusRoutes.test,
    { body: { node: id, config, ...(unit !== undefined && { unit }) } },
    { timeout: 90_000 },
  );
  if (!result.ok) return { tone: 'bad', text: failureText(result.failure, texts) };
  return outcomeOf(result.value, texts);
}

/** The unit of a table that names this connection, as the editor has it: it answers where another may not be there. */
export function knownUnit(connection: Cells | undefined): number {
  const users: readonly unknown[] = Array.isArray(connection?.['users']) ? connection['users'] : [];
  for (const user of users) {
    const { type, unit } = (user ?? {}) as Cells;
    const number = Number(unit);
    if (
      type === tagsNode.type &&
      unit !== '' &&
      Number.isInteger(number) &&
      number >= 0 &&
      number <= lastUnit
    )
      return number;
  }
  return 1;
}

/** What a test came to, in words. */
export function outcomeOf(
  { place, unit, milliseconds, answered, identification, status, error }: TestResult,
  texts: ModbusTexts,
): TestOutcome {
  const time = tookText(milliseconds, texts.locale);
  if (!answered) {
    const reason = reasonOf({ status, error }, texts) ?? '';
    return { tone: 'uncertain', text: texts('test.silent', { place, unit: String(unit), reason }) };
  }
  const connected = texts('test.connected', { place, time });
  const names = identification?.map(({ text }) => text).filter((text) => text !== '') ?? [];
  return { tone: 'good', text: names.length === 0 ? connected : `${connected} · ${names.join(' ')}` };
}

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
  const connection = String(others['connection'] ?? '');
  const format = v.safeParse(tableFormat, others);
  const unit = Number(others['unit']);
  if (
    connection === '' ||
    connection === '_ADD_' ||
    !format.success ||
    !Number.isInteger(unit) ||
    unit < 0 ||
    unit > lastUnit
  )
    return { problem: texts('live.notYet') };
  const result = await call(modbusRoutes.read, {
    body: {
      connection,
      unit,
      format: format.output,
      limits: limitsOf(others),
      tags: rows.slice(0, mostRows).map((row) => ({ ...row })),
    },
  });
  return result.ok ? result.value : { problem: failureText(result.failure, texts) };
}

type ReadAnswer = RouteResponse<typeof modbusRoutes.read>;
