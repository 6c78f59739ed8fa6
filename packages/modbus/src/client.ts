import { type Clock, Connection, type ConnectionPolicy } from '@millwright/tags';
import { systemClock } from './clock.ts';
import { modbusErrors } from './errors.ts';
import { decodeResponse, encodeRequest } from './pdu/pdu.ts';
import type { ReadRequest } from './pdu/request.ts';
import { type SessionOptions, TcpSession } from './tcp/session.ts';

export interface ClientOptions extends SessionOptions {
  /** Default: the machine's own time. */
  readonly clock?: Clock;
  /** A number in [0, 1), for the jitter of the pauses between attempts. Default: chance. */
  readonly random?: () => number;
  readonly policy?: Partial<ConnectionPolicy>;
  /** Takes what a listener of the connection threw. It never throws. Default: a warning of the process. */
  readonly onFault?: (error: unknown) => void;
}

/**
 * A Modbus TCP client that keeps its one connection alive while somebody needs it.
 *
 * @example
 * const client = new ModbusClient({ host: '127.0.0.1', port: 502, timeout: 1000, connectTimeout: 3000 });
 * const release = client.connection.need();
 * const registers = await client.read(1, { area: 'holding-register', address: 0, quantity: 10 }, signal);
 * release();
 */
export class ModbusClient {
  readonly connection: Connection<TcpSession>;

  constructor(options: ClientOptions) {
    const { clock = systemClock, random = Math.random, policy, onFault = warn } = options;
    this.connection = new Connection({
      open: (signal) => TcpSession.open(options, signal),
      clock,
      random,
      closedError: () => modbusErrors.closed(),
      onFault,
      ...(policy && { policy }),
    });
  }

  /**
   * Reads from one unit. Waits while the connection is being opened; fails at once while it is off.
   * @returns registers as they came (two bytes each, the high one first), or bits packed with the first one lowest
   * @throws an error of {@link modbusErrors}, or the signal's reason
   */
  async read(unit: number, read: Omit<ReadRequest, 'do'>, signal: AbortSignal): Promise<Uint8Array> {
    const request = { do: 'read', ...read } as const;
    const pdu = encodeRequest(request);
    const session = await this.connection.link(signal);
    let data: Uint8Array;
    try {
      ({ data } = decodeResponse(request, await session.request(unit, pdu, signal)));
    } catch (error) {
      if (modbusErrors.timeout.is(error)) this.connection.unanswered(session, error);
      // Also an answer that is none to this request shows that somebody is there: to connect anew would mend nothing.
      else if (isAnswer(error)) this.connection.answered(session);
      throw error;
    }
    this.connection.answered(session);
    return data;
  }

  /** Resolves when no connection is open and none will be. Calling twice is safe. */
  close(): Promise<void> {
    return this.connection.close();
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** Whether a failure is what the PLC answered: an exception, or something that does not fit the request. */
export function isAnswer(error: unknown): boolean {
  return modbusErrors.exception.is(error) || modbusErrors.badResponse.is(error);
}
