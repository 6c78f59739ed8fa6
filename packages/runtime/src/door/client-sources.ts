import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Source } from '../actor.ts';
import { sourceOfUpgrade } from '../http/source.ts';
import type { NodeRed } from '../red.ts';
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
export function clientSources({ server }: Pick<NodeRed, 'server'>): ClientSources {
  const sources = new WeakMap<object, Source>();
  const note = (request: IncomingMessage, socket: Duplex): void => {
    sources.set(socket, sourceOfUpgrade(request));
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
