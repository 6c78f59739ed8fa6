import { defineErrors } from '@millwright/schema';
import { type NetworkPlace, networkErrors } from '@millwright/tags';

/** What a connection was asked for. */
export interface Called extends NetworkPlace {
  /** Of the PLC, four hexadecimal digits. */
  readonly remoteTsap: string;
  /** Where the TSAP was made from them. */
  readonly rack?: number;
  readonly slot?: number;
}

/** Why a transport connection was refused or ended. */
interface Disconnected extends Called {
  /** @see RFC 905 section 13.5.3 */
  readonly reason: number;
  readonly meaning: string;
  /** Whether the connection had been open until then. */
  readonly wasOpen: boolean;
}

/** Class and code of an error as one number, and what they mean. */
interface Refusal {
  readonly error: number;
  readonly meaning: string;
}

/** One item of a request, as its canonical address. */
interface ItemPlace {
  readonly place: string;
}

const called = ({ remoteTsap, rack, slot }: Called): string =>
  `TSAP ${remoteTsap}${rack === undefined ? '' : ` (rack ${rack}, slot ${slot})`}`;

const hex = (value: number, digits: number): string =>
  `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;

/** What can go wrong between us and a PLC. */
export const s7Errors = defineErrors('s7', {
  timeout: {
    status: 504,
    family: 'world',
    message: ({ milliseconds }: { milliseconds: number }) =>
      `The PLC did not answer within ${milliseconds} ms`,
  },
  ...networkErrors,
  closed: {
    status: 503,
    family: 'caller',
    message: () => 'The connection is closed',
  },
  connectRefused: {
    status: 502,
    family: 'world',
    message: (gone: Disconnected) =>
      `${gone.host} ${gone.wasOpen ? 'ended' : 'refused'} the connection to ${called(gone)}: ` +
      `wrong TSAP, rack or slot, or no free connection resource (reason ${gone.reason}: ${gone.meaning})`,
  },
  setupRefused: {
    status: 502,
    family: 'world',
    message: ({ error, meaning }: Refusal) =>
      `The PLC would not agree on how to talk (${hex(error, 4)}): ${meaning}`,
  },
  badAgreement: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `What the PLC agreed to cannot be worked with: ${reason}`,
  },
  passwordRefused: {
    status: 502,
    family: 'caller',
    message: ({ error, meaning }: Refusal) =>
      `The PLC does not take the password (${hex(error, 4)}): ${meaning}`,
  },
  badFrame: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `What arrived is not S7: ${reason}`,
  },
  badAnswer: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `The answer does not fit the request: ${reason}`,
  },
  badRequest: {
    status: 400,
    family: 'caller',
    message: ({ reason }: { reason: string }) => `This request is not possible: ${reason}`,
  },
  refused: {
    status: 502,
    family: 'world',
    message: ({ error, meaning }: Refusal) => `The PLC refused the request (${hex(error, 4)}): ${meaning}`,
  },
  accessDenied: {
    status: 502,
    family: 'world',
    message: ({ error }: { error: number }) =>
      `The PLC lets nobody read and write its data (${hex(error, 4)}): PUT/GET is off. Of an S7-1200 or S7-1500 it is ` +
      'switched on in TIA Portal: properties of the CPU, Protection & Security, Connection mechanisms, "Permit access ' +
      'with PUT/GET communication from remote partner"; then load the hardware. Or connect to its OPC UA server',
  },
  passwordNeeded: {
    status: 502,
    family: 'world',
    message: ({ error }: { error: number }) =>
      `The PLC does this only for who knows its password (${hex(error, 4)}): its protection level forbids it`,
  },
  objectMissing: {
    status: 502,
    family: 'world',
    message: ({ place }: ItemPlace) =>
      `The PLC has nothing at ${place}: there is no such data block or area, or the block is not loaded`,
  },
  addressError: {
    status: 502,
    family: 'world',
    message: ({ place }: ItemPlace) =>
      `The PLC has no address ${place}: the data block or area ends before it, or the block has "Optimized block ` +
      'access", and then its data have no addresses. It is switched off in the attributes of the block in TIA Portal; ' +
      'the OPC UA server of the CPU reads optimized blocks too',
  },
  itemAccessDenied: {
    status: 502,
    family: 'world',
    message: ({ place }: ItemPlace) =>
      `The PLC does not allow access to ${place}: it is protected, or the block is write-protected or only in the load memory`,
  },
  typeUnsupported: {
    status: 502,
    family: 'world',
    message: ({ place }: ItemPlace) => `The PLC does not support the type with which ${place} was asked for`,
  },
  typeInconsistent: {
    status: 502,
    family: 'world',
    message: ({ place }: ItemPlace) =>
      `For the PLC the type and the length of what was asked or written do not fit together at ${place}`,
  },
  hardwareError: {
    status: 502,
    family: 'world',
    message: ({ place }: ItemPlace) => `The PLC reports a hardware error at ${place}`,
  },
  itemRefused: {
    status: 502,
    family: 'world',
    message: ({ place, code }: ItemPlace & { code: number }) =>
      `The PLC refused ${place} with return code ${hex(code, 2)}, which is in no published list`,
  },
  itemMissing: {
    status: 502,
    family: 'world',
    message: ({ place, asked, answered }: ItemPlace & { asked: number; answered: number }) =>
      `The PLC answered ${answered} of ${asked} items at once, and ${place} is not among them`,
  },
});
