import type { Dispose, Host } from '@millwright/runtime';

/** Milliseconds: local changes are to be seen within a minute, also those that come without a deploy. */
const interval = 30_000;

/** Says which revision runs: after each start and deploy, and from time to time. */
export function watchWhatRuns(
  host: Pick<Host, 'nodeRed' | 'onFlowsStarted' | 'onFlowsStopped'>,
  tell: (rev: string) => void,
): Dispose {
  let isStopped = false;
  const look = (): void => {
    const rev = isStopped ? undefined : host.nodeRed.getFlows()?.rev;
    if (rev !== undefined) tell(rev);
  };
  const disposers = [
    host.onFlowsStarted(({ state }) => {
      isStopped = false;
      tell(state.rev);
    }),
    host.onFlowsStopped(() => {
      isStopped = true;
    }),
  ];
  const timer = setInterval(look, interval);
  timer.unref();
  look();
  return () => {
    clearInterval(timer);
    for (const dispose of disposers) dispose();
  };
}
