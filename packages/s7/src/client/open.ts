import { connect, type Socket } from 'node:net';
import { openSocket, systemClock } from '@millwright/tags';
import { type Called, s7Errors } from '../errors.ts';
import { sizeFor } from '../wire/cotp.ts';
import { formatTsap, tsapsOf } from '../wire/tsap.ts';
import { IsoSession } from './iso-session.ts';
import { IsoTransport } from './iso-transport.ts';
import { type SessionOptions, usualLimits } from './options.ts';
import { givePassword } from './password.ts';
import type { Session } from './session.ts';

/** An idle connection is probed after this long, so that a peer that vanished without a word is noticed. */
const keepAliveInitialDelay = 10_000;

/** By which the PLC speaks to us. Each connection has its own, so that any number will do. */
const reference = 1;

/**
 * Connects to a PLC and agrees on sizes. Nothing is left open where it fails.
 * @throws `s7.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`,
 *   `.connect-refused`, `.setup-refused`, `.bad-agreement`, `.password-refused`, `.timeout`, `.connection-lost`, `.bad-frame`,
 *   `.bad-answer`, `.bad-request` (a TSAP, rack, slot or password that is none), or the signal's reason
 */
export async function openSession(options: SessionOptions, signal: AbortSignal): Promise<Session> {
  const { timeout, password, clock = systemClock } = options;
  const asked = { ...usualLimits, ...options.limits };
  const { local, remote } = tsapsOf(options);
  const transport = new IsoTransport(await openTcp(options, signal), calledBy(options, remote));
  let open: { close(): Promise<void> } = transport;
  try {
    const request = { reference, local, remote, size: sizeFor(asked.pdu) };
    await transport.connect(request, { timeout, clock, signal });
    const session = new IsoSession(transport, { timeout, clock });
    open = session;
    await session.setUp(asked, signal);
    if (password) session.password = await givePassword(session, password, signal);
    return session;
  } catch (error) {
    await open.close();
    throw error;
  }
}

function openTcp(
  { host, port, connectTimeout, clock = systemClock }: SessionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const open = () => connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay });
  return openSocket({ host, port, connectTimeout, open, event: 'connect', clock, errors: s7Errors }, signal);
}

function calledBy(options: SessionOptions, remote: number): Called {
  const { host, port } = options;
  const place = 'rack' in options ? { rack: options.rack, slot: options.slot } : {};
  return { host, port, remoteTsap: formatTsap(remote), ...place };
}
