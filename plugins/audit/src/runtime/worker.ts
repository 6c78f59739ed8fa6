import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import { deliveryReading } from './delivery/log-reader.ts';
import { exportReading } from './export/reading.ts';
import { exportWriting } from './export/writing.ts';
import type { LogData } from './log/messages.ts';
import { createReader } from './log/reader.ts';
import { createWriter } from './log/writer.ts';
import { retentionReading } from './retention/reading.ts';
import { retentionWriting } from './retention/writing.ts';
import { verifyReading } from './verify/reading.ts';
import { verifyWriting } from './verify/writing.ts';

const data = workerData as LogData;

/** What each thread answers beside the log itself is added here, with the type of its calls to `log/calls.ts`. */
if (data.role === 'writer') {
  const { handlers, log, close } = createWriter(data, Date.now);
  serve({ ...handlers, ...exportWriting(log), ...retentionWriting(log), ...verifyWriting(log) }, close);
} else {
  const { handlers, log, close } = createReader(data, Date.now);
  serve(
    {
      ...handlers,
      ...deliveryReading(log),
      ...exportReading(log),
      ...retentionReading(log),
      ...verifyReading(log, data.directory),
    },
    close,
  );
}
