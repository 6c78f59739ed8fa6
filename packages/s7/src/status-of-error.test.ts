import { equal, match } from 'node:assert/strict';
import { listErrors } from '@millwright/schema';
import { qualityOf, tagErrors } from '@millwright/tags';
import { s7Errors } from './errors.ts';
import { s7InfoErrors } from './info/errors.ts';
import { itemError, placeOfItem } from './item-error.ts';
import { meaningOf, refusalError } from './refusal.ts';
import { statusOfError } from './status-of-error.ts';
import { s7TagErrors } from './tag-errors.ts';

describe('the status of a value that an S7 PLC did not give', () => {
  it('knows every error of these tables', () => {
    for (const table of [s7Errors, s7InfoErrors, s7TagErrors])
      for (const factory of Object.values(table) as ((details: object) => Error)[]) {
        const status = statusOfError(factory({ error: 1, code: 1, list: 1, index: 1 }));
        equal(qualityOf(status.code), 'bad');
        equal(status.name === 'BadInternalError', false, JSON.stringify(status));
      }
    equal(listErrors(s7Errors).length, Object.keys(s7Errors).length);
  });

  it('is that of the cause where only the outcome of a request is told', () => {
    const cause = s7Errors.timeout({ milliseconds: 1_000 });
    const status = statusOfError(tagErrors.outcomeUnknown({ reason: cause.message }, { cause }));
    equal(status.name, 'BadTimeout');
    match(status.reason, /nobody knows what came of it/);
  });

  it('is an internal error where nobody declared the error', () => {
    equal(statusOfError(new Error('?')).name, 'BadInternalError');
  });
});

describe('what a PLC says of one item', () => {
  const said = [
    [0x01, 's7.hardware-error', 'BadDeviceFailure'],
    [0x03, 's7.item-access-denied', 'BadUserAccessDenied'],
    [0x05, 's7.address-error', 'BadConfigurationError'],
    [0x06, 's7.type-unsupported', 'BadNotSupported'],
    [0x07, 's7.type-inconsistent', 'BadTypeMismatch'],
    [0x0a, 's7.object-missing', 'BadNodeIdUnknown'],
    [0x00, 's7.item-refused', 'BadUnknownResponse'],
    [0x42, 's7.item-refused', 'BadUnknownResponse'],
  ] as const;

  for (const [code, error, status] of said)
    it(`0x${code.toString(16)} is ${error}, and names the place`, () => {
      const told = itemError(code, placeOfItem({ area: 'DB', db: 7, start: 4 }, 10));
      equal(told.code, error);
      match(told.message, /DB7\.DBB4:BYTE\[10\]/);
      equal(statusOfError(told).name, status);
    });

  it('names timers, counters and bits by their own addresses', () => {
    equal(placeOfItem({ area: 'T', start: 5 }, 1), 'T5');
    equal(placeOfItem({ area: 'C', start: 3 }, 2), 'C3:COUNTER[2]');
    equal(placeOfItem({ area: 'M', start: 3, bit: 2 }, 1), 'M3.2');
    equal(placeOfItem({ area: 'M', start: 3 }, 1), 'MB3');
  });
});

describe('what a PLC says of a whole request', () => {
  it('S-H-04: 0x8104 to a read or write says that PUT/GET is off, and where it is switched on in TIA', () => {
    const told = refusalError(0x8104, true);
    equal(told.code, 's7.access-denied');
    match(told.message, /PUT\/GET is off/);
    match(told.message, /TIA Portal: .*Protection & Security, Connection mechanisms/);
    match(told.message, /OPC UA/);
  });

  it('S-H-04: elsewhere, and of other errors, it says what the code means', () => {
    equal(refusalError(0x8104, false).code, 's7.refused');
    match(refusalError(0x8500, true).message, /0x8500.*smaller PDU/);
    match(refusalError(0xd401, false).message, /0xD401.*no such system status list/);
    match(refusalError(0xd402, false).message, /0xD402.*no such index/);
    equal(refusalError(0xd241, true).code, 's7.password-needed');
    match(refusalError(0x8399, true).message, /0x8399.*no resources left/);
    match(meaningOf(0x1234), /no published list/);
  });
});
