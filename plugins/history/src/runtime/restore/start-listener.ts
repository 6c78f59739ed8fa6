import type { Host } from '@millwright/runtime';

export interface StartListener {
  /** From now on, flows of this revision are to start. */
  expect(rev: string): void;
  /** @returns false if those that were expected run, but did not start in so many milliseconds */
  within(milliseconds: number): Promise<boolean>;
  /** Nothing is expected to start any more. */
  giveUp(): void;
  cancel(): void;
}

/** Listens before the deploy is made, since small flows start at once. */
export function listenForStart(host: Pick<Host, 'onFlowsStarted' | 'nodeRed'>): StartListener {
  let expected: string | undefined;
  let seen: () => void;
  const started = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const cancel = host.onFlowsStarted(({ state }) => {
    if (state.rev === expected) seen();
  });
  return {
    cancel,
    expect(rev) {
      expected = rev;
    },
    giveUp() {
      expected = undefined;
    },
    async within(milliseconds) {
      if (expected === undefined) return true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        // Somebody may have deployed other flows meanwhile.
        timer = setTimeout(() => resolve(host.nodeRed.getFlows()?.rev !== expected), milliseconds);
      });
      try {
        return await Promise.race([started.then(() => true), late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
