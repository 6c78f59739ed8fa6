import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfferedEndpoint } from '@millwright/opcua';
import {
  CertificateStore,
  type Notice,
  type OpcUaClient,
  type OpcUaClientOptions,
  type UserIdentity,
} from '@millwright/opcua/client';
import { FaultProxy, waitFor } from '@millwright/testing';
import { resolveNodeId } from 'node-opcua-nodeid';
import * as types from 'node-opcua-types';
import { type OpenClient, openClient } from './support/client.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const read = (client: OpcUaClient, signal: AbortSignal): Promise<types.ReadResponse> =>
  client.caller.call(
    () => new types.ReadRequest({ nodesToRead: [{ nodeId: resolveNodeId('i=2258'), attributeId: 13 }] }),
    { signal, repeatable: true },
  );

/** By the name that is in its certificate. */
const secureUrl = (port: number): string => `opc.tcp://localhost:${port}`;

/** Does something and notes all that the process writes meanwhile. */
async function noting<T>(written: string[], work: () => Promise<T>): Promise<T> {
  const streams = [process.stdout, process.stderr];
  const originals = streams.map((stream) => stream.write);
  for (const stream of streams)
    stream.write = (chunk: string | Uint8Array): boolean => written.push(Buffer.from(chunk).toString()) > 0;
  try {
    return await work();
  } finally {
    for (const [index, stream] of streams.entries()) stream.write = originals[index] ?? assert.fail();
  }
}

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown }).code;
const user = { kind: 'user-name', userName: 'plant', password: 'Geheim-4711' } as const;

