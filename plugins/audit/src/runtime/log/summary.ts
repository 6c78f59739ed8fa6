import type { AuditEvent } from '@millwright/ledger';
import type { EventSummary } from '../../common/log.ts';
import { toldIn } from '../../common/told.ts';

/** More of them only the details have. */
const mostParts = 5;

const mostTold = 3;
/** Of these, a row says what their data say; they are a few words and numbers. */
const toldWhole: ReadonlySet<string> = new Set(['audit.gap', 'audit.destination.test', 'debug.set']);

/** An event as a list shows it. */
export function summaryOf({ data, message: _message, change, ...rest }: AuditEvent): EventSummary {
  const event: EventSummary = { ...rest, ...(data && toldWhole.has(rest.name) ? { data } : {}) };
  const told = data?.[toldIn[event.name] ?? ''];
  if (Array.isArray(told)) return { ...event, told: told.slice(0, mostTold).map(String) };
  if (!change) return event;
  const { parts, credentials, moreCredentials = 0, ...whole } = change;
  const more = (change.moreParts ?? 0) + Math.max(0, parts.length - mostParts);
  return {
    ...event,
    change: {
      ...whole,
      parts: parts.slice(0, mostParts).map(({ nodes: _nodes, ownProperties: _own, ...part }) => part),
      ...(more > 0 ? { moreParts: more } : {}),
      ...(credentials ? { credentials: credentials.length + moreCredentials } : {}),
    },
  };
}
