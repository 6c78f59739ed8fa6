import {
  type Clock,
  Connection,
  Diagnostics,
  type Hold,
  type Lane,
  type PlanLimits,
  RequestScheduler,
  systemClock,
  TrafficMeter,
  tagErrors,
} from '@millwright/tags';
import type { Area } from './area.ts';
import { classify } from './classify.ts';
import type { ClientOptions, ClientSnapshot, PerformOptions } from './client-options.ts';
import { modbusErrors } from './errors.ts';
import { type Identification, identify } from './identify.ts';
import { checkPdu } from './pdu/checks.ts';
import { checkFunction, decodeResponse, encodeRequest, isWrite, mayWrite } from './pdu/pdu.ts';
import type {
  Done,
  IdentificationLevel,
  ReadRequest,
  Request,
  RequestOf,
  ResponseTo,
} from './pdu/request.ts';
import { openSession } from './roads/open.ts';
import { type Road, silenceOf } from './roads/road.ts';
import type { Session } from './session.ts';
import { type ReadLimits, SharedLimits } from './table/limits.ts';
import type { Member } from './table/tag.ts';

/** A write to all units at once: nobody confirms it. */
const broadcast: Done = { done: true, broadcast: true };

/**
 * A Modbus client on any road. It keeps its one connection alive while somebody needs it, and lets all who ask take
 * turns on it.
 *
 * @example
 * const client = new ModbusClient({ road: 'tcp', host: '127.0.0.1', port: 502, timeout: 1000, connectTimeout: 3000 });
 * const release = client.connection.need();
 * const { data } = await client.perform(1, { do: 'read', area: 'holding-register', address: 0, quantity: 10 }, {
 *   source: 'me',
 *   signal,
 * });
 * release();
 */
export class ModbusClient {
  readonly connection: Connection<Session>;
  readonly scheduler: RequestScheduler<Session, Member>;
  readonly diagnostics: Diagnostics;
  /** Milliseconds from one request to the next, as they were asked for and as the line needs them. */
  readonly between: number;
  readonly #pause: number;
  readonly #clock: Clock;
  readonly #limits = new SharedLimits();
  readonly #meter: TrafficMeter<'strayAnswers'>;

  constructor(options: ClientOptions) {
    const { clock = systemClock, random = Math.random, policy, onFault = warn, pause = 0 } = options;
    this.#clock = clock;
    this.#pause = pause;
    this.between = Math.max(pause, silenceOf(options));
    this.connection = new Connection<Session>({
      open: (signal) => openSession(options, signal),
      clock,
      random,
      closedError: () => modbusErrors.closed(),
      onFault,
      isRefusal: modbusErrors.tlsRefused.is,
      ...(policy && { policy }),
    });
    this.diagnostics = new Diagnostics(clock);
    this.#meter = new TrafficMeter(this.diagnostics, 'strayAnswers');
    const { connectDelay, queueLimit, queuePolicy } = options;
    this.scheduler = new RequestScheduler<Session, Member>({
      connection: this.connection,
      protocol: {
        readBlock: async (session, unit, { area, start, length }, signal) => {
          const request = { do: 'read', area, address: start, quantity: length } as const;
          const answer = await this.#exchange(session, unit, encodeRequest(request), 'read', signal);
          return decodeResponse(request, answer).data;
        },
        classify: (error) => classify(error, isLine(options.road)),
        restOf: (session) => session.rest,
        isAnswered: (unit) => unit !== 0 || !isLine(options.road),
      },
      clock,
      diagnostics: this.diagnostics,
      depth: 'depth' in options ? (options.depth ?? 1) : 1,
      pause,
      ...(connectDelay !== undefined && { connectDelay }),
      ...(queueLimit !== undefined && { queueLimit }),
      ...(queuePolicy !== undefined && { queuePolicy }),
    });
  }

  /**
   * Does one request at a unit. It waits for its turn and while the connection is being opened, and fails at once while
   * that is off.
   * @throws `modbus.bad-request`, what the unit answered instead (`modbus.exception`, `.bad-response`, `.echo-differs`),
   *   of a read `modbus.timeout` and `.connection-lost`, of a write `tags.outcome-unknown`, and where nothing was sent
   *   `tags.not-sent`, `.queue-full`, `.dropped`, `.unit-suspended` or why there is no connection
   */
  async perform<R extends Request>(
    unit: number,
    request: R,
    options: PerformOptions,
  ): Promise<ResponseTo<R>> {
    const pdu = encodeRequest(request);
    const { lane = isWrite(request) ? 'write' : 'read' } = options;
    return this.#schedule(unit, lane, options, async (session, signal, hold) =>
      answerOf(request, await this.#exchange(session, unit, pdu, lane, signal, hold)),
    );
  }

