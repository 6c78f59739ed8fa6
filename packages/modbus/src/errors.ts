import { defineErrors } from '@millwright/schema';
import { type NetworkPlace, networkErrors } from '@millwright/tags';

/** Why a server cannot listen, where that has a remedy of its own. */
export type ListenProblem = 'in-use' | 'no-such-address' | 'not-allowed';

export const modbusErrors = defineErrors('modbus', {
  timeout: {
    status: 504,
    family: 'world',
    message: ({ milliseconds }: { milliseconds: number }) =>
      `The PLC did not answer within ${milliseconds} ms`,
  },
  exception: {
    status: 502,
    family: 'world',
    message: ({ exception, name, meaning }: { exception: number; name: string; meaning: string }) =>
      `The PLC answered with exception ${exception} (${name}): ${meaning}`,
  },
  ...networkErrors,
  tlsRefused: {
    status: 502,
    family: 'world',
    message: ({ host, port, reason }: NetworkPlace & { reason: string }) =>
      `No secure connection to ${host} on port ${port}: ${reason}`,
  },
  handshakeFailed: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `A client got no secure connection: ${reason}`,
  },
  serialMissing: {
    status: 500,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `The package for serial lines is not there: ${reason}`,
  },
  badAllowList: {
    status: 400,
    family: 'caller',
    message: ({ entry }: { entry: string }) => `${entry} is neither an address nor a network`,
  },
  serialFailed: {
    status: 502,
    family: 'world',
    message: ({ path, reason }: { path: string; reason: string }) =>
      `The serial port ${path} cannot be used: ${reason}`,
  },
  badFrame: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `What arrived is not Modbus: ${reason}`,
  },
  badResponse: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `The answer does not fit the request: ${reason}`,
  },
  badRequest: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `This request is not possible: ${reason}`,
  },
  queueFull: {
    status: 503,
    family: 'caller',
    message: ({ limit }: { limit: number }) =>
      `${limit} requests already wait for this connection; this one was not sent`,
  },
  closed: {
    status: 503,
    family: 'caller',
    message: () => 'The connection is closed',
  },
  listenFailed: {
    status: 500,
    family: 'world',
    message: ({ host, port, reason }: NetworkPlace & { problem?: ListenProblem; reason: string }) =>
      `Cannot listen on ${host}, port ${port}: ${reason}`,
  },
  echoDiffers: {
    status: 502,
    family: 'world',
    message: ({ asked, confirmed }: { asked: string; confirmed: string }) =>
      `The PLC confirmed another write than was asked: ${confirmed} instead of ${asked}`,
  },
  onlyEcho: {
    status: 504,
    family: 'world',
    message: () =>
      'Nothing came back but the request itself: that is the answer, or the adapter heard itself. Any answer to a read over this connection shows which',
  },
  badAnswer: {
    status: 500,
    family: 'bug',
    message: ({ reason }: { reason: string }) =>
      `This answer of a server does not fit its request: ${reason}`,
  },
  readOnlyConnection: {
    status: 403,
    family: 'caller',
    message: () => 'The connection is read-only: nothing was written',
  },
  writeNotAllowed: {
    status: 403,
    family: 'caller',
    message: ({ unit, area, first, last }: { unit: number; area: string; first: number; last: number }) =>
      `The connection does not allow to write ${area} ${first === last ? first : `${first} to ${last}`} of unit ${unit}`,
  },
  notWritable: {
    status: 403,
    family: 'caller',
    message: ({ tag, area }: { tag: string; area: string }) =>
      `${tag} is a ${area}, and those can only be read`,
  },
  bitWriteUnsupported: {
    status: 502,
    family: 'world',
    message: ({ tag }: { tag: string }) =>
      `${tag} is a bit of a register, and the PLC cannot write single bits (function code 22)`,
  },
});
