import assert from 'node:assert/strict';
import { listErrors } from '@millwright/schema';
import { modbusErrors } from './errors.ts';
import { exceptionKind } from './pdu/exceptions.ts';
import { statusOfError } from './status.ts';

const exception = (code: number) => {
  const { name, meaning } = exceptionKind(code);
  return modbusErrors.exception({ exception: code, name, meaning });
};

describe('status of a failure', () => {
  const exceptions: readonly [number, string][] = [
    [1, 'BadNotSupported'],
    [2, 'BadConfigurationError'],
    [3, 'BadConfigurationError'],
    [4, 'BadDeviceFailure'],
    [5, 'BadRequestNotComplete'],
    [6, 'BadServerTooBusy'],
    [8, 'BadDeviceFailure'],
    [10, 'BadNoCommunication'],
    [11, 'BadNoCommunication'],
    [0x63, 'BadUnknownResponse'],
  ];
  for (const [code, name] of exceptions) {
    it(`is ${name} for exception ${code}, in the protocol's own words`, () => {
      const error = exception(code);
      const status = statusOfError(error);
      assert.equal(status.name, name);
      assert.equal(status.reason, error.message);
    });
  }

  it('is bad for every failure that can reach a tag', () => {
    const serverOnly = [
      'modbus.listen-failed',
      'modbus.bad-answer',
      'modbus.bad-allow-list',
      'modbus.handshake-failed',
    ];
    const sample = {
      milliseconds: 1,
      host: 'plc',
      port: 502,
      reason: 'x',
      limit: 1,
      exception: 2,
      name: 'x',
      meaning: 'x',
    };
    for (const factory of Object.values(modbusErrors)) {
      if (serverOnly.includes(factory.code)) continue;
      const { name, code } = statusOfError((factory as (details: object) => Error)(sample));
      assert.notEqual(name, 'BadInternalError', `${factory.code} has no status of its own`);
      assert.equal(code >>> 30, 2);
    }
    assert.equal(statusOfError(new TypeError('bug')).name, 'BadInternalError');
    assert.ok(listErrors(modbusErrors).length > 10);
  });
});
