import { call, failureText } from '@millwright/editor';
import { tookText } from '@millwright/plc/editor';
import { type RouteResponse, secretNames } from '@millwright/schema';
import { opcuaRoutes } from '../common/routes.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import { type OpcUaTexts, pluginTexts } from './texts.ts';

type Cells = Readonly<Record<string, unknown>>;
type Outcome = { readonly tone: 'good' | 'uncertain' | 'bad'; readonly text: string };

const secrets: readonly string[] = secretNames(connectionNode.fields);

/** What Node-RED's editor has in place of a secret that is kept. */
const keptSecret = '__PWRD__';

/** The dialog of a connection asks the server of Node-RED to connect as it says. */
export async function testConnection(config: Cells, id: string): Promise<Outcome> {
  const texts = pluginTexts();
  const result = await call(
    opcuaRoutes.test,
    { body: { node: id, config: withoutSecrets(config), secrets: typedSecrets(config) } },
    { timeout: 120_000 },
  );
  if (!result.ok) return { tone: 'bad', text: failureText(result.failure, texts) };
  return outcomeOf(result.value, texts);
}

const withoutSecrets = (config: Cells): Record<string, unknown> =>
  Object.fromEntries(Object.entries(config).filter(([name]) => !secrets.includes(name)));

/** Those that the dialog holds itself; the others only the server knows. */
function typedSecrets(config: Cells): Record<string, string> {
  const typed = secrets.map((name) => [name, String(config[name] ?? '')] as const);
  return Object.fromEntries(typed.filter(([, value]) => value !== keptSecret));
}

/** What a test came to, in words. */
export function outcomeOf(
  { place, milliseconds, mode, policy, product, manufacturer, version, state }: TestResult,
  texts: OpcUaTexts,
): Outcome {
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
