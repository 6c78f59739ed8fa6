import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { opcuaNodeErrors } from '../common/errors.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import { clientOptions } from './client-options.ts';

const config = (more: object) => {
  const parsed = connectionNode.parse({ schema: 1, url: 'opc.tcp://plc:4840', ...more });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
};

describe('what a connection asks of its client', () => {
  it('is to sign and encrypt by the best that is offered, unless something else is said', () => {
    const { security, allowClearPassword, relaxations, depth } = clientOptions(config({}), {}, undefined);
    assert.deepEqual(security, { minimum: 'SignAndEncrypt' });
    assert.equal(allowClearPassword, false);
    assert.deepEqual(relaxations, { hostName: false, missingRevocationList: false });
    assert.equal(depth, 1);
  });

  it('SEC-20: names withdrawn policies only where somebody has chosen one', () => {
    const chosen = config({ security: 'chosen', policy: 'Aes256_Sha256_RsaPss', mode: 'Sign' });
    assert.deepEqual(clientOptions(chosen, {}, undefined).security, {
      policy: 'Aes256_Sha256_RsaPss',
      mode: 'Sign',
      minimum: 'Sign',
    });
    const old = config({ security: 'withdrawn', oldPolicy: 'Basic128Rsa15' });
    assert.deepEqual(clientOptions(old, {}, undefined).security, {
      policy: 'Basic128Rsa15',
      mode: 'SignAndEncrypt',
      minimum: 'SignAndEncrypt',
      allowDeprecated: true,
    });
    const slipped = connectionNode.parse({
      schema: 1,
      url: 'opc.tcp://plc:4840',
      security: 'chosen',
      policy: 'Basic256',
    });
    assert.equal(slipped.ok, false);
  });

  it('SEC-05: is nothing unprotected without the tick', () => {
    const raw = { schema: 1, url: 'opc.tcp://plc:4840', security: 'none' };
    const parsed = connectionNode.parse(raw);
    assert.deepEqual(parsed.ok ? [] : parsed.problems, [{ path: ['unsecured'], code: 'not-ticked' }]);
    assert.equal(clientOptions(config({ ...raw, unsecured: true }), {}, undefined).security?.policy, 'None');
  });

  it('is to wait no longer than is said, but after a refused log-in', () => {
    const { policy } = clientOptions(config({ retryMost: 500 }), {}, undefined);
    assert.deepEqual(policy, { firstDelay: 500, longestDelay: 500, refusedDelay: 60_000 });
  });

  it('has the user name with its password, and says of a certificate what is wrong, never what is in it', () => {
    const named = config({ identity: 'user-name', userName: 'line' });
    assert.deepEqual(clientOptions(named, { password: 'hunter2' }, undefined).identity, {
      kind: 'user-name',
      userName: 'line',
      password: 'hunter2',
    });
    const certified = config({ identity: 'certificate' });
    assert.throws(() => clientOptions(certified, {}, undefined), opcuaNodeErrors.userCertificateMissing.is);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const userKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    assert.throws(
      () => clientOptions(certified, { userCertificate: 'planted', userKey }, undefined),
      (error: Error) =>
        opcuaNodeErrors.userCertificateUnusable.is(error) && !JSON.stringify(error).includes('planted'),
    );
  });
});
