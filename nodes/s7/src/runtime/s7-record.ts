import type { WriteRecord } from '@millwright/plc/runtime';

/** What of writes and of control the audit log is told. */
export type S7Record = WriteRecord<'write' | 'control'>;
