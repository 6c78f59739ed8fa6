import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { fleetErrors } from '../../../common/errors.ts';
import { closeBase, longestFrame, passHeader, socketPath } from '../../../common/road.ts';
import type { HubClient } from './hub-client.ts';
import { isCode, refusal, refusalOf, shownReason } from './refusal.ts';

/** Milliseconds. A proxy lets go of a connection on which nothing is said for a minute. */
const beat = 25_000;
const handshake = 20_000;
/** Of a refusal so much is read, in bytes. */
const longestRefusal = 16 * 1024;

export interface SocketListeners {
  readonly onFrame: (text: string) => void;
  /** Once, however it ends. */
  readonly onClose: (reason: Error) => void;
}

/** The live connection to the hub. */
export interface RoadSocket {
  /** Resolves when the system has taken it. */
  send(text: string): Promise<void>;
  close(): void;
}

/**
 * @throws `fleet.hub-refused` with what was answered in place of the upgrade, `fleet.hub-unreachable`
 */
export function openSocket(
  hub: HubClient,
  pass: string,
  { onFrame, onClose }: SocketListeners,
  signal: AbortSignal,
): Promise<RoadSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<RoadSocket>();
  const socket = new WebSocket(`${hub.url.replace(/^http/, 'ws')}${socketPath}`, {
    headers: { [passHeader]: pass },
    handshakeTimeout: handshake,
    maxPayload: longestFrame,
    perMessageDeflate: false,
    followRedirects: false,
  });
  const unreachable = (reason: string, cause?: unknown): Error =>
    fleetErrors.hubUnreachable({ hub: hub.url, reason }, { cause });
  const failed = (error: NodeJS.ErrnoException): Error => unreachable(error.code ?? error.message, error);
  let reason: Error | undefined;
  let heard = true;
  const timer = setInterval(() => {
    if (!heard) {
      reason ??= unreachable('ETIMEDOUT');
      socket.terminate();
      return;
    }
    heard = false;
    socket.ping();
  }, beat);
  timer.unref();
  const end = (): void => {
    reason ??= signal.aborted ? (signal.reason as Error) : undefined;
    socket.terminate();
  };
  signal.addEventListener('abort', end, { once: true });

  socket.on('unexpected-response', (_request, response: IncomingMessage) => {
    void textOf(response).then((text) => {
      reason = refusalOf(hub.url, response, text);
      reject(reason);
      socket.terminate();
    });
  });
  socket.on('open', () => {
    resolve({
      send: (text) =>
        new Promise((done, refuse) => socket.send(text, (error) => (error ? refuse(failed(error)) : done()))),
      close: () => socket.close(1000),
    });
  });
  socket.on('pong', () => {
    heard = true;
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    heard = true;
    if (!isBinary) onFrame(data.toString());
  });
  socket.on('error', (error) => {
    reason ??= failed(error);
    reject(reason);
  });
  socket.once('close', (code: number, text: Buffer) => {
    clearInterval(timer);
    signal.removeEventListener('abort', end);
    reason ??= closedBy(hub.url, code, text.toString()) ?? unreachable(`it was closed (${code})`);
    reject(reason);
    onClose(reason);
  });
  return promise;
}

/** What the hub says when it closes the socket for a reason of its own. */
function closedBy(hub: string, closed: number, code: string): Error | undefined {
  const status = closed - closeBase;
  if (status < 400 || status > 599) return undefined;
  return refusal({ hub, status, reason: shownReason(code), ...(isCode.test(code) && { code }) });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      text += chunk.toString();
      if (text.length > longestRefusal) break;
    }
  } catch {
    // What it said until then has to do.
  }
  return text;
}
