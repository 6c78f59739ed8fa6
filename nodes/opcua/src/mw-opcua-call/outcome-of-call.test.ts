import { equal } from 'node:assert/strict';
import { serviceError } from '@millwright/opcua';
import { tagErrors } from '@millwright/tags';
import { outcomeOfCall } from './outcome-of-call.ts';

describe('what became of a call that did not end well', () => {
  it('failed where the method said no', () => {
    for (const name of ['BadInvalidState', 'BadUserAccessDenied', 'BadInternalError'])
      equal(outcomeOfCall(serviceError(name, { service: 'Call' })), 'failed', name);
  });

  it('is unknown where the answer leaves open whether it was done, as for a write', () => {
    for (const name of [
      'BadTimeout',
      'BadRequestTimeout',
      'BadCommunicationError',
      'BadNoCommunication',
      'BadUnknownResponse',
      'BadRequestInterrupted',
      'BadOperationAbandoned',
      'BadResponseTooLarge',
      'BadEncodingLimitsExceeded',
    ])
      equal(outcomeOfCall(serviceError(name, { service: 'Call' })), 'unknown', name);
    equal(outcomeOfCall(tagErrors.outcomeUnknown({ reason: 'it was cut' })), 'unknown');
    equal(outcomeOfCall(new Error('whatever')), 'unknown');
  });

  it('was refused where it was not called: what it takes could not be read, or it was not sent', () => {
    equal(outcomeOfCall(serviceError('BadTimeout', { service: 'Browse' })), 'refused');
    equal(outcomeOfCall(serviceError('BadTcpMessageTooLarge', { refused: 'too large' })), 'refused');
    equal(outcomeOfCall(tagErrors.notSent({ reason: 'no connection' })), 'refused');
  });
});
