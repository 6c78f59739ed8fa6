import { call, failureText, type TestOutcome } from '@millwright/editor';
import { reasonOf, tookText } from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import { modbusRoutes } from '../common/routes.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { type ModbusTexts, pluginTexts } from './texts.ts';
import { isUnit } from './units.ts';

type TestResult = RouteResponse<typeof modbusRoutes.test>;
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
    if (type === tagsNode.type && unit !== '' && isUnit(number)) return number;
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
