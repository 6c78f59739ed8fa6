import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import { deliveryReads } from './delivery/log-reader.ts';
import type { LogData } from './log/messages.ts';
import { createReader } from './log/reader.ts';
import { createWriter } from './log/writer.ts';

const data = workerData as LogData;

/** What each thread answers beside the log itself is added here, with the type of its calls to `log/calls.ts`. */
if (data.role === 'writer') {
  const { handlers, close } = createWriter(data, Date.now);
  serve({ ...handlers }, close);
} else {
  const { handlers, log, close } = createReader(data);
  serve({ ...handlers, ...deliveryReads(log) }, close);
}
