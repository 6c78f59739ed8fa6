import type { ModbusServer } from '@millwright/modbus';
import { type ToldError, toldError } from '@millwright/plc/runtime';
import { serialRoads } from '../common/roads.ts';
import type { ListedServer } from '../common/routes.ts';
import type { ListeningState } from './listening.ts';
import type { ServerConfig } from './schema.ts';

/** The last thing that went wrong with a server, and when (ms UTC). */
export type LastError = ToldError & { readonly at: number };

export interface ServerFacts {
  readonly id: string;
  readonly config: Pick<ServerConfig, 'name' | 'road'>;
  readonly place: string;
  readonly server: Pick<ModbusServer, 'connections' | 'requests' | 'exceptions' | 'refused'>;
  readonly state: ListeningState;
  readonly lastError: LastError | undefined;
}

/** How a deployed server fares, as plain JSON. */
export function serverStatus({ id, config, place, server, state, lastError }: ServerFacts): ListedServer {
  const { name, road } = config;
  const { requests, exceptions, refused } = server;
  const isSerial = serialRoads.some((each) => each === road);
  const hasClients = road !== 'udp' && !isSerial;
  return {
    id,
    name,
    place,
    road,
    phase: state.phase,
    ...(state.phase === 'waiting' && { delay: state.delay, ...toldError(state.error) }),
    ...(hasClients && { clients: server.connections }),
    counters: { requests, exceptions, refused },
    ...(lastError && { lastError: { ...lastError } }),
  };
}
