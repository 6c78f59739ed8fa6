import {
  call,
  onDeployed,
  onMessage,
  onReconnect,
  type Result,
  WritableResource,
  whenEditorReady,
} from '@millwright/editor';
import { area, changedNews, ownRoutes, topics } from '../../common/routes.ts';
import type { Me } from '../../common/state.ts';

/** Who the user is and what they may do, for all parts of this page. */
export interface OwnAccess {
  /** Asks the server; all who ask in one turn share one request. */
  ask(): Promise<Result<Me>>;
  /** Calls back with the last answer, once the editor is ready and from then on with each. */
  follow(listener: (answer: Result<Me>) => void): () => void;
  stop(): void;
}

/** Asks what the user may do, at once and whenever that may have changed. */
export function startOwnAccess(): OwnAccess {
  const gone = new AbortController();
  const last = new WritableResource<Result<Me> | undefined>(undefined);
  let latest: Promise<Result<Me>> | undefined;
  let shared = false;
  let ready = false;

  const ask = (): Promise<Result<Me>> => {
    if (shared && latest) return latest;
    const asked = call(ownRoutes.getMe, {}, { signal: gone.signal });
    latest = asked;
    shared = true;
    setTimeout(() => {
      shared = false;
    });
    void asked.then((answer) => {
      if (asked === latest && !gone.signal.aborted) last.set(answer);
    });
    return asked;
  };
  const again = (): void => void ask();
  const stops = [
    onMessage(`millwright/${area}/${topics.changed}`, changedNews, again),
    onReconnect(again),
    // There may be tabs now that nobody has asked about.
    onDeployed(again),
  ];
  again();
  whenEditorReady(() => {
    ready = true;
    if (last.value) last.set(last.value);
  });
  return {
    ask,
    follow: (listener) =>
      last.subscribe(() => {
        if (ready && last.value) listener(last.value);
      }),
    stop() {
      gone.abort();
      for (const stop of stops) stop();
    },
  };
}
