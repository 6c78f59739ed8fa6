import { call, type Failure, onDeployed, onMessage, onReconnect, whenEditorReady } from '@millwright/editor';
import { area, changedNews, ownRoutes, topics } from '../../common/routes.ts';
import type { Me } from '../../common/state.ts';

/** What is known of what the user may do. After a failure that is what was known before. */
export interface OwnAccess {
  readonly me: Me | undefined;
  readonly failure: Failure | undefined;
}

/**
 * Asks what the user may do: at once, and whenever that may have changed. Failures are quiet; the sidebar tells of them.
 *
 * @returns ends it
 */
export function followOwnAccess(tell: (own: OwnAccess) => void): () => void {
  let me: Me | undefined;
  let asking = new AbortController();
  const ask = async (): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const answer = await call(ownRoutes.getMe, {}, { signal });
    if (signal.aborted) return;
    if (answer.ok) me = answer.value;
    tell({ me, failure: answer.ok ? undefined : answer.failure });
  };
  const again = (): void => void ask();
  const stops = [
    onMessage(`millwright/${area}/${topics.changed}`, changedNews, again),
    onReconnect(again),
    // There may be tabs now that nobody has asked about.
    onDeployed(again),
  ];
  whenEditorReady(again);
  return () => {
    asking.abort();
    for (const stop of stops) stop();
  };
}
