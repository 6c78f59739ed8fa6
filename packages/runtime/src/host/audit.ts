import { EventEmitter } from 'node:events';
import { actorOfUser, systemActor } from '../actor.ts';
import type { Door } from '../door/door.ts';
import type { AuditEntry, Dispose } from '../host.ts';
import { currentContext } from '../pipeline/context.ts';
import type { NodeRed } from '../red.ts';

interface LogMessage {
  readonly level: number;
  readonly event?: unknown;
  readonly timestamp?: unknown;
  readonly user?: unknown;
  readonly username?: unknown;
  readonly ip?: unknown;
  readonly path?: unknown;
  readonly [field: string]: unknown;
}

/**
 * Hands on what Node-RED writes into its audit log, whatever the log levels in `settings.js`. Node-RED calls its log
 * handlers while it answers the request, so an exception here would break that: the listener must not throw.
 */
export function onAudit(
  { log }: Pick<NodeRed, 'log'>,
  door: Pick<Door, 'context' | 'connection'>,
  listener: (entry: AuditEntry) => void,
): Dispose {
  const handler = new EventEmitter();
  handler.on('log', (message: LogMessage) => {
    if (message.level === log.AUDIT && typeof message.event === 'string')
      listener(entryOf(message, message.event, door));
  });
  log.addHandler(handler);
  return () => log.removeHandler(handler);
}

function entryOf(
  message: LogMessage,
  event: string,
  { context: storage, connection }: Pick<Door, 'context' | 'connection'>,
): AuditEntry {
  const { level: _level, event: _event, timestamp, user, ip, path, ...fields } = message;
  const context = currentContext(storage);
  const source = context?.source ?? (event.startsWith('comms.') ? connection.getStore() : undefined);
  const { operation, operated = false } = context ?? {};
  // What has no user object may name one: log-ins, the only ones that come before there is a session.
  const named = user ?? (fields.username === undefined ? undefined : { username: fields.username });
  const actor = named === undefined ? (context?.actor ?? systemActor) : actorOfUser(named);
  return {
    event,
    time: typeof timestamp === 'number' ? timestamp : Date.now(),
    actor,
    ...(source ? { source } : {}),
    ...(operation ? { operation } : {}),
    operated,
    fields: { ...fields, ...(ip === undefined ? {} : { ip }), ...(path === undefined ? {} : { path }) },
  };
}
