import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Address, addressText } from './connect.ts';
import { failureOf } from './failures.ts';

/** The most that one datagram of UDP over IPv4 can hold, in bytes. */
export const mostInDatagram = 65_507;
/** So many at once, then a moment for the receiver to take them, in milliseconds. */
const burst = 32;
const rest = 5;
/** How long to listen whether the receiver's machine says that nobody is there. */
const listen = 30;

/**
 * Sends datagrams. Nobody confirms them; all that can be told is that the receiver's machine said at once that nothing
 * listens there.
 *
 * @throws `audit.receiver-unreachable`
 */
export async function sendDatagrams(
  address: Address,
  messages: readonly Buffer[],
  signal: AbortSignal,
): Promise<void> {
  let socket: Socket | undefined;
  try {
    const { address: host, family } = await lookup(address.host);
    socket = createSocket(family === 6 ? 'udp6' : 'udp4');
    const failed = once(socket, 'error').then(([error]) => Promise.reject(error as Error));
    failed.catch(() => {});
    socket.connect(address.port, host);
    await Promise.race([once(socket, 'connect'), failed]);
    for (let start = 0; start < messages.length; start += burst) {
      signal.throwIfAborted();
      for (const message of messages.slice(start, start + burst)) await sent(socket, message);
      await Promise.race([pause(start + burst < messages.length ? rest : listen), failed]);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw failureOf(error, addressText(address));
  } finally {
    socket?.close();
  }
}

const sent = (socket: Socket, message: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.send(message, (error) => (error ? reject(error) : resolve()));
  });
