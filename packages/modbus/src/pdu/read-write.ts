import { addressCount, readLimit } from '../area.ts';
import { checkAnswer, checkCount, checkRange, checkRegisters, isWhole } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionCode } from './exceptions.ts';
import { countedData, countedPdu } from './read.ts';
import { setWord, word } from './words.ts';

/** Registers that one such request may write: two fewer than a write alone, since it says more. */
const writable = 121;
const readable = readLimit('holding-register');
const header = 10;

/** Function code 23. @see MODBUS Application Protocol V1.1b3, section 6.17 */
export const readWriteCodec: Codec<'read-write-registers'> = {
  encodeRequest({ address, quantity, write }) {
    checkCount('a read', quantity, 1, readable);
    checkRange(address, quantity);
    checkRegisters('a write', write?.data, 1, writable);
    checkRange(write.address, write.data.length / 2);
    const pdu = new Uint8Array(header + write.data.length);
    pdu[0] = 23;
    setWord(pdu, 1, address);
    setWord(pdu, 3, quantity);
    setWord(pdu, 5, write.address);
    setWord(pdu, 7, write.data.length / 2);
    pdu[9] = write.data.length;
    pdu.set(write.data, header);
    return pdu;
  },

  decodeRequest(pdu) {
    const [address, quantity, at, registers] = [word(pdu, 1), word(pdu, 3), word(pdu, 5), word(pdu, 7)];
    const fits =
      isWhole(quantity, 1, readable) &&
      isWhole(registers, 1, writable) &&
      pdu[9] === registers * 2 &&
      pdu.length === header + registers * 2;
    if (!fits) return exceptionCode.illegalDataValue;
    if (address + quantity > addressCount || at + registers > addressCount) {
      return exceptionCode.illegalDataAddress;
    }
    const write = { address: at, data: pdu.subarray(header) };
    return { do: 'read-write-registers', address, quantity, write };
  },

  encodeResponse({ quantity }, { data }) {
    checkAnswer(data.length === quantity * 2, `${data.length} data bytes where ${quantity * 2} were asked`);
    return countedPdu(23, data);
  },

  decodeResponse({ quantity }, pdu) {
    return { data: countedData(pdu, quantity * 2) };
  },
};
