import assert from 'node:assert/strict';
import { isCodedError } from '@millwright/schema';
import { policyUri, type SecurityModeName, type SecurityPolicyName } from '../channel/security.ts';
import { chooseEndpoint, type SecurityWish } from './choose.ts';
import type { Endpoint } from './endpoint.ts';

const endpoint = (policy: SecurityPolicyName, mode: SecurityModeName, securityLevel: number): Endpoint => ({
  url: 'opc.tcp://plc:4840',
  policyUri: policyUri(policy),
  policy,
  mode,
  securityLevel,
  serverCertificate: Uint8Array.of(0x30, 0),
  serverUri: 'urn:plc',
  serverName: 'PLC',
  tokens: [],
});

const five = [
  endpoint('None', 'None', 0),
  endpoint('Basic256Sha256', 'Sign', 10),
  endpoint('Basic256Sha256', 'SignAndEncrypt', 20),
  endpoint('Aes128_Sha256_RsaOaep', 'SignAndEncrypt', 30),
  endpoint('Aes128_Sha256_RsaOaep', 'Sign', 40),
];

const chosen = (wish: SecurityWish, offered: readonly Endpoint[] = five): readonly unknown[] => {
  const { policy, mode } = chooseEndpoint(offered, wish);
  return [policy, mode];
};

describe('the endpoint that is chosen', () => {
  it('is the highest level at or above the minimum, which is SignAndEncrypt unless somebody says otherwise', () => {
    assert.deepEqual(chosen({}), ['Aes128_Sha256_RsaOaep', 'SignAndEncrypt']);
    assert.deepEqual(chosen({ minimum: 'Sign' }), ['Aes128_Sha256_RsaOaep', 'Sign']);
  });

  it('is the policy and mode that were asked for', () => {
    assert.deepEqual(chosen({ policy: 'Basic256Sha256' }), ['Basic256Sha256', 'SignAndEncrypt']);
    assert.deepEqual(chosen({ policy: 'Basic256Sha256', mode: 'Sign', minimum: 'Sign' }), [
      'Basic256Sha256',
      'Sign',
    ]);
  });

  it('is never None by itself, and not where a secure one is there, whatever its level', () => {
    const liar = [endpoint('None', 'None', 200), endpoint('Basic256Sha256', 'Sign', 1)];
    assert.deepEqual(chosen({ minimum: 'None' }, liar), ['Basic256Sha256', 'Sign']);
    assert.deepEqual(chosen({ minimum: 'None', mode: 'None' }, liar), ['None', 'None']);
    assert.throws(() => chosen({ mode: 'None' }, liar));
  });

  it('is no withdrawn policy unless that is allowed', () => {
    const old = [endpoint('Basic256', 'SignAndEncrypt', 50)];
    assert.throws(() => chosen({}, old));
    assert.deepEqual(chosen({ allowDeprecated: true }, old), ['Basic256', 'SignAndEncrypt']);
  });

  it('is none without a certificate, and none that says secure and is not', () => {
    const { serverCertificate: _, ...bare } = endpoint('Basic256Sha256', 'SignAndEncrypt', 9);
    assert.throws(() => chosen({}, [bare]));
    assert.throws(() => chosen({ minimum: 'Sign' }, [endpoint('None', 'Sign', 9)]));
  });

  it('is told with all that is offered where there is none', () => {
    const offered = [...five.slice(0, 2), { ...endpoint('None', 'Sign', 3), policyUri: 'urn:x#Newest' }];
    const { policy: _, ...unknown } = offered[2] ?? assert.fail();
    assert.throws(
      () => chooseEndpoint([...offered.slice(0, 2), unknown], {}),
      (error) => {
        assert.ok(isCodedError(error));
        assert.equal(error.code, 'opcua.no-endpoint');
        assert.match(error.message, /SignAndEncrypt.*None None, Basic256Sha256 Sign, Newest Sign$/);
        return true;
      },
    );
  });
});
