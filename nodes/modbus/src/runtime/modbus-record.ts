import type { WriteRecord } from '@millwright/plc/runtime';

/** What of writes and of an expert's requests the audit log is told. */
export type ModbusRecord = WriteRecord<'write' | 'request'>;
