import { deployed, stopwatch } from '@millwright/plc/runtime';
import type { RouteResponse } from '@millwright/schema';
import { systemClock } from '@millwright/tags';
import type { opcuaRoutes } from '../common/routes.ts';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import type { ConnectionConfig } from '../mw-opcua-connection/schema.ts';
import { certificateSource } from './certificate-source.ts';
import { clientOptions } from './client-options.ts';
import type { Services } from './services.ts';

type TestResult = RouteResponse<typeof opcuaRoutes.test>;
type Secrets = Readonly<Record<string, string>>;

interface TestOptions {
  /** The configuration node that the dialog belongs to. */
  readonly node: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Connects as a dialog says and asks the server what it is. A connection that is deployed as such is used itself: a server
 * may have room for few sessions.
 * @throws why there is no session, with its code
 */
export async function testConnection(
  config: ConnectionConfig,
  typed: Secrets,
  { node, signal }: TestOptions,
): Promise<TestResult> {
  const used = deployed(createConnection, node);
  if (used?.isSame(config, typed)) {
    const release = used.connection.need();
    try {
      return await ask(await used.services(), config, signal);
    } finally {
      release();
    }
  }
  const { Services } = await import('./services.ts');
  const certificates = await certificateSource.open();
  const services = new Services({
    ...clientOptions(config, { ...used?.secretsFor(config), ...typed }, certificates),
    sessionName: 'Millwright test',
    onFault: () => {},
  });
  const release = services.connection.need();
  try {
    return await ask(services, config, signal);
  } finally {
    release();
    await services.close();
  }
}

async function ask(services: Services, { url }: ConnectionConfig, signal: AbortSignal): Promise<TestResult> {
  const elapsed = stopwatch(systemClock);
  const { facts } = await services.connection.link(signal);
  const said = await whatItSays(services, signal);
  return {
    place: url,
    milliseconds: elapsed(),
    policy: facts.securityPolicy,
    mode: facts.securityMode,
    ...said,
  };
}

const says = [
  { name: 'product', address: 'i=2261' },
  { name: 'manufacturer', address: 'i=2263' },
  { name: 'version', address: 'i=2264' },
  { name: 'state', address: 'i=2259' },
] as const;

/**
 * What a server says of itself, as far as it does.
 * @see OPC 10000-5 section 6.3.1 (ServerType), 12.4 (BuildInfo), 12.10 (ServerState)
 */
async function whatItSays(
  { reader }: Services,
  signal: AbortSignal,
): Promise<Pick<TestResult, (typeof says)[number]['name']>> {
  const { samples } = await reader.read(says, { source: 'test', signal });
  return Object.fromEntries(
    samples.flatMap(({ tag, value }) => {
      const text = typeof value === 'object' && value !== null && 'name' in value ? value['name'] : value;
      return typeof text === 'string' && text !== '' ? [[tag, text.slice(0, 200)]] : [];
    }),
  );
}
