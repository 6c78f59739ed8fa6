import assert from 'node:assert/strict';
import { opcuaErrors, serviceError } from '../errors.ts';
import { isRefusal } from './refusal.ts';

describe('a refusal', () => {
  it('is what no second attempt changes', () => {
    for (const name of [
      'BadTooManySessions',
      'BadUserAccessDenied',
      'BadIdentityTokenRejected',
      'BadCertificateUntrusted',
      'BadSecurityChecksFailed',
    ])
      assert.ok(isRefusal(serviceError(name)), name);
    assert.ok(isRefusal(opcuaErrors.passwordInClear()));
    assert.ok(isRefusal(opcuaErrors.noEndpoint({ wanted: '', offered: [] })));
  });

  it('is nothing that passes by itself', () => {
    for (const name of ['BadSessionIdInvalid', 'BadTcpServerTooBusy', 'BadTimeout', 'BadServerHalted'])
      assert.ok(!isRefusal(serviceError(name)), name);
    assert.ok(!isRefusal(opcuaErrors.connectionLost({ reason: '' })));
    assert.ok(!isRefusal(opcuaErrors.connectionRefused({ host: '', port: 1 })));
    assert.ok(!isRefusal(new Error('x')));
  });
});
