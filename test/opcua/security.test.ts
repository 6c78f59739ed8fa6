import assert from 'node:assert/strict';
import {
  type CertificateStore,
  type Notice,
  type OpcUaClient,
  type OpcUaClientOptions,
  readImported,
  type SecurityModeName,
  type SecurityPolicyName,
} from '@millwright/opcua/client';
import { isCodedError } from '@millwright/schema';
import { AttributeIds } from 'node-opcua-data-model';
import { resolveNodeId } from 'node-opcua-nodeid';
import { ReadRequest, type ReadResponse } from 'node-opcua-types';
import { connectionNode } from '../../nodes/opcua/src/mw-opcua-connection/schema.ts';
import {
  keyOf,
  type Made,
  makeServer,
  openStore,
  scratch,
  serverFiles,
  trust,
} from './support/certificates.ts';
import { openClient } from './support/client.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const policies = [
  'Basic256Sha256',
  'Aes128_Sha256_RsaOaep',
  'Aes256_Sha256_RsaPss',
  'Basic128Rsa15',
  'Basic256',
  'None',
] as const;
const uri = 'urn:test:server';

/** The status of a tag, read once: whether the session works. */
async function readsGood(client: OpcUaClient, signal: AbortSignal): Promise<boolean> {
  const { results } = await client.caller.call<ReadResponse>(
    () =>
      new ReadRequest({
        nodesToRead: [{ nodeId: resolveNodeId('i=2258'), attributeId: AttributeIds.Value }],
      }),
    { signal },
  );
  return results?.[0]?.statusCode.isGood() ?? false;
}

/** The code of what an attempt to connect fails with. */
async function refusal(client: OpcUaClient, signal: AbortSignal): Promise<{ code: string; message: string }> {
  try {
    await client.connection.link(signal);
  } catch (error) {
    if (isCodedError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return assert.fail('It connected');
}

describe('the security of OPC UA connections', function () {
  this.timeout(60_000);

  const { directory, remove } = scratch();
  let server: OpcUaServer;
  let store: CertificateStore;
  let made: Made;
  const secure = (options: Partial<OpcUaClientOptions> = {}) =>
    openClient(server.url, {
      certificates: store,
      applicationUri: store.applicationUri,
      security: {},
      ...options,
    });

  before(async function () {
    made = await makeServer({ name: 'secure', uri, dns: [] });
    const files = await serverFiles(made, directory, 'server');
    server = await startOpcUaServer(this, {
      directory,
      policies,
      modes: ['None', 'Sign', 'SignAndEncrypt'],
      users: { anna: 'secret-of-anna' },
      applicationUri: uri,
      ...files,
    });
    ({ store } = openStore(`${directory}/store`));
    trust(store, made);
  });
  after(async () => {
    await server?.close();
    remove();
  });

  const combinations: readonly (readonly [string, SecurityPolicyName, SecurityModeName])[] = [
    ['SEC-01', 'Basic256Sha256', 'Sign'],
    ['SEC-02', 'Basic256Sha256', 'SignAndEncrypt'],
    ['SEC-03', 'Aes128_Sha256_RsaOaep', 'SignAndEncrypt'],
    ['SEC-04', 'Aes256_Sha256_RsaPss', 'SignAndEncrypt'],
  ];
  for (const [id, policy, mode] of combinations)
    it(`${id}: ${policy} with ${mode}, as the server sees it too (node-opcua)`, async () => {
      await using open = secure({ security: { policy, mode, minimum: mode } });
      const { client, signal } = open;
      assert.ok(await readsGood(client, signal));
      const { securityPolicy, securityMode } = client.facts ?? {};
      assert.deepEqual([securityPolicy, securityMode], [policy, mode]);
      const { security } = await server.count();
      assert.deepEqual(
        security.map((each) => [each.policy, each.mode]),
        [[policy, mode]],
      );
    });

  it('SEC-05: None only where somebody said so (node-opcua)', async () => {
    await server.tell({ do: 'forget' });
    {
      await using open = secure({ security: { policy: 'None' } });
      const { code, message } = await refusal(open.client, open.signal);
      assert.equal(code, 'opcua.no-endpoint');
      assert.match(message, /no endpoint with the security policy None and at least the mode SignAndEncrypt/);
    }
    assert.equal((await server.count()).requests['CreateSession'] ?? 0, 0);
    await using open = secure({ security: { policy: 'None', minimum: 'None' } });
    assert.ok(await readsGood(open.client, open.signal));
    assert.equal(open.client.facts?.securityMode, 'None');
  });

  it('SEC-17: a user by a certificate, whose key is the credentials’ (node-opcua)', async () => {
    const user = await makeServer({ name: 'user', uri: 'urn:user', dns: [], ip: [] });
    const identity = { kind: 'certificate', certificate: user.der, privateKey: await keyOf(user) } as const;
    await using open = secure({ identity });
    assert.ok(await readsGood(open.client, open.signal));
    const { security } = await server.count();
    const { sha256 } = parsed(user);
    assert.deepEqual(
      security.map((each) => each.user),
      [sha256],
    );
  });

  describe('SEC-20: policies that were withdrawn (node-opcua)', () => {
    it('are in no form but where somebody says that they are wanted', () => {
      const { policy, oldPolicy, security } = connectionNode.fields;
      const offered: readonly string[] = policy.options;
      assert.equal(security.default, 'best');
      for (const each of ['Basic128Rsa15', 'Basic256'] as const) {
        assert.ok(!offered.includes(each));
        assert.ok(oldPolicy.options.includes(each));
      }
      assert.deepEqual(oldPolicy.when, { security: ['withdrawn'] });
    });

    for (const policy of ['Basic128Rsa15', 'Basic256'] as const)
      it(`${policy} only where somebody said so, with one warning`, async () => {
        const mode = 'SignAndEncrypt';
        await server.tell({ do: 'forget' });
        {
          await using open = secure({ security: { policy, mode } });
          const { code } = await refusal(open.client, open.signal);
          assert.equal(code, 'opcua.bad-security-policy-rejected');
        }
        assert.equal((await server.count()).requests['CreateSession'] ?? 0, 0);
        const notices: Notice[] = [];
        await using open = secure({
          security: { policy, mode, allowDeprecated: true },
          onNotice: (notice) => notices.push(notice),
        });
        assert.ok(await readsGood(open.client, open.signal));
        assert.equal(open.client.facts?.securityPolicy, policy);
        assert.deepEqual(
          notices.map(({ code }) => code),
          ['deprecated-policy'],
        );
      });
  });
});

const parsed = ({ der }: Made) => {
  const [certificate] = readImported(der).certificates;
  return certificate ?? assert.fail('no certificate');
};
