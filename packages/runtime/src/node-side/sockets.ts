import { isSound } from './packets.ts';

/** A live connection of a browser, as Dashboard's server has it. @see https://socket.io/docs/v4/server-api/#socket */
interface Socket {
  readonly handshake?: { readonly address?: string };
  use(pass: (packet: readonly unknown[], next: () => void) => void): unknown;
}

/** Dashboard's server for live connections: one for all dashboards of a Node-RED. */
interface SocketServer {
  use(admit: (socket: Socket, next: () => void) => void): unknown;
  readonly sockets: { readonly sockets: ReadonlyMap<string, Socket> };
}

/** A dropped packet is told of at once, those that follow at most this often (ms). */
const tellEvery = 60_000;

const guarded = new WeakSet<SocketServer>();

/**
 * Keeps from Dashboard what would end Node-RED: such packets are dropped, and counted in the log. Packages of Millwright
 * each do so; whichever sees a packet first drops it.
 *
 * @param base the node of a dashboard, which shows its server
 * @param warn to the log
 * @param now milliseconds of a clock that never goes back
 * @returns false where the dashboard does not show its server as it is known of versions 1.27 to 1.31
 */
export function guardSockets(base: unknown, warn: (text: string) => void, now: () => number): boolean {
  const server = serverOf(base);
  if (!server) return false;
  if (guarded.has(server)) return true;
  guarded.add(server);
  let [dropped, told] = [0, Number.NEGATIVE_INFINITY];
  const drop = (from: string): void => {
    dropped += 1;
    if (now() - told < tellEvery) return;
    warn(
      `Dropped what a browser sent to a dashboard, since it would have ended Node-RED (the newest from ${from}, ${dropped} since the last line like this)`,
    );
    [dropped, told] = [0, now()];
  };
  const guard = (socket: Socket): void => {
    socket.use((packet, next) => {
      if (isSound(packet)) next();
      else drop(socket.handshake?.address ?? 'an unknown address');
    });
  };
  for (const socket of server.sockets.sockets.values()) guard(socket);
  server.use((socket, next) => {
    guard(socket);
    next();
  });
  return true;
}

function serverOf(base: unknown): SocketServer | undefined {
  const shared = property(base, 'uiShared');
  const server = property(shared, 'ioServer');
  const namespace = property(server, 'sockets');
  return typeof property(server, 'use') === 'function' && property(namespace, 'sockets') instanceof Map
    ? (server as SocketServer)
    : undefined;
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
