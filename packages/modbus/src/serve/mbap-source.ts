import { encodeFrame, FrameReader } from '../mbap/frame.ts';
import type { RequestSource } from './guest.ts';

/** One request, and what makes the bytes of its answer. */
export interface Asked {
  readonly unit: number;
  readonly pdu: Uint8Array;
  readonly frame: (pdu: Uint8Array, unit?: number) => Uint8Array;
}

/** Requests under the header of TCP. */
export function mbapSource(onRequest: (asked: Asked) => void): RequestSource {
  const reader = new FrameReader(1);
  return {
    push: (chunk) =>
      reader.push(chunk, ({ transaction, unit, pdu }) =>
        onRequest({
          unit,
          // A copy: an answer may take its time, and the chunk may be large.
          pdu: Uint8Array.from(pdu),
          frame: (answer, from = unit) => encodeFrame({ transaction, unit: from, pdu: answer }),
        }),
      ),
    said() {},
    close() {},
  };
}
