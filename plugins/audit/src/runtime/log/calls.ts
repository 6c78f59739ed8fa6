import type { DeliveryReadHandlers } from '../delivery/log-reader.ts';
import type { LogReadHandlers } from './reader.ts';
import type { LogHandlers } from './writer.ts';

/** What the thread that owns the log answers. */
export type WriterCalls = LogHandlers;
/** What the threads that only read answer. */
export type ReaderCalls = LogReadHandlers & DeliveryReadHandlers;
