import { isCodedError } from '@millwright/schema';
import {
  Connection,
  Diagnostics,
  type Hold,
  type Lane,
  RequestScheduler,
  systemClock,
  TrafficMeter,
  tagErrors,
} from '@millwright/tags';
import { s7Errors } from '../errors.ts';
import { classify } from './classify.ts';
import { openSession } from './open.ts';
import {
  type ClientOptions,
  type ClientSnapshot,
  type ScheduleOptions,
  type SessionFacts,
  usualLimits,
} from './options.ts';
import type { Session } from './session.ts';

/** A PLC is one unit: there is no other behind its connection. */
const unit = 0;

/**
 * A client of an S7 PLC. It keeps its one connection alive while somebody needs it, and lets all who ask take turns on it.
 *
 * @example
 * const client = new S7Client({ host: '192.168.0.1', port: 102, rack: 0, slot: 1, timeout: 2000, connectTimeout: 3000 });
 * const release = client.connection.need();
 * const [answer] = await client.schedule('read', { source: 'me', signal }, (session, signal) =>
 *   session.read([{ area: 'DB', db: 1, start: 0, length: 10 }], signal),
 * );
 * release();
 */
export class S7Client {
  readonly connection: Connection<Session>;
  readonly scheduler: RequestScheduler<Session>;
  readonly diagnostics: Diagnostics;
  readonly #meter: TrafficMeter<'stray'>;

  constructor(options: ClientOptions) {
    const { clock = systemClock, random = Math.random, policy, onFault = warn } = options;
    const { pause, connectDelay, queueLimit, queuePolicy, open = openSession } = options;
    this.connection = new Connection<Session>({
      open: (signal) => open(options, signal),
      clock,
      random,
      closedError: () => s7Errors.closed(),
      onFault,
      isRefusal: s7Errors.passwordRefused.is,
      opensWithAnswer: true,
      ...(policy && { policy }),
    });
    this.diagnostics = new Diagnostics(clock);
    this.#meter = new TrafficMeter(this.diagnostics, 'stray');
    this.scheduler = new RequestScheduler<Session>({
      connection: this.connection,
      protocol: {
        readBlock: () => Promise.reject(s7Errors.badRequest({ reason: 'blocks are read by tables' })),
        classify,
      },
      clock,
      diagnostics: this.diagnostics,
      depth: options.limits?.jobs ?? usualLimits.jobs,
      ...(pause !== undefined && { pause }),
      ...(connectDelay !== undefined && { connectDelay }),
      ...(queueLimit !== undefined && { queueLimit }),
      ...(queuePolicy !== undefined && { queuePolicy }),
    });
  }

  /** What is known of the session that is open; undefined while none is. */
  get facts(): SessionFacts | undefined {
    const session = this.connection.current;
    if (!session) return undefined;
    const { limits, password } = session;
    return { ...limits, ...(password && { password }) };
  }

  /**
   * Does something with the session when its turn comes. It waits while the connection is being opened, and fails at once
   * while that is off.
   * @param run calls `onSent` of {@link Session.write} through the one that it is given; it may hold a write back while it
   *   asks something else first
   * @throws what `run` throws, the signal's reason, `tags.queue-full`, `.dropped`, `.unit-suspended` or why there is no
   *   connection; of a write that fails without an answer `tags.not-sent` where nothing went out, else `tags.outcome-unknown`
   */
  schedule<T>(
    lane: Lane,
    { source, ...terms }: ScheduleOptions,
    run: (session: Session, signal: AbortSignal, onSent: () => void, hold: Hold) => Promise<T>,
  ): Promise<T> {
    return this.scheduler.request(
      unit,
      lane,
      source,
      async (session, signal, hold) => {
        let isSent = false;
        try {
          const onSent = (): void => {
            isSent = true;
          };
          return await run(session, signal, onSent, hold);
        } catch (error) {
          throw lane === 'read' || isSent || saysWhy(error) ? error : notSent(error);
        } finally {
          this.#meter.count(session);
        }
      },
      terms,
    );
  }

  /** What the connection has done so far, as plain JSON. */
  snapshot(): ClientSnapshot {
    return { ...this.diagnostics.snapshot(), strayAnswers: this.#meter.counted };
  }

  /** Resolves when no connection is open and none will be. Calling twice is safe. */
  close(): Promise<void> {
    this.scheduler.close();
    return this.connection.close();
  }
}

/** Whether an error already says that nothing was sent: what was asked for was not possible. */
function saysWhy(error: unknown): boolean {
  if (tagErrors.notSent.is(error)) return true;
  return isCodedError(error) && error.family === 'caller' && !s7Errors.closed.is(error);
}

function notSent(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return tagErrors.notSent({ reason }, { cause });
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
