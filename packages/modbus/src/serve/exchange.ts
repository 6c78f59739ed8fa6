/** How messages stand on a road: under the header of TCP, or as a line has them. */
export type Framing = 'mbap' | 'rtu' | 'ascii';

/** One request on its way through a server. */
export interface ServedExchange {
  readonly framing: Framing;
  /** Who asks: the same object for every request of a connection. */
  readonly guest: object;
  readonly unit: number;
  /** The PDU of the request. */
  readonly request: Uint8Array;
  /** The PDU that answers it; undefined where nobody does. */
  readonly answer: Uint8Array | undefined;
  /** The bytes that carry a PDU back, from another unit only where somebody misbehaves. */
  frame(pdu: Uint8Array, unit?: number): Uint8Array;
  /** Sends bytes back, while the client is there. */
  say(bytes: Uint8Array): void;
  /** Cuts the connection; a line has none. */
  cut(how: 'close' | 'reset'): void;
}

/** Sends the answer of an exchange as the specification has it. */
export function sendAnswer(exchange: ServedExchange): void {
  if (exchange.answer) exchange.say(exchange.frame(exchange.answer));
}
