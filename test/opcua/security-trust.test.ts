import assert from 'node:assert/strict';
import {
  type CertificateStore,
  type Notice,
  type OpcUaClient,
  type OpcUaClientOptions,
  readImported,
} from '@millwright/opcua/client';
import { isCodedError } from '@millwright/schema';
import { FaultProxy, waitFor } from '@millwright/testing';
import {
  type Made,
  makeAuthority,
  makeRevocationList,
  makeServer,
  openStore,
  scratch,
  serverFiles,
  trust,
} from './support/certificates.ts';
import { openClient } from './support/client.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const uri = 'urn:test:server';
const day = 86_400_000;
const common = {
  policies: ['Basic256Sha256'],
  modes: ['SignAndEncrypt'],
  applicationUri: uri,
} as const;

const sha256Of = ({ der }: Made): string => readImported(der).certificates[0]?.sha256 ?? '';

/** The code of what an attempt to connect fails with. */
async function refusal(client: OpcUaClient, signal: AbortSignal): Promise<string> {
  try {
    await client.connection.link(signal);
  } catch (error) {
    if (isCodedError(error)) return error.code;
    throw error;
  }
  return 'it connected';
}

describe('whom an OPC UA connection trusts', function () {
  this.timeout(60_000);

  const { directory, remove } = scratch();
  let server: OpcUaServer | undefined;
  let stores = 0;
  const newStore = () => {
    stores += 1;
    return openStore(`${directory}/store-${stores}`);
  };
  const start = async (context: Mocha.Context, made: Made, options = {}): Promise<OpcUaServer> => {
    const files = await serverFiles(made, directory, made.name);
    server = await startOpcUaServer(context, { directory, ...common, ...files, ...options });
    return server;
  };
  const connect = (url: string, store: CertificateStore, options: Partial<OpcUaClientOptions> = {}) =>
    openClient(url, {
      certificates: store,
      applicationUri: store.applicationUri,
      security: {},
      // An attempt of its own comes by what happens, never by the clock.
      policy: { firstDelay: 60_000, longestDelay: 60_000, refusedDelay: 60_000, linger: 50 },
      ...options,
    });
  /** What an attempt comes to, and that no session was made where it was refused. */
  const outcome = async (
    url: string,
    store: CertificateStore,
    options: Partial<OpcUaClientOptions> = {},
  ): Promise<string> => {
    const before = (await server?.count())?.created;
    await using open = connect(url, store, options);
    const code = await refusal(open.client, open.signal);
    if (code !== 'it connected') assert.equal((await server?.count())?.created, before, 'no session');
    return code;
  };

  after(remove);

  describe('a server whose certificate an authority issued', () => {
    let authority: Made;
    let made: Made;
    let url = '';

    before(async function () {
      authority = await makeAuthority('authority');
      made = await makeServer({ name: 'issued', uri, dns: [] }, authority);
      ({ url } = await start(this, made));
    });
    after(() => server?.close());

    it('SEC-08: waits once, however often it is tried, until somebody trusts it (node-opcua)', async () => {
      const { store } = newStore();
      await server?.tell({ do: 'forget' });
      for (const _ of [1, 2, 3]) assert.equal(await outcome(url, store), 'opcua.bad-certificate-untrusted');
      assert.deepEqual(
        store.pending().map(({ certificate }) => certificate.sha256),
        [sha256Of(made)],
      );
      assert.equal((await server?.count())?.requests['CreateSession'] ?? 0, 0);
    });

    it('goes on at once where it is trusted while it waits for its next attempt (node-opcua)', async () => {
      const { store } = newStore();
      await using open = connect(url, store);
      const { client, signal } = open;
      assert.equal(await refusal(client, signal), 'opcua.bad-certificate-untrusted');
      store.trust(sha256Of(made));
      await client.connection.link(signal);
      assert.equal(client.facts?.securityMode, 'SignAndEncrypt');
    });

    it('SEC-12: another host than the certificate names, unless that is relaxed (node-opcua)', async () => {
      const { store } = newStore();
      trust(store, made);
      const local = url.replace('127.0.0.1', 'localhost');
      assert.equal(await outcome(local, store), 'opcua.bad-certificate-host-name-invalid');
      const notices: Notice[] = [];
      const relaxed = { relaxations: { hostName: true }, onNotice: (notice: Notice) => notices.push(notice) };
      assert.equal(await outcome(local, store, relaxed), 'it connected');
      const codes = notices.map(({ code }) => code);
      assert.deepEqual(
        codes.filter((code) => code === 'BadCertificateHostNameInvalid'),
        ['BadCertificateHostNameInvalid'],
      );
    });

    it('SEC-13: revoked is refused always, and without a list unless that is allowed (node-opcua)', async () => {
      const { store } = newStore();
      trust(store, authority);
      const lenient = { relaxations: { missingRevocationList: true } };
      assert.equal(await outcome(url, store), 'opcua.bad-certificate-revocation-unknown');
      assert.equal(await outcome(url, store, lenient), 'it connected');
      const bring = async (revoked: readonly Made[]): Promise<void> => {
        const file = await makeRevocationList(authority, revoked);
        for (const list of readImported(file).revocationLists) store.keepRevocationList(list);
      };
      await bring([]);
      assert.equal(await outcome(url, store), 'it connected');
      await bring([made]);
      assert.equal(await outcome(url, store), 'opcua.bad-certificate-revoked');
      assert.equal(await outcome(url, store, lenient), 'opcua.bad-certificate-revoked');
      trust(store, made);
      assert.equal(await outcome(url, store, lenient), 'opcua.bad-certificate-revoked');
    });

    it('does not take up a session again whose server is not trusted any more (node-opcua)', async () => {
      const { store } = newStore();
      trust(store, made);
      const proxy = new FaultProxy({ target: Number(new URL(url).port) });
      await proxy.listen();
      await using open = connect(`opc.tcp://127.0.0.1:${proxy.port}`, store, {
        policy: { firstDelay: 20, longestDelay: 20, refusedDelay: 60_000, linger: 50 },
      });
      const { client, signal } = open;
      try {
        await client.connection.link(signal);
        store.remove('trusted', sha256Of(made));
        proxy.cut('reset');
        const code = await waitFor('the refusal', () => {
          const { state } = client.connection;
          return state.phase === 'waiting' &&
            isCodedError(state.error) &&
            /certificate/.test(state.error.code)
            ? state.error.code
            : undefined;
        });
        assert.equal(code, 'opcua.bad-certificate-untrusted');
      } finally {
        await proxy.close();
      }
    });
  });

  describe('SEC-10: a certificate out of its time (node-opcua)', () => {
    const times = {
      expired: { from: Date.now() - 9 * day, to: Date.now() - day },
      'not yet valid': { from: Date.now() + day, to: Date.now() + 9 * day },
    };
    for (const [what, time] of Object.entries(times))
      it(`${what}: refused, unless the override names that very certificate`, async function () {
        const made = await makeServer({ name: what.replaceAll(' ', '-'), uri, dns: [], ...time });
        const { url } = await start(this, made);
        try {
          const { store } = newStore();
          const other = await makeServer({ name: 'other', uri, ...time });
          trust(store, made, other);
          assert.equal(await outcome(url, store), 'opcua.bad-certificate-time-invalid');
          store.setAnyTime(sha256Of(other), true);
          assert.equal(await outcome(url, store), 'opcua.bad-certificate-time-invalid');
          store.setAnyTime(sha256Of(made), true);
          assert.equal(await outcome(url, store), 'it connected');
        } finally {
          await server?.close();
        }
      });
  });

  it('SEC-11: another application than its trusted certificate names (node-opcua)', async function () {
    const made = await makeServer({ name: 'other-application', uri: 'urn:another', dns: [] });
    const { url } = await start(this, made);
    try {
      const { store } = newStore();
      trust(store, made);
      assert.equal(await outcome(url, store), 'opcua.bad-certificate-uri-invalid');
    } finally {
      await server?.close();
    }
  });

  it('SEC-15: the same application under another host name, which the server still trusts (node-opcua)', async function () {
    const made = await makeServer({ name: 'careful', uri, dns: [] });
    const { url } = await start(this, made, { directory: `${directory}/careful`, trustAll: false });
    try {
      const folder = `${directory}/container`;
      const on = (name: string) => ({ hosts: () => ({ name, dns: [name], addresses: [] }) });
      const { store: first } = openStore(folder, on('container-1'));
      trust(first, made);
      const own = await first.own();
      assert.match(await outcome(url, first), /^opcua\./);
      await server?.tell({ do: 'trust', certificate: own.certificateChain.toString('base64') });
      assert.equal(await outcome(url, first), 'it connected');
      const { store: second } = openStore(folder, on('container-2'));
      const again = await second.own();
      assert.deepEqual([again.sha256, again.applicationUri], [own.sha256, own.applicationUri]);
      assert.equal(await outcome(url, second), 'it connected');
    } finally {
      await server?.close();
    }
  });
});
