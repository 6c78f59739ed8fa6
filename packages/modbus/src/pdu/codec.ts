import type { Request, RequestOf, ResponseTo } from './request.ts';

/** One function of the protocol, for both sides of the wire. */
export interface Codec<Do extends Request['do']> {
  /** @throws `modbus.bad-request` where the specification does not allow it: nothing is sent then */
  encodeRequest(request: RequestOf<Do>): Uint8Array;
  /** What a PDU with this function's code asks for, or the exception that answers it. */
  decodeRequest(pdu: Uint8Array): RequestOf<Do> | number;
  /** @throws `modbus.bad-answer` where it is none to this request */
  encodeResponse(request: RequestOf<Do>, response: ResponseTo<RequestOf<Do>>): Uint8Array;
  /**
   * Of a PDU with this function's code. Every byte of it is accounted for, so none from outside it can become a value.
   * @throws `modbus.bad-response`, or `modbus.echo-differs` where a write was confirmed that is not this one
   */
  decodeResponse(request: RequestOf<Do>, pdu: Uint8Array): ResponseTo<RequestOf<Do>>;
}
