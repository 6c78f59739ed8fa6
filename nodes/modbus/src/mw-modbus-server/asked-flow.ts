import { type Answer, packBits, packRegisters, type Request, unpackRegisters } from '@millwright/modbus';
import type { Message } from '@millwright/runtime';
import type { Clock } from '@millwright/tags';
import { modbusNodeErrors } from '../common/errors.ts';

/** So many requests wait for the flow at most; further ones are answered as busy. */
const mostWaiting = 1_000;
const busy: Answer = { exception: 6 };
const failed: Answer = { exception: 4 };

interface Waiting {
  readonly request: Request;
  readonly settle: (answer: Answer) => void;
}

/** Requests of clients that a flow answers: each goes out as a message, and comes back with its number. */
export class AskedFlow {
  readonly #waiting = new Map<number, Waiting>();
  readonly #send: (message: Message) => void;
  readonly #clock: Clock;
  readonly #patience: number;
  #next = 1;

  /** @param patience milliseconds that a flow has; then the client gets exception 4 */
  constructor(
    send: (message: Message) => void,
    { clock, patience }: { readonly clock: Clock; readonly patience: number },
  ) {
    this.#send = send;
    this.#clock = clock;
    this.#patience = patience;
  }

  ask(unit: number, request: Request, client: { readonly address: string }): Promise<Answer> | Answer {
    if (this.#waiting.size >= mostWaiting) return busy;
    const modbusRequest = this.#next++;
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        cancel();
        this.#waiting.delete(modbusRequest);
        resolve(answer);
      };
      const cancel = this.#clock.after(this.#patience, () => settle(failed));
      this.#waiting.set(modbusRequest, { request, settle });
      this.#send({ payload: shown(request), topic: request.do, unit, client: { ...client }, modbusRequest });
    });
  }

  /**
   * The flow answers: `payload` has the values that were asked for, true for what was written, or `{ exception }`.
   * @throws `modbus-nodes.not-asked`, `modbus-nodes.not-an-answer`
   */
  answer({ payload, modbusRequest }: Message): void {
    const waiting = typeof modbusRequest === 'number' ? this.#waiting.get(modbusRequest) : undefined;
    if (!waiting) throw modbusNodeErrors.notAsked();
    waiting.settle(answerOf(waiting.request, payload));
  }

  /** Nobody is left without an answer. */
  close(): void {
    for (const { settle } of [...this.#waiting.values()]) settle(failed);
  }
}

/** A request as a flow sees it: registers are numbers. */
function shown(request: Request): Record<string, unknown> {
  switch (request.do) {
    case 'write-registers': {
      const { data, ...rest } = request;
      return { ...rest, values: unpackRegisters(data) };
    }
    case 'read-write-registers': {
      const { write, ...rest } = request;
      return { ...rest, write: { address: write.address, values: unpackRegisters(write.data) } };
    }
    case 'write-file':
      return {
        ...request,
        records: request.records.map(({ data, ...rest }) => ({ ...rest, values: unpackRegisters(data) })),
      };
    default:
      return { ...request };
  }
}

/** @throws `modbus-nodes.not-an-answer` */
function answerOf(request: Request, payload: unknown): Answer {
  if (typeof payload === 'object' && payload !== null && 'exception' in payload) {
    const { exception } = payload;
    if (typeof exception === 'number' && Number.isInteger(exception) && exception > 0 && exception < 256)
      return { exception };
  }
  switch (request.do) {
    case 'read':
      return request.area === 'coil' || request.area === 'discrete-input'
        ? { data: packBits(bits(payload, request.quantity)) }
        : { data: packRegisters(registers(payload, request.quantity)) };
    case 'read-write-registers':
      return { data: packRegisters(registers(payload, request.quantity)) };
    case 'read-queue':
      return { data: packRegisters(registers(payload)) };
    case 'read-file':
    case 'report-server-id':
    case 'read-identification':
      throw modbusNodeErrors.notAnAnswer({ reason: `a flow can only refuse ${request.do}` });
    default:
      if (payload === true) return { done: true };
      throw modbusNodeErrors.notAnAnswer({ reason: 'msg.payload is true where a write was done' });
  }
}

function bits(payload: unknown, quantity: number): readonly boolean[] {
  if (
    Array.isArray(payload) &&
    payload.length === quantity &&
    payload.every((bit) => typeof bit === 'boolean')
  )
    return payload;
  throw modbusNodeErrors.notAnAnswer({
    reason: `msg.payload is no array of ${quantity} times true or false`,
  });
}

function registers(payload: unknown, quantity?: number): readonly number[] {
  const isRight =
    Array.isArray(payload) &&
    (quantity === undefined || payload.length === quantity) &&
    payload.every((value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffff);
  if (isRight) return payload as readonly number[];
  throw modbusNodeErrors.notAnAnswer({
    reason: `msg.payload is no array of ${quantity ?? 'some'} registers, 0 to 65535 each`,
  });
}
