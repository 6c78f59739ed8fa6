import { type Notice, notify, onOwnDeploy } from '@millwright/editor';

/** Milliseconds after which what went well needs no saying any more. */
const lasting = 60_000;

let closeLast = (): void => {};

/**
 * Tells what came of a restore or of loading a version: one notice at a time, until this editor deploys.
 *
 * @param passing ends by itself, unless it is being read or used
 * @returns closes it
 */
export function tellOutcome(notice: Notice, passing: boolean): () => void {
  closeLast();
  const shown = notify(notice);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => {
    stop();
    clearTimeout(timer);
    shown.close();
  };
  const stop = onOwnDeploy(close);
  const wait = (): void => {
    timer = setTimeout(() => (shown.matches(':hover, :focus-within') ? wait() : close()), lasting);
  };
  if (passing) wait();
  closeLast = close;
  return close;
}
