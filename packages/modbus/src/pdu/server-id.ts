import { checkAnswer, checkResponse, largestPdu } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionCode } from './exceptions.ts';
import { countedData, countedPdu } from './read.ts';

/** Function code 17. @see MODBUS Application Protocol V1.1b3, section 6.13 */
export const serverIdCodec: Codec<'report-server-id'> = {
  encodeRequest: () => Uint8Array.of(17),

  decodeRequest: (pdu) => (pdu.length === 1 ? { do: 'report-server-id' } : exceptionCode.illegalDataValue),

  encodeResponse(_request, { data }) {
    checkAnswer(data.length >= 1 && data.length <= largestPdu - 2, `${data.length} bytes where 1 to 251 fit`);
    return countedPdu(17, data);
  },

  /** Only the device knows how much it has to say, so its own count is what has to be true. */
  decodeResponse(_request, pdu) {
    const count = pdu[1] ?? 0;
    checkResponse(count >= 1, () => 'it says nothing');
    return { data: countedData(pdu, count) };
  },
};
