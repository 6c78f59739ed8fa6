import { createRequire } from 'node:module';
import { join } from 'node:path';
import { peersDirectory } from '@millwright/testing';

/** What of modbus-serial is measured. */
export interface ModbusSerial {
  connectTCP(host: string, options: { readonly port: number }): Promise<void>;
  /** RTU over TCP, whatever its name says. */
  connectTelnet(host: string, options: { readonly port: number }): Promise<void>;
  setID(unit: number): void;
  setTimeout(milliseconds: number): void;
  readHoldingRegisters(address: number, quantity: number): Promise<{ readonly data: readonly number[] }>;
  close(done: () => void): void;
  destroy(done: () => void): void;
}

/** @throws where `npm run peers` has not been run */
export function makeModbusSerial(): ModbusSerial {
  const require = createRequire(join(peersDirectory, 'modbus-serial/package.json'));
  const library = require('modbus-serial');
  return new (library.default ?? library)();
}
