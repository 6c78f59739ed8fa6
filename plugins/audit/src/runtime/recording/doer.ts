import type { EventDraft } from '@millwright/ledger';
import type { Host } from '@millwright/runtime';
import { actorOf, sourceOf } from './draft.ts';

/** Who did something that is told later, and what it was a part of. */
export type Doer = Pick<EventDraft, 'actor' | 'source' | 'correlation'>;

/** Whoever acts right now. */
export function currentDoer(host: Pick<Host, 'current' | 'services'>): Doer {
  const { actor, source, operation } = host.current();
  return {
    actor: actorOf(actor, host.services),
    ...(source ? { source: sourceOf(source) } : {}),
    ...(operation ? { correlation: operation.correlation } : {}),
  };
}
