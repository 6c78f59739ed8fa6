import { call, failureText, type TestOutcome, typedParts } from '@millwright/editor';
import { tookText } from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import { s7Routes } from '../common/routes.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import { pluginTexts, type S7Texts } from './texts.ts';

/** The dialog of a connection asks the server of Node-RED to connect as it says. */
export async function testConnection(
  typed: Readonly<Record<string, unknown>>,
  id: string,
): Promise<TestOutcome> {
  const texts = pluginTexts();
  const body = { node: id, ...typedParts(connectionNode, typed) };
  const result = await call(s7Routes.test, { body }, { timeout: 120_000 });
  if (!result.ok) return { tone: 'bad', text: failureText(result.failure, texts) };
  return outcomeOf(result.value, texts);
}

/** What a test came to, in words. */
export function outcomeOf({ place, milliseconds, pdu, jobs }: TestResult, texts: S7Texts): TestOutcome {
  const time = tookText(milliseconds, texts.locale);
  const agreed = texts('test.agreed', { pdu: String(pdu), jobs: String(jobs) });
  return { tone: 'good', text: `${texts('test.connected', { place, time })} · ${agreed}` };
}

type TestResult = RouteResponse<typeof s7Routes.test>;
