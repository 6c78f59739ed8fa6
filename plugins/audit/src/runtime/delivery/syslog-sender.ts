import type { Destination } from '../../common/settings.ts';
import { mostInDatagram, sendDatagrams } from './datagram-sender.ts';
import type { Sender } from './sender.ts';
import { sendThrough } from './stream-sender.ts';
import { checkpointMessage, eventMessage, frames, type SyslogOptions, testMessage } from './syslog-format.ts';

export type SyslogDestination = Extract<Destination, { kind: 'syslog' }>;

export interface SyslogSurroundings {
  /** What the instance is called. */
  readonly instance: () => string;
  readonly now: () => Date;
}

/** Syslog: datagrams, or frames in a stream (RFC 6587 octet counting; over TLS RFC 5425). */
export function openSyslogSender(
  { host, port, transport, facility, authority }: SyslogDestination,
  { instance, now }: SyslogSurroundings,
): Sender {
  const deliver = (messages: readonly Buffer[], signal: AbortSignal): Promise<void> => {
    if (transport === 'udp') return sendDatagrams({ host, port }, messages, signal);
    const secure = transport === 'tls' ? { secure: { authority } } : {};
    return sendThrough({ host, port, ...secure }, frames(messages), signal);
  };
  const options = (): SyslogOptions => ({
    facility,
    instance: instance(),
    ...(transport === 'udp' ? { most: mostInDatagram } : {}),
  });
  const time = (): string => now().toISOString();
  return {
    send: (records, signal) =>
      deliver(
        records.map((record) => eventMessage(record, options())),
        signal,
      ),
    anchor: (checkpoint, signal) => deliver([checkpointMessage(checkpoint, time(), options())], signal),
    test: (text, signal) => deliver([testMessage(text, time(), options())], signal),
    close: async () => {},
  };
}
