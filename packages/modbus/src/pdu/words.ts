import { checkWhole } from './checks.ts';

/** The 16 bits at `at`; 0 beyond the end, so whoever asks has checked the length. */
export function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function setWord(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value & 0xff;
}

/** A PDU that starts with a function code and words. */
export function wordsPdu(functionCode: number, ...words: readonly number[]): Uint8Array {
  const pdu = new Uint8Array(1 + words.length * 2);
  pdu[0] = functionCode;
  words.forEach((each, index) => {
    setWord(pdu, 1 + index * 2, each);
  });
  return pdu;
}

/**
 * The bytes of registers, the high one first.
 * @throws `modbus.bad-request` where one of them is not 0 to 65535: nothing is wrapped or rounded
 */
export function packRegisters(values: readonly number[]): Uint8Array {
  const data = new Uint8Array(values.length * 2);
  values.forEach((value, index) => {
    checkWhole('a register', value, 0, 0xffff);
    setWord(data, index * 2, value);
  });
  return data;
}

/** The registers that bytes stand for. */
export function unpackRegisters(data: Uint8Array): readonly number[] {
  return Array.from({ length: data.length >> 1 }, (_, index) => word(data, index * 2));
}

/** Packs bits as they go over the wire, the first one lowest; what is left over is 0. */
export function packBits(bits: readonly boolean[]): Uint8Array {
  const data = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, index) => {
    if (bit) data[index >> 3] = (data[index >> 3] ?? 0) | (1 << (index & 7));
  });
  return data;
}

/** The bit at `index` of packed bits. @see MODBUS Application Protocol V1.1b3, section 6.1 */
export function bitAt(data: Uint8Array, index: number): boolean {
  return (((data[index >> 3] ?? 0) >> (index & 7)) & 1) === 1;
}

/** The first `quantity` of packed bits: what fills the last byte up is none. */
export function unpackBits(data: Uint8Array, quantity: number): readonly boolean[] {
  return Array.from({ length: quantity }, (_, index) => bitAt(data, index));
}
