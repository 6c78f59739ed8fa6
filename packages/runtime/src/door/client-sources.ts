import type { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Source } from '../actor.ts';
import { sourceOfUpgrade } from '../http/source.ts';
import type { NodeRed } from '../red.ts';
import type { Door } from './door.ts';
import type { Mounted } from './layers.ts';

/** Where the editors' live connections come from. */
export interface ClientSources extends Mounted {
  /** @param client what Node-RED calls a comms connection */
  of(client: unknown): Source | undefined;
}

/**
 * Notes where each live connection comes from while it is a request still: of that, Node-RED tells its runtime
 * nothing.
 */
export function clientSources(
  { server }: Pick<NodeRed, 'server'>,
  { connection }: Pick<Door, 'connection'>,
): ClientSources {
  const sources = new WeakMap<object, Source>();
  const note = (request: IncomingMessage, socket: Duplex): void => {
    const source = sourceOfUpgrade(request);
    sources.set(socket, source);
    if (source.path.endsWith('/comms')) follow(socket, source, connection);
  };
  server?.prependListener('upgrade', note);
  return {
    of(client) {
      const { ws } = (client ?? {}) as { readonly ws?: { readonly _socket?: object } };
      return ws?._socket && sources.get(ws._socket);
    },
    inPlace: () => server?.listeners('upgrade').includes(note) ?? false,
    undo: () => server?.off('upgrade', note),
  };
}

/** What is sent over it comes out of the socket, where no request is under way any more. */
function follow(socket: Duplex, source: Source, connection: AsyncLocalStorage<Source>): void {
  const { emit } = socket;
  socket.emit = (...given: Parameters<Duplex['emit']>) =>
    connection.run(source, () => emit.apply(socket, given));
}
