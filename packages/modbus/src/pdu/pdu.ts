import { modbusErrors } from '../errors.ts';
import { largestPdu } from './checks.ts';
import type { Codec } from './codec.ts';
import { exceptionBit, exceptionCode, exceptionKind } from './exceptions.ts';
import { readFileCodec, writeFileCodec } from './file.ts';
import { identificationCodec } from './identification.ts';
import { readQueueCodec } from './queue.ts';
import { readCodec, readFunction } from './read.ts';
import { readWriteCodec } from './read-write.ts';
import type { Request, ResponseTo } from './request.ts';
import { serverIdCodec } from './server-id.ts';
import {
  maskRegisterCodec,
  writeCoilCodec,
  writeCoilsCodec,
  writeRegisterCodec,
  writeRegistersCodec,
} from './write.ts';

/** Every function that is spoken here, with its code; a read has one code for each area. */
const codecs: { readonly [Do in Request['do']]: Codec<Do> } = {
  read: readCodec,
  'write-coil': writeCoilCodec,
  'write-register': writeRegisterCodec,
  'write-coils': writeCoilsCodec,
  'write-registers': writeRegistersCodec,
  'report-server-id': serverIdCodec,
  'read-file': readFileCodec,
  'write-file': writeFileCodec,
  'mask-register': maskRegisterCodec,
  'read-write-registers': readWriteCodec,
  'read-queue': readQueueCodec,
  'read-identification': identificationCodec,
};

const functions: Readonly<Record<Exclude<Request['do'], 'read'>, number>> = {
  'write-coil': 5,
  'write-register': 6,
  'write-coils': 15,
  'write-registers': 16,
  'report-server-id': 17,
  'read-file': 20,
  'write-file': 21,
  'mask-register': 22,
  'read-write-registers': 23,
  'read-queue': 24,
  'read-identification': 43,
};

/** The codec of a request. Which one belongs to which request only the table knows, not the type of a single entry. */
const codecOf = <R extends Request>(request: R) =>
  codecs[request.do] as unknown as {
    encodeRequest(request: R): Uint8Array;
    encodeResponse(request: R, response: ResponseTo<R>): Uint8Array;
    decodeResponse(request: R, pdu: Uint8Array): ResponseTo<R>;
  };

const decoders = new Map<number, (pdu: Uint8Array) => Request | number>([
  ...Object.values(readFunction).map((code) => [code, readCodec.decodeRequest] as const),
  ...Object.entries(functions).map(
    ([name, code]) => [code, codecs[name as keyof typeof functions].decodeRequest] as const,
  ),
]);

/** The function codes that a server knows. */
export const functionCodes: readonly number[] = [...decoders.keys()].sort((a, b) => a - b);

export function functionCodeOf(request: Request): number {
  return request.do === 'read' ? readFunction[request.area] : functions[request.do];
}

/** Whether there is a function of this name. It takes requests from messages too. */
export function isKnown(request: Request): boolean {
  return Object.hasOwn(codecs, request?.do);
}

const writes: ReadonlySet<Request['do']> = new Set([
  'write-coil',
  'write-register',
  'write-coils',
  'write-registers',
  'write-file',
  'mask-register',
  'read-write-registers',
]);

/** Whether a request changes anything at the unit. */
export function isWrite(request: Request): boolean {
  return writes.has(request.do);
}

/** Function codes that change nothing; of 43 only MEI type 14 is such a one. */
const reading: ReadonlySet<number> = new Set([1, 2, 3, 4, 7, 11, 12, 17, 20, 24]);

/** Whether a PDU, of whatever function, may change something at the unit. */
export function mayWrite([functionCode = 0, kind]: Uint8Array): boolean {
  return !reading.has(functionCode) && !(functionCode === 43 && kind === 14);
}

/**
 * The PDU of a request, at most 253 bytes. It takes requests from messages too, so nothing about them is taken for
 * granted.
 * @throws `modbus.bad-request` where the specification does not allow it: nothing is sent then
 */
export function encodeRequest(request: Request): Uint8Array {
  if (!isKnown(request)) throw modbusErrors.badRequest({ reason: 'there is no such function' });
  return codecOf(request).encodeRequest(request);
}

/**
 * What a unit answered to a request.
 * @throws `modbus.exception`, `modbus.bad-response` where it is no answer to this request, or `modbus.echo-differs` where
 *   another write than this one was confirmed
 */
export function decodeResponse<R extends Request>(request: R, pdu: Uint8Array): ResponseTo<R> {
  checkFunction(functionCodeOf(request), pdu);
  return codecOf(request).decodeResponse(request, pdu);
}

/**
 * That an answer carries the function code of its request.
 * @throws `modbus.exception`, `modbus.bad-response`
 */
export function checkFunction(expected: number, pdu: Uint8Array): void {
  const [code = 0, exception = 0] = pdu;
  if (code === (expected | exceptionBit) && pdu.length === 2) {
    const { name, meaning } = exceptionKind(exception);
    throw modbusErrors.exception({ exception, name, meaning });
  }
  if (code !== expected) {
    throw modbusErrors.badResponse({ reason: `function code ${code} where ${expected} was asked` });
  }
  if (pdu.length > largestPdu) {
    throw modbusErrors.badResponse({ reason: `${pdu.length} bytes where ${largestPdu} are possible` });
  }
}

/** A request that a server understands, or the exception that answers it. */
export type Understood =
  | { readonly request: Request }
  | { readonly functionCode: number; readonly exception: number };

/** What a request PDU asks for. */
export function decodeRequest(pdu: Uint8Array): Understood {
  const [functionCode = 0] = pdu;
  const understood = decoders.get(functionCode)?.(pdu) ?? exceptionCode.illegalFunction;
  return typeof understood === 'number' ? { functionCode, exception: understood } : { request: understood };
}

/**
 * The PDU that answers a request.
 * @throws `modbus.bad-answer` where the response is none to this request
 */
export function encodeResponse<R extends Request>(request: R, response: ResponseTo<R>): Uint8Array {
  return codecOf(request).encodeResponse(request, response);
}

export function encodeException(functionCode: number, exception: number): Uint8Array {
  return Uint8Array.of(functionCode | exceptionBit, exception);
}
