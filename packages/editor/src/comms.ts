import * as v from 'valibot';
import { red } from './red.ts';

/** Undoes a registration; calling it twice is safe. */
export type Unsubscribe = () => void;

/**
 * Listens to what the server publishes to all editors. Messages of another shape are dropped: another version of the
 * server may have sent them.
 */
export function onMessage<Schema extends v.GenericSchema>(
  topic: string,
  schema: Schema,
  listener: (data: v.InferOutput<Schema>) => void,
): Unsubscribe {
  const receive = (_topic: string, data: unknown): void => {
    const parsed = v.safeParse(schema, data);
    if (parsed.success) listener(parsed.output);
  };
  red().comms.subscribe(topic, receive);
  return () => red().comms.unsubscribe(topic, receive);
}

/**
 * Calls back whenever the connection to Node-RED stands again after it was lost: what was published in between has to
 * be asked for.
 */
export function onReconnect(listener: () => void): Unsubscribe {
  red().comms.on('connect', listener);
  return () => red().comms.off('connect', listener);
}
