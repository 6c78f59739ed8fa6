import type { Host } from '@millwright/runtime';
import { templateNameErrors } from '../common/errors.ts';
import { templateNameRoutes, topics } from '../common/routes.ts';
import { countOne, forget, latestFirst, nothingCounted } from './counts.ts';

/** Wires the counts to Node-RED: each operation that changes something is counted, routes answer about them. */
export function startTemplateName(host: Host): void {
  let counts = nothingCounted;
  const change = (next: typeof counts): void => {
    counts = next;
    host.publish(topics.counts, {});
  };

  host.intercept({
    // What only reads is left out: the sidebar that reads the counts would count itself.
    settle: ({ name, kind }) => {
      if (kind === 'write') change(countOne(counts, name, Date.now()));
    },
  });
  host.routes(templateNameRoutes, {
    listCounts: () => ({ counts: latestFirst(counts) }),
    resetCount: ({ params: { operation } }) =>
      host.operate({ name: 'template-name.reset', locks: [] }, async () => {
        if (!counts.has(operation)) throw templateNameErrors.notCounted({ operation });
        change(forget(counts, operation));
      }),
  });
}
