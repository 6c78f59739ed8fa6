import { type Identification, isAnswer, ModbusClient, statusOfError } from '@millwright/modbus';
import { deployed, stopwatch, toldError } from '@millwright/plc/runtime';
import type { Host } from '@millwright/runtime';
import type { RouteResponse } from '@millwright/schema';
import { systemClock } from '@millwright/tags';
import type { modbusRoutes } from '../common/routes.ts';
import { createConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { placeOf, roadOf } from '../mw-modbus-connection/road-of.ts';
import type { ConnectionConfig } from '../mw-modbus-connection/schema.ts';

type TestResult = RouteResponse<typeof modbusRoutes.test>;

/** What decides to whom a connection goes: where it is the same, the deployed one answers for it. */
const wayOf = ({ road, host, port, tls, path, baudRate, dataBits, parity, stopBits }: ConnectionConfig) =>
  JSON.stringify([road, host, port, tls, path, baudRate, dataBits, parity, stopBits]);

/** A PLC that takes one connection only must not be asked for a second: a deployed one with this way is used itself. */
function clientFor(
  config: ConnectionConfig,
  node: string | undefined,
  nodeRed: Host['nodeRed'],
): { readonly client: ModbusClient; readonly close: () => Promise<void> } {
  const used = deployed(createConnection, node);
  if (used && wayOf(used.config) === wayOf(config)) return { client: used.client, close: async () => {} };
  const client = new ModbusClient(roadOf(config, (id) => nodeRed.tlsSettings(id)));
  return { client, close: () => client.close() };
}

/**
 * Connects as a dialog says, and asks a unit what it is: an exception is an answer too.
 * @throws why there is no connection, with its code
 */
export async function testConnection(
  config: ConnectionConfig,
  {
    node,
    unit,
    nodeRed,
    signal,
  }: {
    readonly node: string | undefined;
    readonly unit: number;
    readonly nodeRed: Host['nodeRed'];
    readonly signal: AbortSignal;
  },
): Promise<TestResult> {
  const { client, close } = clientFor(config, node, nodeRed);
  const release = client.connection.need();
  try {
    const elapsed = stopwatch(systemClock);
    await client.connection.link(signal);
    const asked = { place: placeOf(config), unit };
    try {
      const said = await client.identify(unit, 1, {
        source: 'test',
        signal,
        deadline: config.timeout * 2,
        trial: true,
      });
      return { ...asked, milliseconds: elapsed(), answered: true, identification: namesOf(said) };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const status = { ...statusOfError(error) };
      return {
        ...asked,
        milliseconds: elapsed(),
        answered: isAnswer(error),
        status,
        ...toldError(error),
      };
    }
  } finally {
    release();
    await close();
  }
}

const namesOf = ({ objects }: Identification): { name: string; text: string }[] =>
  objects.map(({ id, name, text }) => ({ name: name ?? String(id), text: text.slice(0, 200) }));
