import { serve } from '@millwright/store';
import { storeCalls } from './calls.ts';
import { StoreEngine } from './engine.ts';
import type { StoreOptions } from './report.ts';

/** What the thread of a store finds as its data. */
export interface StoreData extends StoreOptions {
  readonly role: 'samples';
}

/** Keeps samples in this thread until it is closed. */
export function serveStore(data: StoreData): void {
  const { handlers, close } = storeCalls(new StoreEngine(data, Date.now), data.within);
  serve(handlers, close);
}
