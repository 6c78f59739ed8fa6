import type { StatusName } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';

export interface ExceptionKind {
  readonly name: string;
  readonly meaning: string;
  /** What a value is worth that was answered so. */
  readonly status: StatusName;
}

/** @see MODBUS Application Protocol V1.1b3, section 7 */
const kinds: Readonly<Record<number, ExceptionKind>> = {
  1: {
    name: 'illegal function',
    meaning: 'it does not know this function code',
    status: 'BadNotSupported',
  },
  2: {
    name: 'illegal data address',
    meaning: 'it has no such address, or not that many from there on',
    status: 'BadConfigurationError',
  },
  3: {
    name: 'illegal data value',
    meaning: 'it does not accept this quantity or value',
    status: 'BadConfigurationError',
  },
  4: {
    name: 'server device failure',
    meaning: 'it failed while it carried out the request',
    status: 'BadDeviceFailure',
  },
  5: {
    name: 'acknowledge',
    meaning: 'it accepted the request and needs long to carry it out',
    status: 'BadRequestNotComplete',
  },
  6: {
    name: 'server device busy',
    meaning: 'it is busy with a long command; try again later',
    status: 'BadServerTooBusy',
  },
  8: {
    name: 'memory parity error',
    meaning: 'its memory failed a consistency check',
    status: 'BadDeviceFailure',
  },
  10: {
    name: 'gateway path unavailable',
    meaning: 'the gateway has no path to this unit',
    status: 'BadNoCommunication',
  },
  11: {
    name: 'gateway target device failed to respond',
    meaning: 'the unit behind the gateway did not answer it',
    status: 'BadNoCommunication',
  },
};

/** What an exception code says; one that the specification does not know keeps its number. */
export function exceptionKind(code: number): ExceptionKind {
  return (
    kinds[code] ?? {
      name: 'not in the specification',
      meaning: 'see the manual of the PLC',
      status: 'BadUnknownResponse',
    }
  );
}

/** The number of the exception that an error carries; undefined where it is none. */
export function exceptionOf(error: unknown): number | undefined {
  return modbusErrors.exception.is(error)
    ? (error.details as { readonly exception: number }).exception
    : undefined;
}

/** The codes that are answered with a reason of ours, or that mean more to us than a refusal. */
export const exceptionCode = {
  illegalFunction: 1,
  illegalDataAddress: 2,
  illegalDataValue: 3,
  serverDeviceFailure: 4,
  acknowledge: 5,
  serverDeviceBusy: 6,
  gatewayTargetFailed: 0x0b,
} as const;

/** In an exception response the function code of the request has this bit set. */
export const exceptionBit = 0x80;
