import { fileURLToPath } from 'node:url';

/** The file that Node-RED is to load: beside the command as it is packed, `src/plain` in the sources. */
const file = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../plain/heartbeat.cjs' : './heartbeat.cjs', import.meta.url),
);

/**
 * The environment of Node.js that loads the heartbeat, beside what it had to load before.
 *
 * @param before NODE_OPTIONS as they are; the heartbeat puts them back for what Node-RED starts
 */
export const withHeartbeat = (before = ''): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `${before} --require "${file.replace(/[\\"]/g, '\\$&')}"`.trim(),
  MILLWRIGHT_NODE_OPTIONS: before,
});

/** What Node-RED tells its supervisor, through the channel that Node.js gives a child process. */
export type Told =
  /** The event loop turns; once a second. */
  | 'alive'
  /** It is about to end, and wants to be started again. */
  | 'restart';

/** What a message says; nothing where it is none of ours, since Node-RED and its modules may use the channel too. */
export function toldIn(message: unknown): Told | undefined {
  const told =
    typeof message === 'object' && message !== null && 'millwright' in message && message.millwright;
  return told === 'alive' || told === 'restart' ? told : undefined;
}
