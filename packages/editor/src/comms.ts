import * as v from 'valibot';
import { connected } from './connected.ts';
import { red } from './red.ts';

/** Undoes a registration; calling it twice is safe. */
export type Unsubscribe = () => void;

type Receive = (data: unknown) => void;

/** One subscription of a page: each that Node-RED is asked for is a message to the server, and an event of its own. */
interface Topic {
  readonly listeners: Set<Receive>;
  readonly end: () => void;
}

const place = Symbol.for('millwright.editor.topics');
type Globals = { [place]?: Map<string, Topic> };

/** What the bundles of our packages listen to in one page. */
function topicsOfPage(): Map<string, Topic> {
  const globals = globalThis as Globals;
  globals[place] ??= new Map();
  return globals[place];
}

function subscribe(topic: string): Topic {
  const listeners = new Set<Receive>();
  const receive = (_topic: string, data: unknown): void => {
    for (const listener of [...listeners]) {
      try {
        listener(data);
      } catch (error) {
        // As Node-RED does it: the others are told all the same.
        reportError(error);
      }
    }
  };
  let ended = false;
  const begin = (): void => {
    if (!ended) red().comms.subscribe(topic, receive);
  };
  const wait = connected();
  if (wait) void wait.then(begin);
  else begin();
  return {
    listeners,
    end() {
      ended = true;
      red().comms.unsubscribe(topic, receive);
    },
  };
}

/**
 * Listens to what the server publishes to all editors. Messages of another shape are dropped: another version of the
 * server may have sent them. Whatever was retained is heard only by the first who listens to a topic.
 */
export function onMessage<Schema extends v.GenericSchema>(
  topic: string,
  schema: Schema,
  listener: (data: v.InferOutput<Schema>) => void,
): Unsubscribe {
  const receive = (data: unknown): void => {
    const parsed = v.safeParse(schema, data);
    if (parsed.success) listener(parsed.output);
  };
  const topics = topicsOfPage();
  const entry = topics.get(topic) ?? subscribe(topic);
  topics.set(topic, entry);
  entry.listeners.add(receive);
  return () => {
    if (!entry.listeners.delete(receive) || entry.listeners.size > 0) return;
    entry.end();
    topics.delete(topic);
  };
}

/**
 * Calls back whenever the connection to Node-RED stands again after it was lost, or stands at last: what was published in
 * between has to be asked for.
 */
export function onReconnect(listener: () => void): Unsubscribe {
  let ended = false;
  red().comms.on('connect', listener);
  void connected()?.then((late) => {
    if (late && !ended) listener();
  });
  return () => {
    ended = true;
    red().comms.off('connect', listener);
  };
}
