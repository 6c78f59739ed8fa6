import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { auditErrors } from '../../common/errors.ts';
import { directoryFailure, failureOf } from './failures.ts';

const withCode = (code: unknown) => Object.assign(new Error('private-canary'), { code });

describe('what failed at a destination', () => {
  for (const [code, expected] of [
    ['ECONNREFUSED', 'receiver-unreachable'],
    ['ENOTFOUND', 'receiver-unreachable'],
    ['CERT_HAS_EXPIRED', 'receiver-untrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'receiver-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'receiver-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'receiver-untrusted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'receiver-untrusted'],
    ['EPROTO', 'receiver-untrusted'],
  ] as const) {
    it(`is told of ${code} as ${expected}`, () => {
      const error = failureOf(withCode(code), 'siem:514');
      assert.equal(error.code, `audit.${expected}`);
      assert.deepEqual(error.details, { receiver: 'siem:514', reason: code });
    });
  }

  it('never says what the other side said', () => {
    for (const code of [undefined, 'private-canary', 'has <b>', 135, {}]) {
      const { message, details } = failureOf(withCode(code), 'siem:514');
      assert.doesNotMatch(`${message} ${JSON.stringify(details)}`, /canary|<b>/);
    }
    assert.doesNotMatch(directoryFailure(withCode('EACCES'), 'copy').message, /canary/);
  });

  it('is left as it is where it is told already', () => {
    const told = auditErrors.receiverSilent({ receiver: 'x', seconds: 1 });
    assert.equal(failureOf(told, 'siem:514'), told);
    assert.equal(directoryFailure(told, 'copy'), told);
  });
});
