import type { Dispose, Host, Log } from '@millwright/runtime';
import { notCompared } from './not-compared.ts';

/** Milliseconds: local changes are to be seen within a minute, also those that come without a deploy. */
const interval = 30_000;

/**
 * Says which revision runs: after each start and deploy, and from time to time.
 *
 * @param told the revision as the machine is to be told it, if there is anything to tell
 * @param tell is given both
 * @param log told once why it cannot be compared, until it can be again
 */
export function watchWhatRuns(
  host: Pick<Host, 'nodeRed' | 'onFlowsStarted' | 'onFlowsStopped'>,
  told: (rev: string) => Promise<string | undefined>,
  tell: (rev: string, told: string) => void,
  log: Pick<Log, 'warn'>,
): Dispose {
  let failure: string | undefined;
  const compared = async (rev: string): Promise<string | undefined> => {
    try {
      const text = await told(rev);
      failure = undefined;
      return text;
    } catch (error) {
      const { code, message } = notCompared(error);
      if (failure !== message) log.warn(`${message} (${code})`);
      failure = message;
      return undefined;
    }
  };
  let isOver = false;
  /** One after the other, so that what was seen earlier is never told later. */
  let last = Promise.resolve();
  const say = (rev: string): void => {
    last = last.then(async () => {
      if (isOver) return;
      const text = await compared(rev);
      if (text !== undefined && !isOver) tell(rev, text);
    });
  };
  let isStopped = false;
  const look = (): void => {
    const rev = isStopped ? undefined : host.nodeRed.getFlows()?.rev;
    if (rev !== undefined) say(rev);
  };
  const disposers = [
    host.onFlowsStarted(({ state }) => {
      isStopped = false;
      say(state.rev);
    }),
    host.onFlowsStopped(() => {
      isStopped = true;
    }),
  ];
  const timer = setInterval(look, interval);
  timer.unref();
  look();
  return () => {
    isOver = true;
    clearInterval(timer);
    for (const dispose of disposers) dispose();
  };
}