describe('sessions with an OPC UA server of another make', function () {
  this.timeout(60_000);
  const directory = mkdtempSync(join(tmpdir(), 'millwright-opcua-client-'));
  const store = CertificateStore.open({ directory, onWarning: () => {}, bits: 2_048 });
  let server: OpcUaServer;

  after(async () => {
    await server?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** A client that has trusted whatever certificate the server shows. */
  async function openTrusting(
    port: number,
    options: Partial<Omit<OpcUaClientOptions, 'url'>>,
  ): Promise<OpenClient> {
    const open = openClient(secureUrl(port), { certificates: store, ...options });
    const trust = () => {
      for (const { certificate } of store.pending()) store.trust(certificate.sha256);
      const { state } = open.client.connection;
      if (state.phase === 'waiting') throw state.error;
      return open.client.connection.current;
    };
    await waitFor('the session', trust);
    return open;
  }

  describe('without security', () => {
    before(async function () {
      server = await startOpcUaServer(this);
    });
    after(() => server?.close());

    it('CON-01: one connection and one session, and nothing left of either (node-opcua)', async () => {
      {
        await using open = openClient(server.url);
        const { client, signal } = open;
        const { results } = await read(client, signal);
        assert.ok(results?.[0]?.value.value instanceof Date);
        assert.equal(client.connection.state.phase, 'online');
        const { connections, sessions } = await waitFor('the discovery to be gone', async () => {
          const counts = await server.count();
          return counts.connections === 1 ? counts : undefined;
        });
        assert.deepEqual([connections, sessions], [1, 1]);
      }
      const { closes } = await waitFor('nothing to be left', async () => {
        const counts = await server.count();
        return counts.connections === 0 && counts.sessions === 0 ? counts : undefined;
      });
      assert.deepEqual(closes, [true]);
    });

    it('SEC-07: nothing but None is no session where more is wanted, and the error lists what there is (node-opcua)', async () => {
      await server.tell({ do: 'forget' });
      await using open = openClient(server.url, { security: { minimum: 'Sign' }, certificates: store });
      const { client, signal } = open;
      const error: unknown = await read(client, signal).catch((reason: unknown) => reason);
      assert.equal(codeOf(error), 'opcua.no-endpoint');
      const { offered } = (error as { details: { offered: readonly OfferedEndpoint[] } }).details;
      assert.deepEqual(
        offered.map(({ policy, mode }) => [policy, mode]),
        [['None', 'None']],
      );
      assert.match((error as Error).message, /None None/);
      assert.equal(client.snapshot().errors['opcua.no-endpoint'], 1);
      const { requests } = await server.count();
      assert.equal(requests['CreateSession'] ?? 0, 0);
    });
  });

  describe('with security', () => {
    const policies = ['None', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'Aes256_Sha256_RsaPss'];
    before(async function () {
      server = await startOpcUaServer(this, {
        policies,
        modes: ['None', 'Sign', 'SignAndEncrypt'],
        users: { plant: 'Geheim-4711' },
        tokenLifetime: 4_000,
        levels: {
          'None None': 0,
          'Basic256Sha256 Sign': 10,
          'Aes256_Sha256_RsaPss SignAndEncrypt': 20,
          'Aes128_Sha256_RsaOaep SignAndEncrypt': 30,
          'Aes128_Sha256_RsaOaep Sign': 40,
          'Basic256Sha256 SignAndEncrypt': 5,
          'Aes256_Sha256_RsaPss Sign': 5,
        },
      });
    });
    after(() => server?.close());

    it('SEC-06: the highest level of security at or above the minimum (node-opcua)', async () => {
      await using open = await openTrusting(server.port, { security: {} });
      const { facts } = open.client;
      assert.deepEqual(
        [facts?.securityPolicy, facts?.securityMode],
        ['Aes128_Sha256_RsaOaep', 'SignAndEncrypt'],
      );
    });

    it('CON-17: a wrong password is tried once, and its text is nowhere (node-opcua)', async () => {
      await using trusting = await openTrusting(server.port, { security: {} });
      assert.ok(trusting.client.facts);
      await server.tell({ do: 'forget' });
      const identity: UserIdentity = { kind: 'user-name', userName: 'plant', password: 'Falsch-0815' };
      await using open = openClient(secureUrl(server.port), {
        security: {},
        certificates: store,
        identity,
        policy: {},
      });
      const { client, signal } = open;
      const written: string[] = [];
      const error: unknown = await noting(written, () =>
        read(client, signal).catch((reason: unknown) => reason),
      );
      assert.match(String(codeOf(error)), /^opcua\.bad-(identity-token-rejected|user-access-denied)$/);
      const { state } = client.connection;
      assert.ok(state.phase === 'waiting' && state.delay >= 30_000);
      const { requests } = await server.count();
      assert.equal(requests['ActivateSession'], 1);
      const told =
        JSON.stringify([error, state, client.snapshot(), written]) + String((error as Error).stack);
      assert.ok(!told.includes('Falsch-0815'));
    });

    it('SEC-19: a password goes over an open channel only encrypted (node-opcua)', async () => {
      const proxy = new FaultProxy({ target: server.port, secrets: [user.password] });
      await proxy.listen();
      try {
        const notices: Notice[] = [];
        const onNotice = (notice: Notice): unknown => notices.push(notice);
        const security = { mode: 'None', minimum: 'None' } as const;
        await using open = await openTrusting(proxy.port, {
          security,
          identity: user,
          onNotice,
        });
        await read(open.client, open.signal);
        assert.deepEqual(
          notices.map(({ code }) => code).filter((code) => code.startsWith('password')),
          ['password-on-open-channel'],
        );
        assert.equal(proxy.sawBytes(user.password), false);
      } finally {
        await proxy.close();
      }
    });

    it('SEC-22: tokens are renewed five times while it is read, and nothing is lost (node-opcua)', async () => {
      await using open = await openTrusting(server.port, { security: {}, tokenLifetime: 1_000 });
      const { client, signal } = open;
      const { sessionId } = client.facts ?? assert.fail();
      const { accepted } = await server.count();
      await waitFor(
        'five renewals',
        async () => {
          await read(client, signal);
          return client.snapshot().renewals >= 5;
        },
        { deadline: 50_000, every: 10 },
      );
      assert.equal(client.facts?.sessionId.toString(), sessionId.toString());
      assert.equal((await server.count()).accepted, accepted);
      const { errors, reconnects } = client.snapshot();
      assert.deepEqual([errors, reconnects], [{}, 0]);
    });
  });
});
