import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { auditErrors } from '../../common/errors.ts';
import { type Address, addressText, connectTo } from './connect.ts';
import { failureOf } from './failures.ts';

/** Between the last byte and the end of a connection, at least, in milliseconds. */
const shortestLinger = 10;
/** So much of what a receiver says is thrown away, in bytes; those of syslog say nothing. */
const mostAnswer = 64 * 1024;

/**
 * Sends bytes over a connection of their own, and waits until the receiver has taken all of them.
 *
 * Syslog acknowledges nothing, and what a system has accepted for a receiver that stops is lost. But a receiver closes
 * its side only when it has read everything up to our end; if it goes before, the system resets the connection. So one
 * connection is one batch, and its orderly end is the receipt. The short pause before our end lets a reset arrive of a
 * receiver that closed before the bytes came.
 *
 * @throws `audit.receiver-unreachable`, `audit.receiver-untrusted`, `audit.receiver-endless`; the reason of the signal
 */
export async function sendThrough(address: Address, bytes: Buffer, signal: AbortSignal): Promise<void> {
  const begun = performance.now();
  const socket = await connectTo(address, signal, true);
  const roundTrip = performance.now() - begun;
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = endOf(socket, address);
    await Promise.race([written(socket, bytes), end]);
    await Promise.race([pause(Math.max(shortestLinger, 2 * roundTrip)), end]);
    if (socket.readableEnded)
      throw auditErrors.receiverUnreachable({ receiver: addressText(address), reason: 'EOF' });
    socket.end();
    await end;
  } catch (error) {
    signal.throwIfAborted();
    throw failureOf(error, addressText(address));
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

const written = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });

/** Resolves when the receiver ends its side; what it says meanwhile is thrown away. */
function endOf(socket: Socket, address: Address): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    socket.once('end', resolve);
    socket.on('error', reject);
    socket.once('close', () =>
      reject(auditErrors.receiverUnreachable({ receiver: addressText(address), reason: 'ECONNRESET' })),
    );
    let read = 0;
    socket.on('data', (piece: Buffer) => {
      read += piece.length;
      if (read > mostAnswer) socket.destroy(auditErrors.receiverEndless({ receiver: addressText(address) }));
    });
  });
  ended.catch(() => {});
  return ended;
}
