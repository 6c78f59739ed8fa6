import {
  type Clock,
  type Connection,
  type Diagnostics,
  type FailureKind,
  type QueuePolicy,
  RequestScheduler,
  TrafficMeter,
  tagErrors,
} from '@millwright/tags';
import { opcuaErrors, serviceOf, statusNameOf } from '../errors.ts';
import type { Caller, CallOptions, ManyService, Outcome } from './caller.ts';
import { sendMany } from './many.ts';
import { LearnedLimits } from './operation-limits.ts';
import { isRefusalOfOurs } from './refusal-of.ts';
import { isSessionGone } from './session/session.ts';
import type { ServiceRequest, ServiceResponse, SessionLink } from './session-link.ts';

export interface ServiceCallerOptions {
  readonly connection: Connection<SessionLink>;
  readonly clock: Clock;
  readonly diagnostics: Diagnostics;
  /** How many requests may be under way at once. Default: 1. */
  readonly depth?: number;
  readonly queueLimit?: number;
  readonly queuePolicy?: QueuePolicy;
}

/** An OPC UA server is one unit to the scheduler, which knows others behind gateways. */
const theServer = 1;

/** What a failure says of the server and the link. */
function classify(error: unknown): FailureKind {
  if (opcuaErrors.timeout.is(error)) return 'unanswered';
  if (isRefusalOfOurs(error)) return 'local';
  if (serviceOf(error) !== undefined) return 'answer';
  // With a status, but of no service, a server ends a connection: it says nothing of the requests under way.
  const isEnd = statusNameOf(error) !== undefined || ends.some((factory) => factory.is(error));
  return isEnd ? 'lost' : 'local';
}

const ends = [
  opcuaErrors.connectionLost,
  opcuaErrors.badMessage,
  opcuaErrors.closed,
  opcuaErrors.serverShutdown,
];

/** The one way of a connection's services to its server: they take turns, writes first. */
export class ServiceCaller implements Caller {
  readonly #scheduler: RequestScheduler<SessionLink>;
  readonly #connection: Connection<SessionLink>;
  readonly #meter: TrafficMeter<'renewals'>;
  readonly #learned = new WeakMap<SessionLink, LearnedLimits>();

  constructor(options: ServiceCallerOptions) {
    const { connection, clock, diagnostics, depth = 1, queueLimit, queuePolicy } = options;
    this.#connection = connection;
    this.#meter = new TrafficMeter(diagnostics, 'renewals');
    this.#scheduler = new RequestScheduler<SessionLink>({
      connection,
      clock,
      diagnostics,
      depth,
      protocol: { readBlock: () => Promise.reject(opcuaErrors.closed()), classify },
      ...(queueLimit !== undefined && { queueLimit }),
      ...(queuePolicy !== undefined && { queuePolicy }),
    });
  }

  /** How many requests wait, and how many are on their way. */
  get waiting(): number {
    return this.#scheduler.waiting;
  }

  get underWay(): number {
    return this.#scheduler.underWay;
  }

  /** How often tokens of channels were renewed. */
  get renewals(): number {
    return this.#meter.counted;
  }

  async call<Response extends ServiceResponse>(
    build: (link: SessionLink) => ServiceRequest,
    options: CallOptions,
  ): Promise<Response> {
    try {
      return await this.#once<Response>(build, options);
    } catch (error) {
      if (options.repeatable !== true || !isSessionGone(error)) throw error;
      return this.#once<Response>(build, options);
    }
  }

  async callMany<Operation, Result>(
    operations: readonly Operation[],
    service: ManyService<Operation, Result>,
    options: CallOptions,
  ): Promise<readonly Outcome<Result>[]> {
    if (operations.length === 0) return [];
    try {
      const link = await this.#connection.link(options.signal);
      return await sendMany({
        operations,
        service,
        limits: link.facts.limits,
        learned: this.#learnedOf(link),
        repeatable: options.repeatable === true,
        send: (build) => this.call(build, options),
      });
    } catch (cause) {
      // No request was made yet: there is no session to make it for.
      const error = options.lane === 'write' ? notSent(cause) : cause;
      return operations.map(() => ({ error }));
    }
  }

  /** Settles everything at once. Nothing is sent any more. Calling twice is safe. */
  close(): void {
    this.#scheduler.close();
  }

  #once<Response extends ServiceResponse>(
    build: (link: SessionLink) => ServiceRequest,
    { signal, lane = 'read', timeout, deadline, source }: CallOptions,
  ): Promise<Response> {
    const run = async (link: SessionLink): Promise<Response> => {
      const request = buildOf(build, link);
      try {
        return await link.perform<Response>(request, { ...(timeout !== undefined && { timeout }) });
      } finally {
        this.#meter.count(link);
      }
    };
    const terms = { signal, ...(deadline !== undefined && { deadline }) };
    return this.#scheduler.request(theServer, lane, source, run, terms);
  }

  #learnedOf(link: SessionLink): LearnedLimits {
    const known = this.#learned.get(link);
    if (known) return known;
    const learned = new LearnedLimits();
    this.#learned.set(link, learned);
    return learned;
  }
}

/** Of a request that cannot even be made, it is certain that it was not sent. */
function buildOf(build: (link: SessionLink) => ServiceRequest, link: SessionLink): ServiceRequest {
  try {
    return build(link);
  } catch (cause) {
    throw notSent(cause);
  }
}

function notSent(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return tagErrors.notSent({ reason }, { cause });
}
