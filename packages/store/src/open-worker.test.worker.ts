import { workerData } from 'node:worker_threads';
import { storeErrors } from './errors.ts';
import { serve } from './serve.ts';

/** The worker of the tests. */
const handlers = {
  add: (one: number, other: number) => one + other,
  later: async (value: string) => {
    await new Promise((resolve) => setImmediate(resolve));
    return value;
  },
  given: () => workerData as unknown,
  refuse: (file: string) => {
    throw storeErrors.diskFull({ file });
  },
  fault: () => {
    throw new TypeError('broken inside');
  },
  take: (value: unknown) => typeof value,
  give: () => () => 'a function cannot cross',
  crash: () => {
    setImmediate(() => {
      throw new TypeError('broken outside');
    });
    return new Promise<never>(() => undefined);
  },
};
export type TestHandlers = typeof handlers;

serve(handlers);
