import { modbusErrors, type Request } from '@millwright/modbus';
import type { ConnectionConfig } from '../mw-modbus-connection/schema.ts';

/** What is to be written: a run of coils or holding registers; no addresses where a request has none, as for files. */
export interface WriteTarget {
  readonly area?: 'coil' | 'holding-register';
  readonly first?: number;
  readonly last?: number;
}

export type WriteLimits = Pick<ConnectionConfig, 'readOnly' | 'writeAllow'>;

/**
 * Refuses what a connection does not allow to be written.
 * @throws `modbus.read-only-connection`, `modbus.write-not-allowed`
 */
export function checkTarget({ readOnly, writeAllow }: WriteLimits, unit: number, target: WriteTarget): void {
  if (readOnly) throw modbusErrors.readOnlyConnection();
  if (writeAllow.length === 0) return;
  const { area = 'file', first = 0, last = first } = target;
  const isAllowed = writeAllow.some(
    (range) =>
      (range.unit === undefined || range.unit === unit) &&
      (range.area === 'any' ? area !== 'file' : range.area === area) &&
      first >= range.first &&
      last <= range.last,
  );
  if (!isAllowed) throw modbusErrors.writeNotAllowed({ unit, area, first, last });
}

/** What a request writes to; undefined where it only reads. */
export function targetOf(request: Request): WriteTarget | undefined {
  switch (request.do) {
    case 'write-coil':
      return run('coil', request.address, 1);
    case 'write-coils':
      return run('coil', request.address, request.values.length);
    case 'write-register':
    case 'mask-register':
      return run('holding-register', request.address, 1);
    case 'write-registers':
      return run('holding-register', request.address, request.data.length / 2);
    case 'read-write-registers':
      return run('holding-register', request.write.address, request.write.data.length / 2);
    case 'write-file':
      return {};
    default:
      return undefined;
  }
}

const run = (area: 'coil' | 'holding-register', first: number, length: number): WriteTarget => ({
  area,
  first,
  last: first + Math.max(1, length) - 1,
});
