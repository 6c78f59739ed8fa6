import { call, failureText, type TestOutcome, typedParts } from '@millwright/editor';
import { tookText } from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import { opcuaRoutes } from '../common/routes.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import { type OpcUaTexts, pluginTexts } from './texts.ts';

/** The dialog of a connection asks the server of Node-RED to connect as it says. */
export async function testConnection(
  typed: Readonly<Record<string, unknown>>,
  id: string,
): Promise<TestOutcome> {
  const texts = pluginTexts();
  const body = { node: id, ...typedParts(connectionNode, typed) };
  const result = await call(opcuaRoutes.test, { body }, { timeout: 120_000 });
  if (!result.ok) return { tone: 'bad', text: failureText(result.failure, texts) };
  return outcomeOf(result.value, texts);
}

/** What a test came to, in words. */
export function outcomeOf(
  { place, milliseconds, mode, policy, product, manufacturer, version, state }: TestResult,
  texts: OpcUaTexts,
): TestOutcome {
  const time = tookText(milliseconds, texts.locale);
  const security =
    mode === 'None' ? texts('connections.unsecured') : `${policy}, ${texts(`connections.mode.${mode}`)}`;
  const connected = texts('test.connected', { place, time, security });
  const says = [manufacturer, product, version].filter((text) => text !== undefined && text !== '').join(' ');
  const isRunning = state === undefined || state === 'Running';
  const trouble = isRunning ? [] : texts('test.state', { state });
  const tone = mode === 'None' || !isRunning ? 'uncertain' : 'good';
  return { tone, text: [connected, says === '' ? [] : says, trouble].flat().join(' · ') };
}

type TestResult = RouteResponse<typeof opcuaRoutes.test>;
