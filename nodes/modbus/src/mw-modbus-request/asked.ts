import { decodeRequest, isKnown, isWrite, mayWrite, type Request } from '@millwright/modbus';
import { requestOf } from './request-of.ts';

/** What the payload of a message asks for. */
export interface Asked {
  /** A PDU that goes out as it is. */
  readonly bytes?: Uint8Array;
  /** What they ask for, as far as that is known here; or what an object asks for, not checked. */
  readonly request?: Request;
  /** The name of the function; of bytes that are not understood its code. */
  readonly name: string;
  /** Whether there is such a function. */
  readonly known: boolean;
  /** Whether it may change something at the unit: all that is not known to read only, but not what names no function. */
  readonly changes: boolean;
}

export function askedOf(payload: unknown): Asked {
  if (ArrayBuffer.isView(payload)) {
    const bytes = new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength);
    const decoded = decodeRequest(bytes);
    const changes = mayWrite(bytes);
    if (!('request' in decoded)) return { bytes, name: `function ${bytes[0] ?? 0}`, known: true, changes };
    const { request } = decoded;
    return { bytes, request, name: request.do, known: true, changes };
  }
  const request = requestOf(payload);
  const known = isKnown(request);
  const name = typeof request.do === 'string' ? request.do : '';
  return { request, name, known, changes: known ? isWrite(request) : name !== '' };
}
