import type { ServerPlace } from '@millwright/modbus';
import type { TlsSettings } from '@millwright/runtime';
import { modbusNodeErrors } from '../common/errors.ts';
import { serialOf } from '../mw-modbus-connection/road-of.ts';
import type { ServerConfig } from './schema.ts';

/**
 * Where a server is.
 * @throws `modbus-nodes.certificate-missing`, `modbus-nodes.certificate-form`, or what `tls` throws
 */
export function placeOf(config: ServerConfig, tls: (id: string) => TlsSettings): ServerPlace {
  const { road, host, port } = config;
  switch (road) {
    case 'rtu':
    case 'ascii':
      return { road, serial: serialOf(config) };
    case 'tls': {
      const { cert, key, ca, pfx, passphrase } = config.tls === '' ? {} : tls(config.tls);
      if (pfx !== undefined) throw modbusNodeErrors.certificateForm();
      if (!isPem(cert) || !isPem(key)) throw modbusNodeErrors.certificateMissing();
      return {
        road,
        host,
        port,
        tls: { cert, key, ...(isPem(ca) && { ca }), ...(passphrase && { passphrase }) },
      };
    }
    default:
      return { road, host, port };
  }
}

const isPem = (value: unknown): value is string | Buffer =>
  (typeof value === 'string' && value !== '') || Buffer.isBuffer(value);
