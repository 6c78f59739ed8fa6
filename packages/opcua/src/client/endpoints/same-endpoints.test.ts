import assert from 'node:assert/strict';
import type { Endpoint } from './endpoint.ts';
import { sameEndpoints } from './same-endpoints.ts';

const endpoint = (securityLevel: number, policyId = 'anonymous', url = 'opc.tcp://plc:4840'): Endpoint => ({
  url,
  policyUri: 'http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256',
  policy: 'Basic256Sha256',
  mode: 'SignAndEncrypt',
  securityLevel,
  serverUri: 'urn:plc',
  serverName: 'PLC',
  tokens: [{ policyId, kind: 'anonymous' }],
});

describe('the endpoints that a server names within a session', () => {
  const [weak, strong] = [endpoint(10), endpoint(20)];

  it('are those that it named before, under whatever host', () => {
    assert.ok(sameEndpoints([weak, strong], [strong, weak], strong));
    assert.ok(sameEndpoints([weak], [endpoint(10, 'anonymous', 'opc.tcp://10.0.0.7:4840')], weak));
  });

  it('may be fewer, as for a server that has several hosts', () => {
    assert.ok(sameEndpoints([strong, endpoint(20, 'anonymous_0')], [strong], strong));
  });

  it('may hold none that somebody had taken away, and not lack the one that was chosen', () => {
    assert.equal(sameEndpoints([weak], [weak, strong], weak), false);
    assert.equal(sameEndpoints([weak, strong], [strong], weak), false);
  });
});
