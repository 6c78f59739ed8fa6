import type { RoadOptions, SerialLine } from '@millwright/modbus';
import type { TlsSettings } from '@millwright/runtime';
import { modbusNodeErrors } from '../common/errors.ts';
import type { ConnectionConfig } from './schema.ts';

/**
 * The way that a connection takes.
 * @param tls gives the certificates and keys of a TLS configuration
 * @throws `modbus-nodes.certificate-form`, or what `tls` throws
 */
export function roadOf(config: ConnectionConfig, tls: (id: string) => TlsSettings): RoadOptions {
  const { road, host, port, timeout, connectTimeout, keepAlive, depth, turnaround } = config;
  const network = { host, port, timeout, connectTimeout };
  const silence = config.silence > 0 ? { silence: config.silence } : {};
  switch (road) {
    case 'tcp':
      return { road, ...network, keepAlive, depth };
    case 'udp':
      return { road, ...network, depth };
    case 'tls':
      return { road, ...network, keepAlive, depth, tls: config.tls === '' ? {} : tlsOf(tls(config.tls)) };
    case 'rtu-over-tcp':
    case 'ascii-over-tcp':
      return { road, ...network, keepAlive, turnaround };
    case 'rtu':
    case 'ascii':
      return { road, timeout, turnaround, ...silence, serial: serialOf(config) };
  }
}

/** Of Node-RED's TLS settings what is there: an empty one means that there is none. */
function tlsOf({ ca, cert, key, pfx, passphrase, servername, rejectUnauthorized }: TlsSettings) {
  if (pfx !== undefined) throw modbusNodeErrors.certificateForm();
  const given = { ca, cert, key, passphrase, servername };
  const filled = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ''),
  );
  return { ...filled, ...(rejectUnauthorized !== undefined && { rejectUnauthorized }) };
}

/** How a serial line is set. */
export function serialOf({
  path,
  baudRate,
  dataBits,
  parity,
  stopBits,
}: Pick<ConnectionConfig, 'path' | 'baudRate' | 'dataBits' | 'parity' | 'stopBits'>): SerialLine {
  return {
    path,
    baudRate,
    dataBits: dataBits === '7' ? 7 : 8,
    parity,
    stopBits: stopBits === '2' ? 2 : 1,
  };
}

/** What people call the other end: `192.168.0.7:502`, `/dev/ttyUSB0`. */
export function placeOf({
  road,
  host,
  port,
  path,
}: Pick<ConnectionConfig, 'road' | 'host' | 'port' | 'path'>): string {
  return road === 'rtu' || road === 'ascii' ? path : `${host}:${port}`;
}
