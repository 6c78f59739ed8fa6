import { equal } from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import { addressErrors } from '../address/errors.ts';
import { opcuaErrors, serviceError } from '../errors.ts';
import { watchErrors } from '../watch-errors.ts';
import { statusOfError } from './status-of-error.ts';

describe('the status of a value that could not be had', () => {
  const reason = 'it broke';
  const cases = [
    [opcuaErrors.connectionLost({ reason }), 'BadNotConnected'],
    [opcuaErrors.serverNotProved({ reason }), 'BadSecurityChecksFailed'],
    [opcuaErrors.noCertificate(), 'BadConfigurationError'],
    [watchErrors.subscriptionSilent({ milliseconds: 1 }), 'BadTimeout'],
    [addressErrors.sessionChanged(), 'BadSessionIdInvalid'],
    [serviceError('BadUserAccessDenied'), 'BadUserAccessDenied'],
    [serviceError('0x80ff0000'), 'Bad'],
    [new Error(reason), 'BadInternalError'],
  ] as const;

  for (const [error, name] of cases) {
    it(`is ${name} for ${isCodedError(error) ? error.code : 'an error of nobody'}`, () => {
      const status = statusOfError(error);
      equal(status.name, name);
      equal(status.code >>> 31, 1);
      equal(status.reason, error.message);
    });
  }
});
