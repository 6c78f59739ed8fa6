import { call, failureText } from '@millwright/editor';
import { tookText } from '@millwright/plc/editor';
import { type RouteResponse, secretNames } from '@millwright/schema';
import { s7Routes } from '../common/routes.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import { pluginTexts, type S7Texts } from './texts.ts';

type Cells = Readonly<Record<string, unknown>>;
type Outcome = { readonly tone: 'good' | 'uncertain' | 'bad'; readonly text: string };

const secrets: readonly string[] = secretNames(connectionNode.fields);

/** What Node-RED's editor has in place of a secret that is kept. */
const keptSecret = '__PWRD__';

/** The dialog of a connection asks the server of Node-RED to connect as it says. */
export async function testConnection(config: Cells, id: string): Promise<Outcome> {
  const texts = pluginTexts();
  const result = await call(
    s7Routes.test,
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
export function outcomeOf({ place, milliseconds, pdu, jobs }: TestResult, texts: S7Texts): Outcome {
  const time = tookText(milliseconds, texts.locale);
  const agreed = texts('test.agreed', { pdu: String(pdu), jobs: String(jobs) });
  return { tone: 'good', text: `${texts('test.connected', { place, time })} · ${agreed}` };
}

type TestResult = RouteResponse<typeof s7Routes.test>;
