import type { DeliveryReading } from '../delivery/log-reader.ts';
import type { ExportReading } from '../export/reading.ts';
import type { ExportWriting } from '../export/writing.ts';
import type { RetentionReading } from '../retention/reading.ts';
import type { RetentionWriting } from '../retention/writing.ts';
import type { VerifyReading } from '../verify/reading.ts';
import type { VerifyWriting } from '../verify/writing.ts';
import type { LogReadHandlers } from './reader.ts';
import type { LogHandlers } from './writer.ts';

/** What the thread that owns the log answers. */
export type WriterCalls = LogHandlers & ExportWriting & RetentionWriting & VerifyWriting;
/** What the threads that only read answer. */
export type ReaderCalls = LogReadHandlers &
  DeliveryReading &
  ExportReading &
  RetentionReading &
  VerifyReading;
