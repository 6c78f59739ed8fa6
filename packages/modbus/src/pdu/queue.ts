import { checkAnswer, checkRange, checkResponse } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionCode } from './exceptions.ts';
import { setWord, word, wordsPdu } from './words.ts';

/** The most registers that a queue may hold. */
const longest = 31;
const header = 5;

/** Function code 24. @see MODBUS Application Protocol V1.1b3, section 6.18 */
export const readQueueCodec: Codec<'read-queue'> = {
  encodeRequest({ address }) {
    checkRange(address, 1);
    return wordsPdu(24, address);
  },

  decodeRequest(pdu) {
    if (pdu.length !== 3) return exceptionCode.illegalDataValue;
    return { do: 'read-queue', address: word(pdu, 1) };
  },

  encodeResponse(_request, { data }) {
    checkAnswer(data.length % 2 === 0 && data.length <= longest * 2, 'a queue of more than 31 registers');
    const pdu = new Uint8Array(header + data.length);
    pdu[0] = 24;
    setWord(pdu, 1, 2 + data.length);
    setWord(pdu, 3, data.length / 2);
    pdu.set(data, header);
    return pdu;
  },

  decodeResponse(_request, pdu) {
    checkResponse(pdu.length >= header, () => 'it ends before its count');
    const count = word(pdu, 3);
    checkResponse(count <= longest, () => `a queue of ${count} where at most ${longest} are possible`);
    checkResponse(
      word(pdu, 1) === 2 + count * 2,
      () => `a byte count of ${word(pdu, 1)} for a queue of ${count}`,
    );
    checkResponse(
      pdu.length === header + count * 2,
      () => `${pdu.length - header} data bytes for a queue of ${count}`,
    );
    return { data: pdu.subarray(header) };
  },
};
