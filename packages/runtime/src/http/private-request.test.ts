import assert from 'node:assert/strict';
import { isPrivateRequest } from './private-request.ts';

const from = (remoteAddress: string, headers: Record<string, string> = {}, secure = false): boolean =>
  isPrivateRequest({ secure, headers, socket: { remoteAddress } });

describe('a request that nobody on the network can read', () => {
  it('came over TLS, or from the machine itself', () => {
    assert.equal(from('192.0.2.7', {}, true), true);
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      assert.equal(from(address), true, address);
  });

  it('is none from elsewhere, nor one that a proxy on this machine passed on', () => {
    for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '', '128.0.0.1', '::2'])
      assert.equal(from(address), false, address);
    assert.equal(from('127.0.0.1', { 'x-forwarded-for': '192.0.2.7' }), false);
    assert.equal(from('::1', { forwarded: 'for=192.0.2.7' }), false);
  });
});
