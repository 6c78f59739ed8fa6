import type { Road, SerialLine, ServerPlace, TlsServerOptions } from '@millwright/modbus';
import { simulatorErrors } from '../errors.ts';

/** Where a simulated PLC is. */
export interface PlaceOptions {
  /** Default: Modbus TCP. */
  readonly road?: Road;
  /** Default: the loopback. */
  readonly host?: string;
  /** 0, the default: the system chooses. A serial line has none. */
  readonly port?: number;
  /** The serial line, for the roads that are one. */
  readonly serial?: SerialLine;
  /** What the server shows, for TLS. */
  readonly tls?: TlsServerOptions;
}

/** @throws `simulators.bad-arguments` where its road needs something that is not there */
export function placeOf({
  road = 'tcp',
  host = '127.0.0.1',
  port = 0,
  serial,
  tls,
}: PlaceOptions): ServerPlace {
  if (road === 'rtu' || road === 'ascii') {
    if (!serial) throw simulatorErrors.badArguments({ reason: `${road} needs a serial line` });
    return { road, serial };
  }
  if (road !== 'tls') return { road, host, port };
  if (!tls) throw simulatorErrors.badArguments({ reason: 'TLS needs a certificate and its key' });
  return { road, host, port, tls };
}
