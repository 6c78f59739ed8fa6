import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import type { LogData } from '../../plugins/audit/src/runtime/log/messages.ts';
import { createWriter } from '../../plugins/audit/src/runtime/log/writer.ts';

const day = 24 * 3600_000;

/** Owns a log that believes to be in the past: 401 days ago, before all that it is given. */
const { handlers, close } = createWriter(workerData as LogData, () => Date.now() - 401 * day);
serve({ ...handlers }, close);
