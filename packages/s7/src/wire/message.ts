import { nothing, setWord, word } from './bytes.ts';

/** What kind of message. @see Wireshark's dissector of S7comm, `s7comm.header.rosctr` */
export const messageKind = { job: 1, acknowledge: 2, answer: 3, userData: 7 } as const;

const protocolId = 0x32;

/** Of what is asked; answers have two bytes more, for class and code of an error. */
const requestHeader = 10;
const answerHeader = 12;

/** What a message says, its header taken apart. */
export interface Message {
  readonly kind: number;
  readonly reference: number;
  /** Class and code as one number: 0 where all is well. */
  readonly error: number;
  /** From the code of the function on. */
  readonly parameter: Uint8Array;
  readonly data: Uint8Array;
}

/** The bytes of a request. @see Wireshark's dissector of S7comm, `s7comm.header` */
export function encodeMessage(
  kind: typeof messageKind.job | typeof messageKind.userData,
  reference: number,
  parameter: Uint8Array,
  data: Uint8Array = nothing,
): Uint8Array {
  const bytes = new Uint8Array(requestHeader + parameter.length + data.length);
  bytes[0] = protocolId;
  bytes[1] = kind;
  setWord(bytes, 4, reference);
  setWord(bytes, 6, parameter.length);
  setWord(bytes, 8, data.length);
  bytes.set(parameter, requestHeader);
  bytes.set(data, requestHeader + parameter.length);
  return bytes;
}

/** Takes a message apart; its parts are views of it. @returns why it is none, as a text, where it breaks the protocol */
export function readMessage(bytes: Uint8Array): Message | string {
  if (bytes.length < requestHeader) return `a message of ${bytes.length} bytes`;
  if (bytes[0] !== protocolId)
    return `protocol identifier 0x${(bytes[0] ?? 0).toString(16).padStart(2, '0')} where 0x32 is due`;
  const kind = bytes[1] ?? 0;
  const reference = word(bytes, 4);
  // Nobody knows how long the header of an unknown kind is.
  if (!isKnown(kind)) return { kind, reference, error: 0, parameter: nothing, data: nothing };
  const isAnswer = kind === messageKind.acknowledge || kind === messageKind.answer;
  const header = isAnswer ? answerHeader : requestHeader;
  const [parameters, data] = [word(bytes, 6), word(bytes, 8)];
  if (bytes.length !== header + parameters + data)
    return `a message of ${bytes.length} bytes says ${header} of header, ${parameters} of parameters and ${data} of data`;
  return {
    kind,
    reference,
    error: isAnswer ? word(bytes, 10) : 0,
    parameter: bytes.subarray(header, header + parameters),
    data: bytes.subarray(header + parameters),
  };
}

const knownKinds: readonly number[] = Object.values(messageKind);

function isKnown(kind: number): boolean {
  return knownKinds.includes(kind);
}
