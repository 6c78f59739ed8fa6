import type { UserData } from '../client/session.ts';
import { s7Errors } from '../errors.ts';
import { itemCode } from '../item-error.ts';
import { refusalError } from '../refusal.ts';
import { setWord, word } from './bytes.ts';
import type { Message } from './message.ts';

/** What parameters of userdata begin with. @see Wireshark's dissector of S7comm, `s7comm.param.userdata.head` */
const head = [0x00, 0x01, 0x12] as const;

const method = { request: 0x11, answer: 0x12 } as const;
const type = { request: 0x4, answer: 0x8 } as const;

/** Return code, transport size and length, before the data. */
const dataHeader = 4;
const octets = 0x09;

/** What stands where there are no data. */
const noData = Uint8Array.of(itemCode.missing, 0, 0, 0);

/** Parameters and data of a request, or of one for the next part of an answer. */
export interface UserDataRequest {
  readonly parameter: Uint8Array;
  readonly data: Uint8Array;
}

/** The request that asks for something. @see Wireshark's dissector of S7comm, `s7comm.param.userdata` */
export function encodeUserData({ group, function: code, data }: UserData): UserDataRequest {
  const parameter = Uint8Array.of(...head, 4, method.request, (type.request << 4) | group, code, 0);
  if (data.length === 0) return { parameter, data: noData };
  const bytes = new Uint8Array(dataHeader + data.length);
  bytes[0] = itemCode.good;
  bytes[1] = octets;
  setWord(bytes, 2, data.length);
  bytes.set(data, dataHeader);
  return { parameter, data: bytes };
}

/** The request for the next part of an answer. */
export function encodeNextPart(
  { group, function: code }: UserData,
  { sequence, unit }: UserDataPart,
): UserDataRequest {
  const parameter = Uint8Array.of(
    ...head,
    8,
    method.answer,
    (type.request << 4) | group,
    code,
    sequence,
    unit,
    0,
    0,
    0,
  );
  return { parameter, data: noData };
}

/** One part of an answer. */
export interface UserDataPart {
  readonly data: Uint8Array;
  readonly isLast: boolean;
  /** The number that the PLC gave this exchange. */
  readonly sequence: number;
  /** The number of the answer of which this is a part. */
  readonly unit: number;
}

/** Whether a message answers a request: what a PLC says of its own accord is a push. */
export function isUserDataAnswer({ parameter }: Message): boolean {
  return (parameter[5] ?? 0) >> 4 === type.answer;
}

/**
 * What one part of an answer says.
 * @throws `s7.bad-answer`, or why the PLC refused it: `s7.refused`, `s7.password-needed`
 */
export function readUserData(asked: UserData, { parameter, data }: Message): UserDataPart {
  const [, , , , , kind = 0, code] = parameter;
  if (parameter.length < 12 || (kind & 0x0f) !== asked.group || code !== asked.function)
    throw s7Errors.badAnswer({ reason: `it is not of function ${asked.function} in group ${asked.group}` });
  const error = word(parameter, 10);
  if (error !== 0) throw refusalError(error, false);
  const isLast = parameter[9] === 0;
  const [sequence = 0, unit = 0] = parameter.subarray(7, 9);
  return { data: dataOf(data), isLast, sequence, unit };
}

/** @throws `s7.bad-answer`, `s7.refused` */
function dataOf(data: Uint8Array): Uint8Array {
  const returnCode = data[0] ?? itemCode.missing;
  const length = data.length < dataHeader ? 0 : word(data, 2);
  // "There is nothing" is what an answer says that has nothing more to say than that it was done.
  if (returnCode !== itemCode.good && returnCode !== itemCode.missing)
    throw s7Errors.refused({ error: returnCode, meaning: 'this is the return code of its data' });
  if (data.length > 0 && data.length < dataHeader + length)
    throw s7Errors.badAnswer({
      reason: `it says that it has ${length} bytes, and has ${data.length - dataHeader}`,
    });
  return data.subarray(Math.min(dataHeader, data.length), dataHeader + length);
}
