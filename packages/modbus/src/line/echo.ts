import { type Awaited, beginsAs, type Echo, mayLookAlike } from './framing.ts';

/** Bytes that an adapter may make before its echo: an answer has at least as many before its data. */
const mostNoise = 2;

/** What to read before a request of which an echo cannot be told: what that one writes, where it is a coil or a register. */
export function echoProbe([code, high = 0, low = 0]: Uint8Array): Uint8Array {
  const [coils, holdingRegisters] = [1, 3];
  if (code === 5) return Uint8Array.of(coils, high, low, 0, 1);
  const isRegister = code === 6 || code === 22;
  return Uint8Array.of(holdingRegisters, isRegister ? high : 0, isRegister ? low : 0, 0, 1);
}

/**
 * Takes the echo of one request off what comes: an adapter with two wires hears what it sends. Whether this one does is
 * learned from whatever answer cannot look like it. Where the right answer is the request itself, the first of two is
 * the echo, and only where it is known that there is none is a single one the answer.
 */
export class EchoFilter {
  readonly #awaited: Awaited;
  readonly #echo: Echo;
  readonly #looksAlike: boolean;
  #isOff = false;

  constructor(awaited: Awaited, echo: Echo) {
    this.#awaited = awaited;
    this.#echo = echo;
    this.#looksAlike = mayLookAlike(awaited.pdu);
  }

  /** Whether the echo of this request was taken off. */
  get isOff(): boolean {
    return this.#isOff;
  }

  /** @returns where the bytes go on behind the echo at their start; `undefined` while that may still become one */
  begin(bytes: Uint8Array): number | undefined {
    if (this.#isOff || (this.#looksAlike && !this.#echo.heard)) return 0;
    const { sent } = this.#awaited;
    for (let start = 0; start <= mostNoise && start < bytes.length; start += 1) {
      if (!beginsAs(bytes.subarray(start), sent)) continue;
      if (bytes.length - start < sent.length) return undefined;
      this.#isOff = true;
      this.#echo.heard = true;
      return start + sent.length;
    }
    return bytes.length > mostNoise ? 0 : undefined;
  }

  /**
   * Takes a whole frame of the unit that came.
   * @param isAlone whether nothing but noise came beside it: neither an echo, nor one that came to harm
   * @returns whether it is the echo
   */
  isEcho(pdu: Uint8Array, isAlone: boolean): boolean {
    const request = this.#awaited.pdu;
    const isSame = pdu.length === request.length && beginsAs(pdu, request);
    if (isSame && !this.#isOff && this.#echo.heard !== false) {
      this.#isOff = true;
      if (!this.#looksAlike) this.#echo.heard = true;
      return true;
    }
    // Against what was known, once is not enough: a late answer may have come before the echo.
    if (isAlone && !isSame && !this.#isOff) this.#echo.heard = this.#echo.heard ? undefined : false;
    return false;
  }
}
