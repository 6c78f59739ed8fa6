import { workerData } from 'node:worker_threads';
import { serve } from '@millwright/store';
import { storeCalls } from '../store/calls.ts';
import { StoreEngine } from '../store/engine.ts';
import type { StoreOptions } from '../store/report.ts';

const options = workerData as StoreOptions;
const engine = new StoreEngine(options, Date.now);
const { handlers, close } = storeCalls(engine, options.within);
serve(handlers, close);
