import assert from 'node:assert/strict';
import { checkNonce } from './nonce.ts';

describe('the nonce of a server', () => {
  const nonce = new Uint8Array(32).fill(1);

  it('is long and new', () => {
    checkNonce(nonce);
    checkNonce(nonce, new Uint8Array(32));
  });

  it('proves nothing where it is short or the one before', () => {
    const code = { code: 'opcua.server-not-proved' };
    assert.throws(() => checkNonce(null), code);
    assert.throws(() => checkNonce(nonce.subarray(1)), code);
    assert.throws(() => checkNonce(nonce, nonce.slice()), code);
  });
});
