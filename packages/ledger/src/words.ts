import { hash } from 'node:crypto';
import type { EventDraft } from './event.ts';

/**
 * A word that stands for a thing in the search index, since the ids of things can be anything: the same for the same
 * kind and id, and nothing that anybody types.
 */
export const aboutToken = (kind: string, id: string): string =>
  `zz${hash('sha256', `${kind}:${id}`, 'hex').slice(0, 20)}`;

/** The text that a search looks in. It follows from the event alone, so that a changed index can be told. */
export function wordsOf(event: Omit<EventDraft, 'time'>): string {
  const { name, actor, source, target, change, reason, code, message, version } = event;
  const words = new Set<string>([name]);
  const add = (...texts: readonly (string | number | undefined)[]): void => {
    for (const text of texts) if (text !== undefined && text !== '') words.add(String(text));
  };
  add(actor.name, source?.address, reason, code, message, version);
  if (target) add(target.name, target.id, aboutToken(target.kind, target.id));
  for (const part of change?.parts ?? []) {
    add(part.name, part.formerName, aboutToken(part.kind, part.id));
    for (const node of part.nodes) add(node.name, node.type, aboutToken('node', node.id));
  }
  for (const { id, field } of change?.credentials ?? []) add(field, aboutToken('node', id));
  return [...words].join('\n');
}
