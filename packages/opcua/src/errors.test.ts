import assert from 'node:assert/strict';
import { isBadStatus, opcuaErrors, opcuaStatusErrors, serviceError, statusNameOf } from './errors.ts';
import { badStatuses } from './statuses.ts';

describe('errors of OPC UA', () => {
  it('keep the name of the status, and say what to do next', () => {
    const error = serviceError('BadTooManySessions', { service: 'CreateSession', diagnostics: '10 of 10' });
    assert.equal(error.code, 'opcua.bad-too-many-sessions');
    assert.equal(statusNameOf(error), 'BadTooManySessions');
    assert.match(
      error.message,
      /^The server answered BadTooManySessions to CreateSession: .*"10 of 10".* Close sessions/,
    );
    assert.ok(opcuaStatusErrors.badTooManySessions.is(error));
  });

  it('say our own reason where it is we who refuse', () => {
    const error = serviceError('BadCertificateUntrusted', { refused: 'Nobody has trusted it yet' });
    assert.equal(error.message, 'BadCertificateUntrusted: Nobody has trusted it yet');
    assert.equal(error.code, 'opcua.bad-certificate-untrusted');
  });

  it('call a status that the specification does not have Bad', () => {
    assert.equal(serviceError('BadMakersOwn').code, 'opcua.bad');
    const error = serviceError('0x80ff0000', { service: 'Call' });
    assert.equal(error.code, 'opcua.bad');
    assert.match(error.message, /^The server answered Bad \(0x80ff0000, which .*\) to Call: /);
    assert.equal(statusNameOf(error), 'Bad');
    assert.ok(!isBadStatus('Good') && !isBadStatus('toString') && isBadStatus('BadTimeout'));
  });

  it('have no name of a status where no server answered', () => {
    assert.equal(statusNameOf(opcuaErrors.timeout({ milliseconds: 1 })), undefined);
    assert.equal(statusNameOf(new Error('x')), undefined);
    assert.equal(statusNameOf('BadTimeout'), undefined);
  });

  it('have one code each, and every number its top bit', () => {
    const codes = Object.values(opcuaStatusErrors).map(({ code }) => code);
    assert.equal(new Set(codes).size, Object.keys(badStatuses).length);
    for (const [name, [code]] of Object.entries(badStatuses)) assert.equal(code >>> 31, 1, name);
  });
});
