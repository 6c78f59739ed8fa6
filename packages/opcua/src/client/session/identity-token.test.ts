import assert from 'node:assert/strict';
import { policyUri, type SecurityModeName, type SecurityPolicyName } from '../channel/security.ts';
import type { Endpoint, TokenPolicy } from '../endpoints/endpoint.ts';
import { chooseToken, identityToken } from './identity-token.ts';
import type { UserIdentity } from './user-identity.ts';

const name: UserIdentity = { kind: 'user-name', userName: 'plant', password: 'Geheim' };

const endpoint = (
  tokens: readonly TokenPolicy[],
  policy: SecurityPolicyName = 'None',
  mode: SecurityModeName = 'None',
): Endpoint => ({
  url: '',
  policyUri: policyUri(policy),
  policy,
  mode,
  securityLevel: 0,
  serverUri: '',
  serverName: '',
  tokens,
});

const clear: TokenPolicy = { policyId: 'clear', kind: 'user-name', policy: 'None' };
const sealed: TokenPolicy = { policyId: 'sealed', kind: 'user-name', policy: 'Basic256Sha256' };
const open: TokenPolicy = { policyId: 'open', kind: 'user-name' };

describe('the way to log in', () => {
  it('is the one that protects best', () => {
    assert.equal(chooseToken(endpoint([clear, sealed]), name, false), sealed);
    assert.equal(chooseToken(endpoint([clear, sealed]), name, true), sealed);
    const secure = endpoint([clear, open], 'Aes256_Sha256_RsaPss', 'SignAndEncrypt');
    assert.equal(chooseToken(secure, name, false), open);
  });

  it('sends no password in clear unless that is allowed', () => {
    for (const token of [clear, open])
      assert.throws(() => chooseToken(endpoint([token]), name, false), { code: 'opcua.password-in-clear' });
    assert.equal(chooseToken(endpoint([clear]), name, true), clear);
    const signed = endpoint([clear], 'Basic256Sha256', 'Sign');
    assert.throws(() => chooseToken(signed, name, false), { code: 'opcua.password-in-clear' });
    const encrypted = endpoint([clear], 'Basic256Sha256', 'SignAndEncrypt');
    assert.equal(chooseToken(encrypted, name, false), clear);
  });

  it('is told with what there is where the server does not offer it', () => {
    const unknown: TokenPolicy = { policyId: 'new', kind: 'user-name', policy: 'unknown' };
    const ways: TokenPolicy[] = [{ policyId: 'a', kind: 'anonymous' }, unknown];
    assert.throws(() => chooseToken(endpoint(ways), name, true), {
      code: 'opcua.identity-not-offered',
      message: /a user name and password\. It takes: no name at all, a user name/,
    });
  });

  it('is none at all where an endpoint names none and nobody logs in', () => {
    assert.deepEqual(chooseToken(endpoint([]), { kind: 'anonymous' }, false), {
      policyId: null,
      kind: 'anonymous',
    });
  });

  it('needs the certificate of the server for a password that is to be encrypted', () => {
    const nonce = new Uint8Array(32);
    assert.throws(() => identityToken(name, sealed, endpoint([sealed]), { nonce }), {
      code: 'opcua.server-not-proved',
    });
  });
});
