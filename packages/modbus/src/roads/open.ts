import { systemClock } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { ascii } from '../line/ascii.ts';
import { memoryOf } from '../line/memory.ts';
import { rtu } from '../line/rtu.ts';
import { LineSession } from '../line/session.ts';
import { MbapSession } from '../mbap/session.ts';
import type { Session } from '../session.ts';
import type { Channel } from './channel.ts';
import { openTcp, openTls, tlsError } from './connect.ts';
import { isUnderHeader, type RoadOptions, silenceOf, wireTime } from './road.ts';
import { SerialChannel } from './serial.ts';
import { SocketChannel } from './socket.ts';
import { UdpChannel } from './udp.ts';

/** @see MODBUS over Serial Line V1.02, section 2.4.1 */
const usualTurnaround = 100;

/**
 * Opens a road. Nothing is left open where it fails.
 * @throws `modbus.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`,
 *   `.tls-refused`, `.serial-missing`, `.serial-failed`, or the signal's reason
 */
export async function openSession(options: RoadOptions, signal: AbortSignal): Promise<Session> {
  switch (options.road) {
    case 'tcp':
    case 'rtu-over-tcp':
    case 'ascii-over-tcp':
      return sessionOver(new SocketChannel(await openTcp(options, signal)), options);
    case 'tls': {
      const socket = await openTls(options, options.tls, signal);
      // What a server has against our certificate it may say only after the handshake, or not at all.
      const lost = (error: Error | undefined, isHeard: boolean): Error | undefined => {
        // Who has answered trusts us: what goes wrong from then on is no reason to wait as after a refusal.
        if (isHeard) return undefined;
        if (error) return tlsError(error, options);
        // It may as well have been switched off: no reason to wait as after a refusal.
        const reason =
          'the PLC closed it after the handshake, as one does that does not trust our certificate';
        return modbusErrors.connectionLost({ reason });
      };
      return sessionOver(new SocketChannel(socket, lost), options);
    }
    case 'udp':
      return sessionOver(await UdpChannel.open(options, signal), options);
    case 'rtu':
    case 'ascii':
      return sessionOver(await SerialChannel.open(options.serial, signal), options);
  }
}

/**
 * The session of a road over a channel that is already there: for whoever has one of its own, as simulations do.
 * @param nextTurn calls back when everything has been handed over that has already arrived
 */
export function sessionOver(
  channel: Channel,
  options: RoadOptions,
  nextTurn?: (callback: () => void) => void,
): Session {
  const { road, timeout, clock = systemClock } = options;
  if (isUnderHeader(options)) {
    const { depth = 1 } = options;
    const datagrams = road === 'udp';
    return new MbapSession(channel, { timeout, depth, clock, datagrams, ...(nextTurn && { nextTurn }) });
  }
  const { turnaround = usualTurnaround, pause = 0 } = options;
  const serial = 'serial' in options ? options.serial : undefined;
  const framing = road === 'rtu' || road === 'rtu-over-tcp' ? rtu : ascii;
  const place = 'serial' in options ? options.serial.path : `${options.host}:${options.port}`;
  return new LineSession(channel, framing, {
    memory: memoryOf(clock, place),
    timeout,
    silence: silenceOf(options),
    turnaround,
    pause,
    clock,
    wireTime: (bytes) => (serial ? wireTime(serial, bytes) : 0),
    ...(nextTurn && { nextTurn }),
  });
}