  /**
   * Sends a PDU as it is, for functions that are not known here.
   * @returns the PDU that answers it, with the same function code; empty for a broadcast
   * @throws as {@link perform}
   */
  async raw(unit: number, pdu: Uint8Array, options: PerformOptions): Promise<Uint8Array> {
    const [code = 0] = checkPdu(pdu);
    const { lane = mayWrite(pdu) ? 'write' : 'read' } = options;
    return this.#schedule(unit, lane, options, async (session, signal, hold) => {
      const answer = await this.#exchange(session, unit, pdu, lane, signal, hold);
      if (answer.length > 0) checkFunction(code, answer);
      return answer;
    });
  }

  /** What a unit says of itself: 1 basic, 2 regular, 3 extended. @throws as {@link perform} */
  identify(
    unit: number,
    level: Exclude<IdentificationLevel, 4>,
    options: PerformOptions,
  ): Promise<Identification> {
    return identify((object) => this.perform(unit, { do: 'read-identification', level, object }, options));
  }

  /**
   * Reads something and writes what becomes of it. No other write of this client to this unit gets between.
   * @param change from what was read, the write to do
   * @throws as {@link perform} for a write; `tags.not-sent` where it could not be read
   */
  modify(
    unit: number,
    read: ReadRequest,
    change: (data: Uint8Array) => RequestOf<'write-register' | 'write-registers'>,
    options: PerformOptions,
  ): Promise<Done> {
    return this.#schedule(unit, 'write', options, async (session, signal, hold) => {
      hold.hold();
      const exchange = (request: Request, as: Lane): Promise<Uint8Array> =>
        this.#exchange(session, unit, encodeRequest(request), as, signal, hold);
      const before = await exchange(read, 'read')
        .then((answer) => decodeResponse(read, answer))
        .catch((error: unknown) => {
          throw notSent(error, 'its present value could not be read: ');
        });
      if (this.#pause > 0) await new Promise<void>((resolve) => this.#clock.after(this.#pause, resolve));
      const request = change(before.data);
      hold.release();
      return answerOf(request, await exchange(request, 'write'));
    });
  }

  /** The one object for these limits: reads that share it are planned together. */
  limitsOf(limits: Partial<ReadLimits>): PlanLimits<Area> {
    return this.#limits.of(limits);
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

  #schedule<T>(
    unit: number,
    lane: Lane,
    { source, signal, deadline, trial = false }: PerformOptions,
    run: (session: Session, signal: AbortSignal, hold: Hold) => Promise<T>,
  ): Promise<T> {
    const terms = { signal, trial, ...(deadline !== undefined && { deadline }) };
    return this.scheduler.request(unit, lane, source, run, terms);
  }

  /** Of a write that failed before anything of it went out, it is certain that it was not done. */
  async #exchange(
    session: Session,
    unit: number,
    pdu: Uint8Array,
    lane: Lane,
    signal: AbortSignal,
    hold?: Hold,
  ): Promise<Uint8Array> {
    let sent = false;
    const onSent = (): void => {
      sent = true;
    };
    try {
      return await session.request(unit, pdu, signal, onSent, hold);
    } catch (error) {
      const isSaid = tagErrors.notSent.is(error) || modbusErrors.badRequest.is(error);
      throw lane === 'read' || sent || isSaid ? error : notSent(error);
    } finally {
      this.#meter.count(session);
    }
  }
}

/** Elsewhere unit 0 is one as any other; on a line it means all of them. */
function isLine(road: Road): boolean {
  return road !== 'tcp' && road !== 'tls' && road !== 'udp';
}

function answerOf<R extends Request>(request: R, answer: Uint8Array): ResponseTo<R> {
  const isBroadcast = answer.length === 0 && isWrite(request) && request.do !== 'read-write-registers';
  return isBroadcast ? (broadcast as ResponseTo<R>) : decodeResponse(request, answer);
}

function notSent(cause: unknown, what = ''): Error {
  const reason = `${what}${cause instanceof Error ? cause.message : String(cause)}`;
  return tagErrors.notSent({ reason }, { cause });
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
