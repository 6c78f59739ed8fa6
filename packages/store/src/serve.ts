import { parentPort } from 'node:worker_threads';
import { type FromWorker, type Handlers, packFailure, type ToWorker } from './protocol.ts';

/**
 * Answers the calls of the thread that opened this worker. Calls run side by side; what must not is serialised by
 * the handlers (writes of a {@link LocalDatabase} are).
 *
 * @param handlers each takes and returns plain data
 * @param close lets go of what the handlers hold; the worker ends after it
 */
export function serve<Offered extends Handlers>(
  handlers: Offered,
  close: () => void | Promise<void> = () => undefined,
): void {
  const port = parentPort;
  if (!port) return;
  const running = new Set<Promise<void>>();

  const answer = async (id: number, call: string, parameters: readonly unknown[]): Promise<void> => {
    const reply = (message: FromWorker): void => port.postMessage(message);
    try {
      const handler = handlers[call] as ((...all: readonly unknown[]) => unknown) | undefined;
      reply({ id, value: await handler?.(...parameters) });
    } catch (error) {
      reply({ id, failure: packFailure(error) });
    }
  };

  port.on('message', (message: ToWorker) => {
    if ('close' in message) {
      void Promise.allSettled(running)
        .then(close)
        .finally(() => port.close());
      return;
    }
    const work = answer(message.id, message.call, message.parameters);
    running.add(work);
    void work.finally(() => running.delete(work));
  });
}
