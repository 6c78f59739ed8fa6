import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { UpgradeHandler } from '@millwright/runtime';
import { type CodedError, isCodedError } from '@millwright/schema';
import { type WebSocket, WebSocketServer } from 'ws';
import { fleetErrors } from '../../../common/errors.ts';
import { longestFrame, passHeader } from '../../../common/road.ts';
import type { Presence } from '../presence.ts';
import { Connection } from './connection.ts';
import type { Limits } from './limits.ts';
import type { Road } from './road.ts';
import type { Sessions } from './sessions.ts';

export interface SocketsOptions {
  readonly sessions: Sessions;
  readonly road: Road;
  readonly limits: Limits;
  readonly presence: Presence;
  readonly fault: (error: unknown) => void;
}

/** A device comes again at once when its line breaks; more than that in a row is none that it could need. */
const mostOfDevice = 3;

/** The live connections of all devices. */
export class Sockets {
  readonly #options: SocketsOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: longestFrame,
  });
  /** The newest of each device stands last. */
  readonly #connections = new Map<string, readonly Connection[]>();

  constructor(options: SocketsOptions) {
    this.#options = options;
  }

  /** Lets a device in that has a pass. */
  readonly upgrade: UpgradeHandler = (request, socket, head) => {
    const { sessions, limits } = this.#options;
    socket.on('error', () => socket.destroy());
    try {
      const { device, ends } = sessions.heldBy(passOf(request));
      limits.check('sockets', `${device} ${request.socket.remoteAddress}`);
      this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(device, opened, ends));
    } catch (error) {
      if (!isCodedError(error)) throw error;
      refuse(socket, error);
    }
  };

  /** Something else is wanted of these devices. */
  refresh(devices: readonly string[]): void {
    for (const device of devices) for (const each of this.#of(device)) void each.refresh();
  }

  refreshAll(): void {
    this.refresh([...this.#connections.keys()]);
  }

  /** Ends what a device has open, and says why. */
  end(device: string, error: unknown): void {
    for (const each of this.#of(device)) each.close(error);
  }

  close(): void {
    for (const each of [...this.#connections.values()].flat()) each.leave();
    this.#server.close();
  }

  #open(device: string, socket: WebSocket, passEnds: number): void {
    const { road, limits, presence, fault } = this.#options;
    const open = this.#of(device);
    // Whoever has the pass of a device without its key pushes out his own.
    const other = open.find(({ isBelieved }) => !isBelieved) ?? open[0];
    if (open.length >= mostOfDevice) other?.close(fleetErrors.connectionReplaced());
    const disconnected = presence.connected(device);
    const connection = new Connection({
      ...{ socket, device, road, limits, fault, passEnds },
      // A device that comes again is one; two that answer at once are told apart by what they report.
      onBelieved: () => {
        for (const other of this.#of(device))
          if (other !== connection) other.close(fleetErrors.connectionReplaced());
      },
      onAlive: () => presence.alive(device),
    });
    this.#connections.set(device, [...this.#of(device), connection]);
    socket.on('close', () => {
      const left = this.#of(device).filter((other) => other !== connection);
      if (left.length > 0) this.#connections.set(device, left);
      else this.#connections.delete(device);
      disconnected();
    });
  }

  #of(device: string): readonly Connection[] {
    return this.#connections.get(device) ?? [];
  }
}

function passOf({ headers }: IncomingMessage): string | undefined {
  const pass = headers[passHeader];
  return typeof pass === 'string' ? pass : undefined;
}

/** Answers an upgrade as other routes answer what they refuse. */
function refuse(socket: Duplex, error: CodedError): void {
  const body = JSON.stringify(error);
  const { retryAfter } = (error.details ?? {}) as { readonly retryAfter?: number };
  const head = [
    `HTTP/1.1 ${error.status} Refused`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
