import { type ConnectionPolicy, laterDelay, retryDelay } from './policy.ts';

/**
 * What it proves that the peer answers while a link is opened, where that takes an answer: `heard`, it is there; `doubted`, nothing,
 * since it did so before and then answered no request.
 */
export type Greeting = 'heard' | 'doubted';

/**
 * Where a connection stands. `failures` counts the attempts in a row that brought no answer: a peer that accepts and
 * then stays silent is backed off from like one that refuses.
 */
export type ConnectionState =
  /** Nobody needs it. */
  | { readonly phase: 'idle' }
  | { readonly phase: 'connecting'; readonly failures: number; readonly greeting?: 'doubted' }
  | { readonly phase: 'online'; readonly failures: number; readonly greeting?: Greeting }
  /** Open, but the latest requests were not answered. */
  | {
      readonly phase: 'degraded';
      readonly failures: number;
      readonly unanswered: number;
      readonly error: unknown;
      readonly greeting?: Greeting;
    }
  /** The next attempt comes `delay` ms after this state began. */
  | {
      readonly phase: 'waiting';
      readonly failures: number;
      readonly delay: number;
      readonly error: unknown;
      readonly greeting?: 'doubted';
    }
  /** Being closed; opened again afterwards where somebody needs it again. */
  | { readonly phase: 'closing'; readonly again: boolean };

export type ConnectionEvent =
  /** The first user came, or the last one left. */
  | { readonly type: 'needed' }
  | { readonly type: 'released' }
  /** An attempt succeeded or failed, or an open connection ended by itself. */
  | {
      readonly type: 'opened';
      /** Whether that took an answer of the peer. */
      readonly greeted?: boolean;
    }
  | {
      readonly type: 'failed';
      readonly error: unknown;
      /** Whether the peer refused who we are: a wrong password, an unknown certificate. */
      readonly refused?: boolean;
      /** Milliseconds after which the peer itself wants to be asked again. 0: at once after an open connection that brought answers. */
      readonly retryAfter?: number;
      /** Milliseconds for which the connection that ended was open. */
      readonly stood?: number;
    }
  /** The peer answered a request, or let it time out. */
  | { readonly type: 'answered' }
  | { readonly type: 'unanswered'; readonly error: unknown }
  /** The wait is over; closing is done. */
  | { readonly type: 'due' }
  /** What it waited for has changed: somebody trusts the server now. */
  | { readonly type: 'hurried' }
  | { readonly type: 'closed' };

export type ConnectionEffect =
  | { readonly do: 'open' }
  | { readonly do: 'close' }
  | { readonly do: 'wait'; readonly milliseconds: number }
  | { readonly do: 'cancel-wait' };

/** Whether the peer is known to be there: it answered since it was lost, or while the link was opened. */
export function isHeard(state: ConnectionState): boolean {
  return state.phase === 'online' && (state.failures === 0 || state.greeting === 'heard');
}

export interface ConnectionStep {
  readonly state: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
}

interface Doubt {
  readonly greeting?: 'doubted';
}

/** What of a greeting outlives its link. */
const doubtOf = (greeting: Greeting | undefined): Doubt => (greeting === 'doubted' ? { greeting } : {});

const stay = (state: ConnectionState): ConnectionStep => ({ state, effects: [] });
const open = (
  failures: number,
  first: readonly ConnectionEffect[] = [],
  doubt: Doubt = {},
): ConnectionStep => ({
  state: { phase: 'connecting', failures, ...doubt },
  effects: [...first, { do: 'open' }],
});
const close = (): ConnectionStep => ({
  state: { phase: 'closing', again: false },
  effects: [{ do: 'close' }],
});

/**
 * What an event makes of a connection. Events that mean nothing in a state (an answer that comes after the close)
 * leave it as it is.
 * @param random a number in [0, 1), for the jitter
 */
export function stepConnection(
  state: ConnectionState,
  event: ConnectionEvent,
  policy: ConnectionPolicy,
  random: number,
): ConnectionStep {
  const wait = (
    before: number,
    error: unknown,
    first: readonly ConnectionEffect[],
    doubt: Doubt = {},
  ): ConnectionStep => {
    const failures = before + 1;
    const { refused = false, retryAfter = undefined } = event.type === 'failed' ? event : {};
    if (retryAfter === 0 && before === 0 && state.phase !== 'connecting') return open(failures, first, doubt);
    const delay = retryAfter ? laterDelay(retryAfter, random) : retryDelay(failures, policy, random, refused);
    return {
      state: { phase: 'waiting', failures, delay, error, ...doubt },
      effects: [...first, { do: 'wait', milliseconds: delay }],
    };
  };

  switch (state.phase) {
    case 'idle':
      return event.type === 'needed' ? open(0) : stay(state);

    case 'connecting':
      if (event.type === 'opened') {
        const { failures, greeting = 'heard' } = state;
        return stay({ phase: 'online', failures, ...(event.greeted && { greeting }) });
      }
      // Away it was, at least: where it answers again, that counts.
      if (event.type === 'failed') return wait(state.failures, event.error, []);
      if (event.type === 'released') return close();
      return stay(state);

    case 'online':
    case 'degraded': {
      if (event.type === 'released') return close();
      const { failures, greeting } = state;
      if (event.type === 'failed') {
        // Nobody may have asked anything for days: pauses grow only where it does not last.
        const lasted = isHeard(state) && (event.stood ?? 0) >= policy.longestDelay;
        return wait(lasted ? 0 : failures, event.error, [{ do: 'close' }], doubtOf(greeting));
      }
      if (event.type === 'answered') {
        if (state.phase === 'online' && failures === 0) return stay(state);
        return stay({ phase: 'online', failures: 0, ...(greeting && { greeting: 'heard' }) });
      }
      if (event.type !== 'unanswered') return stay(state);
      const unanswered = state.phase === 'degraded' ? state.unanswered + 1 : 1;
      return unanswered >= policy.unansweredLimit
        ? wait(failures, event.error, [{ do: 'close' }], doubtOf(greeting && 'doubted'))
        : stay({
            phase: 'degraded',
            failures,
            unanswered,
            error: event.error,
            ...(greeting && { greeting }),
          });
    }

    case 'waiting':
      if (event.type === 'due') return open(state.failures, [], doubtOf(state.greeting));
      if (event.type === 'hurried')
        return open(state.failures, [{ do: 'cancel-wait' }], doubtOf(state.greeting));
      if (event.type === 'released') return { state: { phase: 'idle' }, effects: [{ do: 'cancel-wait' }] };
      return stay(state);

    case 'closing':
      if (event.type === 'needed') return stay({ phase: 'closing', again: true });
      if (event.type === 'released') return stay({ phase: 'closing', again: false });
      if (event.type === 'closed') return state.again ? open(0) : stay({ phase: 'idle' });
      return stay(state);
  }
}
