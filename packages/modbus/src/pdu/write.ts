import { addressCount, writeLimit } from '../area.ts';
import { modbusErrors } from '../errors.ts';
import { checkCount, checkRange, checkRegisters, checkResponse, checkWhole, isWhole } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionCode } from './exceptions.ts';
import { done } from './request.ts';
import { packBits, setWord, unpackBits, word, wordsPdu } from './words.ts';

const mostCoils = writeLimit('coil');
const mostRegisters = writeLimit('holding-register');

/** What function code 22 makes of a register. @see MODBUS Application Protocol V1.1b3, section 6.16 */
export function maskRegister(current: number, and: number, or: number): number {
  return ((current & and) | (or & ~and)) & 0xffff;
}

const on = 0xff00;

/**
 * That an answer repeats what was asked, byte by byte.
 * @throws `modbus.bad-response` where its length is not that of a confirmation, `modbus.echo-differs`
 */
export function checkEcho(pdu: Uint8Array, echo: Uint8Array): void {
  checkResponse(
    pdu.length === echo.length,
    () => `${pdu.length} bytes where a confirmation has ${echo.length}`,
  );
  if (!echo.every((byte, index) => pdu[index] === byte)) {
    throw modbusErrors.echoDiffers({ asked: hex(echo), confirmed: hex(pdu) });
  }
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** Function code 5. @see MODBUS Application Protocol V1.1b3, section 6.5 */
export const writeCoilCodec: Codec<'write-coil'> = {
  encodeRequest({ address, value }) {
    checkRange(address, 1);
    if (typeof value !== 'boolean') throw modbusErrors.badRequest({ reason: 'a coil is true or false' });
    return wordsPdu(5, address, value ? on : 0);
  },
  decodeRequest(pdu) {
    const value = word(pdu, 3);
    if (pdu.length !== 5 || (value !== on && value !== 0)) return exceptionCode.illegalDataValue;
    return { do: 'write-coil', address: word(pdu, 1), value: value === on };
  },
  encodeResponse: (request) => writeCoilCodec.encodeRequest(request),
  decodeResponse(request, pdu) {
    checkEcho(pdu, writeCoilCodec.encodeRequest(request));
    return done;
  },
};

/** Function code 6. @see MODBUS Application Protocol V1.1b3, section 6.6 */
export const writeRegisterCodec: Codec<'write-register'> = {
  encodeRequest({ address, value }) {
    checkRange(address, 1);
    checkWhole('a register', value, 0, 0xffff);
    return wordsPdu(6, address, value);
  },
  decodeRequest(pdu) {
    if (pdu.length !== 5) return exceptionCode.illegalDataValue;
    return { do: 'write-register', address: word(pdu, 1), value: word(pdu, 3) };
  },
  encodeResponse: (request) => writeRegisterCodec.encodeRequest(request),
  decodeResponse(request, pdu) {
    checkEcho(pdu, writeRegisterCodec.encodeRequest(request));
    return done;
  },
};

/** Function codes 15 and 16 share their shape: address, quantity, byte count, data. */
function writeMany(functionCode: number, address: number, quantity: number, data: Uint8Array): Uint8Array {
  const pdu = new Uint8Array(6 + data.length);
  pdu[0] = functionCode;
  setWord(pdu, 1, address);
  setWord(pdu, 3, quantity);
  pdu[5] = data.length;
  pdu.set(data, 6);
  return pdu;
}

/** What such a request is about, or the exception that answers it. */
function readMany(
  pdu: Uint8Array,
  limit: number,
  lengthOf: (quantity: number) => number,
): { readonly address: number; readonly quantity: number; readonly data: Uint8Array } | number {
  const address = word(pdu, 1);
  const quantity = word(pdu, 3);
  const fits = isWhole(quantity, 1, limit) && pdu[5] === lengthOf(quantity) && pdu.length === 6 + pdu[5];
  if (!fits) return exceptionCode.illegalDataValue;
  if (address + quantity > addressCount) return exceptionCode.illegalDataAddress;
  return { address, quantity, data: pdu.subarray(6) };
}

/** Function code 15. @see MODBUS Application Protocol V1.1b3, section 6.11 */
export const writeCoilsCodec: Codec<'write-coils'> = {
  encodeRequest({ address, values }) {
    if (!Array.isArray(values) || !values.every((value) => typeof value === 'boolean')) {
      throw modbusErrors.badRequest({ reason: 'coils are a list of true and false' });
    }
    checkCount('a write', values.length, 1, mostCoils);
    checkRange(address, values.length);
    return writeMany(15, address, values.length, packBits(values));
  },
  decodeRequest(pdu) {
    const many = readMany(pdu, mostCoils, (quantity) => Math.ceil(quantity / 8));
    if (typeof many === 'number') return many;
    const { address, quantity, data } = many;
    return { do: 'write-coils', address, values: unpackBits(data, quantity) };
  },
  encodeResponse: ({ address, values }) => wordsPdu(15, address, values.length),
  decodeResponse({ address, values }, pdu) {
    checkEcho(pdu, wordsPdu(15, address, values.length));
    return done;
  },
};

/** Function code 16. @see MODBUS Application Protocol V1.1b3, section 6.12 */
export const writeRegistersCodec: Codec<'write-registers'> = {
  encodeRequest({ address, data }) {
    checkRegisters('a write', data, 1, mostRegisters);
    checkRange(address, data.length / 2);
    return writeMany(16, address, data.length / 2, data);
  },
  decodeRequest(pdu) {
    const many = readMany(pdu, mostRegisters, (quantity) => quantity * 2);
    if (typeof many === 'number') return many;
    return { do: 'write-registers', address: many.address, data: many.data };
  },
  encodeResponse: ({ address, data }) => wordsPdu(16, address, data.length / 2),
  decodeResponse({ address, data }, pdu) {
    checkEcho(pdu, wordsPdu(16, address, data.length / 2));
    return done;
  },
};

/** Function code 22. @see MODBUS Application Protocol V1.1b3, section 6.16 */
export const maskRegisterCodec: Codec<'mask-register'> = {
  encodeRequest({ address, and, or }) {
    checkRange(address, 1);
    checkWhole('the AND mask', and, 0, 0xffff);
    checkWhole('the OR mask', or, 0, 0xffff);
    return wordsPdu(22, address, and, or);
  },
  decodeRequest(pdu) {
    if (pdu.length !== 7) return exceptionCode.illegalDataValue;
    return { do: 'mask-register', address: word(pdu, 1), and: word(pdu, 3), or: word(pdu, 5) };
  },
  encodeResponse: (request) => maskRegisterCodec.encodeRequest(request),
  decodeResponse(request, pdu) {
    checkEcho(pdu, maskRegisterCodec.encodeRequest(request));
    return done;
  },
};
