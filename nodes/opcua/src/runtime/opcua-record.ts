import type { WriteRecord } from '@millwright/plc/runtime';

/** What of writes and calls the audit log is told. */
export type OpcUaRecord = WriteRecord<'write' | 'call'>;
