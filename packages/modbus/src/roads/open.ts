import { systemClock } from '../clock.ts';
import { modbusErrors } from '../errors.ts';
import { ascii } from '../line/ascii.ts';
import type { LineFraming } from '../line/framing.ts';
import { rtu } from '../line/rtu.ts';
import { LineSession } from '../line/session.ts';
import { MbapSession } from '../mbap/session.ts';
import type { Session } from '../session.ts';
import type { Channel } from './channel.ts';
import { openTcp, openTls, tlsError } from './connect.ts';
import { frameSilence, type RoadOptions, wireTime } from './road.ts';
import { SerialChannel } from './serial.ts';
import { SocketChannel } from './socket.ts';
import { UdpChannel } from './udp.ts';

/** @see MODBUS over Serial Line V1.02, section 2.4.1 */
const usualTurnaround = 100;

/** Milliseconds between two messages of a line inside a TCP connection: what a gateway sends twice has come by then. */
const silenceOverTcp = 2;

/**
 * Opens a road. Nothing is left open where it fails.
 * @throws `modbus.connection-refused`, `.connect-timeout`, `.host-unknown`, `.host-unreachable`, `.connect-failed`,
 *   `.tls-refused`, `.serial-missing`, `.serial-failed`, or the signal's reason
 */
export async function openSession(options: RoadOptions, signal: AbortSignal): Promise<Session> {
  switch (options.road) {
    case 'tcp':
      return mbap(new SocketChannel(await openTcp(options, signal)), options);
    case 'tls': {
      const socket = await openTls(options, options.tls, signal);
      // What a server has against our certificate it may say only after the handshake, or not at all.
      const lost = (error: Error | undefined, isHeard: boolean): Error | undefined => {
        if (error) return tlsError(error, options);
        if (isHeard) return undefined;
        const { host, port } = options;
        const reason =
          'it closed the connection after the handshake, as one does that does not trust our certificate';
        return modbusErrors.tlsRefused({ host, port, reason });
      };
      return mbap(new SocketChannel(socket, lost), options);
    }
    case 'udp':
      return mbap(await UdpChannel.open(options, signal), options);
    case 'rtu-over-tcp':
      return line(new SocketChannel(await openTcp(options, signal)), rtu, options);
    case 'ascii-over-tcp':
      return line(new SocketChannel(await openTcp(options, signal)), ascii, options);
    case 'rtu':
      return line(await SerialChannel.open(options.serial, signal), rtu, options);
    case 'ascii':
      return line(await SerialChannel.open(options.serial, signal), ascii, options);
  }
}

function mbap(
  channel: Channel,
  {
    road,
    timeout,
    depth = 1,
    clock = systemClock,
  }: Extract<RoadOptions, { readonly road: 'tcp' | 'tls' | 'udp' }>,
): Session {
  return new MbapSession(channel, { timeout, depth, clock, datagrams: road === 'udp' });
}

function line(
  channel: Channel,
  framing: LineFraming,
  options: Exclude<RoadOptions, { readonly road: 'tcp' | 'tls' | 'udp' }>,
): Session {
  const { timeout, turnaround = usualTurnaround, clock = systemClock } = options;
  const serial = 'serial' in options ? options.serial : undefined;
  const { silence = serial ? frameSilence(serial) : silenceOverTcp } = options;
  return new LineSession(channel, framing, {
    timeout,
    silence,
    turnaround,
    clock,
    wireTime: (bytes) => (serial ? wireTime(serial, bytes) : 0),
  });
}
