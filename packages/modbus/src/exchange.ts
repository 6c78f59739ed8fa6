import { modbusErrors } from './errors.ts';
import { largestPdu } from './pdu/checks.ts';

/** One request on its way, and the promise of whoever asked. It settles once. */
export class Exchange {
  readonly unit: number;
  readonly pdu: Uint8Array;
  readonly answer: Promise<Uint8Array>;
  readonly #signal: AbortSignal;
  readonly #onSent: (() => void) | undefined;
  #settle: { resolve(pdu: Uint8Array): void; reject(error: unknown): void } | undefined;
  #isSent = false;

  /** @param onAbort called when whoever asked has given up */
  constructor(
    unit: number,
    pdu: Uint8Array,
    signal: AbortSignal,
    onSent: (() => void) | undefined,
    onAbort: (exchange: Exchange) => void,
  ) {
    this.unit = unit;
    this.pdu = pdu;
    this.#signal = signal;
    this.#onSent = onSent;
    const abort = (): void => {
      this.reject(signal.reason);
      onAbort(this);
    };
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    signal.addEventListener('abort', abort);
    const forget = (): void => this.#signal.removeEventListener('abort', abort);
    this.answer.then(forget, forget);
  }

  get isSent(): boolean {
    return this.#isSent;
  }

  sent(): void {
    this.#isSent = true;
    this.#onSent?.();
  }

  resolve(pdu: Uint8Array): void {
    this.#settle?.resolve(pdu);
    this.#settle = undefined;
  }

  reject(error: unknown): void {
    this.#settle?.reject(error);
    this.#settle = undefined;
  }
}

/** @throws `modbus.bad-request` where no road could carry it */
export function checkRequest(unit: number, pdu: Uint8Array): void {
  if (!Number.isInteger(unit) || unit < 0 || unit > 255)
    throw modbusErrors.badRequest({ reason: `unit ${unit} where 0 to 255 are possible` });
  if (pdu.length < 1 || pdu.length > largestPdu)
    throw modbusErrors.badRequest({ reason: `${pdu.length} bytes where 1 to ${largestPdu} are possible` });
}
