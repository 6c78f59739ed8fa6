import { call, type Failure } from '@millwright/editor';
import type { Verification } from '../../common/log.ts';
import { verifyRoutes } from '../../common/routes.ts';

export interface CheckState {
  readonly verification: Verification | undefined;
  /** The last request about it failed. */
  readonly failure: Failure | undefined;
}

export interface Check {
  readonly state: () => CheckState;
  /** Looks whether one runs already, which somebody else or the clock may have started. */
  look(): Promise<void>;
  start(): Promise<void>;
  cancel(): Promise<void>;
}

/** Milliseconds between two looks at how far it is. */
const interval = 500;

/** The check of the whole log, which runs on the server whether or not anybody looks. */
export function createCheck(options: {
  readonly signal: AbortSignal;
  changed(): void;
  /** One has come to its end. */
  ended(): void;
}): Check {
  const { signal, changed, ended } = options;
  let state: CheckState = { verification: undefined, failure: undefined };
  let following: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(following));

  const send = async (
    route: (typeof verifyRoutes)[keyof typeof verifyRoutes],
    asked: boolean,
  ): Promise<void> => {
    clearTimeout(following);
    const ran = state.verification?.state === 'running';
    const found = await call(route, {}, { signal });
    if (signal.aborted) return;
    if (found.ok) {
      state = { verification: found.value, failure: undefined };
      if (found.value.state === 'running') follow();
      else if (ran || route === verifyRoutes.startVerification) ended();
    } else {
      // What is known of one that runs stays; the next look may succeed.
      if (asked) state = { ...state, failure: found.failure };
      if (ran) follow();
    }
    changed();
  };
  const follow = (): void => {
    clearTimeout(following);
    following = setTimeout(() => void send(verifyRoutes.getVerification, false), interval);
  };
  return {
    state: () => state,
    look: () => send(verifyRoutes.getVerification, false),
    start: () => send(verifyRoutes.startVerification, true),
    cancel: () => send(verifyRoutes.cancelVerification, true),
  };
}
