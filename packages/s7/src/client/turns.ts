import type { Connection, Hold, Lane } from '@millwright/tags';
import type { Session } from './session.ts';

/** Who asks, and on what terms. */
export interface TurnOptions {
  /** Who asks: those who do take turns. */
  readonly source: unknown;
  /** Ends the waiting at once; what was sent stays under way until it is answered or times out. */
  readonly signal: AbortSignal;
  /** Milliseconds from now within which it has to be sent. */
  readonly deadline?: number;
}

/** What reading and writing need of a client. */
export interface Turns {
  readonly connection: Pick<Connection<Session>, 'current'>;
  /**
   * Runs a function with the session when its turn has come; writes go before reads, and one at a time.
   * @throws what `run` throws, the signal's reason, `tags.queue-full`, `.dropped`, `.not-sent` or why there is no
   *   session; of a write that was sent and not answered `tags.outcome-unknown`
   */
  schedule<T>(
    lane: Lane,
    options: TurnOptions,
    run: (session: Session, signal: AbortSignal, hold: Hold) => Promise<T>,
  ): Promise<T>;
}
