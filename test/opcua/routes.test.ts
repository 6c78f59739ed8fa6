import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { freePort, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { ListedConnection } from '../../nodes/opcua/src/common/routes.ts';
import { recordsIn } from '../audit/records.ts';
import { connection, observed, row, said, say, tags, waitToSee, watch, write } from './support/flow.ts';
import { plant } from './support/reading.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const base = '/millwright/opcua';
const users = [
  { username: 'anna', password: 'a-very-good-one', permissions: '*' },
  { username: 'otto', password: 'a-very-good-one', permissions: 'read' },
];
const format = { wide: 'number', dates: 'date', enumerations: 'named' };
const secret = 'planted-secret-of-the-plant';

interface Tested {
  readonly milliseconds: number;
  readonly policy?: string;
  readonly mode?: string;
  readonly product?: string;
  readonly state?: string;
  readonly code?: string;
}

interface Listed {
  readonly pending: readonly { readonly sha256: string }[];
}

interface Live {
  readonly samples: readonly {
    readonly tag: string;
    readonly value: unknown;
    readonly quality: string;
    readonly status?: { readonly name: string };
    readonly error?: { readonly code: string };
  }[];
  readonly pace?: { readonly answerTime: number };
  readonly perRequest?: number;
}

// The door is the same on every Node-RED; the nodes themselves are tried on both.
for (const target of targets().slice(0, 1)) {
  describe(`the routes of OPC UA in ${target.title}`, function () {
    this.timeout(60_000);
    let server: OpcUaServer;
    let nodeRed: NodeRedProcess;
    let token: string;

    before(async function () {
      server = await startOpcUaServer(this, {
        users: { line: secret },
        counters: 1,
        rate: 10,
        limits: { maxNodesPerRead: 50 },
        policies: ['None', 'Basic256Sha256'],
        modes: ['None', 'SignAndEncrypt'],
      });
      nodeRed = await startNodeRed({
        target,
        users,
        flows: [],
        only: ['node-red-opcua', 'node-red-audit'],
      });
      token = await nodeRed.token('anna', 'a-very-good-one');
      const flows = observed(
        connection(server.url, asLine),
        tags([row('Counter.0')]),
        watch(),
        tags([row('Scalar.Double', { access: 'read-write', max: 50 })], { id: 'set points' }),
        write({ tags: 'set points' }),
        ...said('write'),
      );
      await nodeRed.deploy(flows, { token, credentials: { connection: { password: secret } } });
      const waiting = await waitFor('the unknown certificate', async () => {
        const { body } = await ask<Listed>('GET', '/certificates');
        return body.pending[0];
      });
      await ask('POST', `/certificates/${waiting.sha256}/trust`);
      await waitToSee(nodeRed, 'values', ({ sample }) => sample?.quality === 'good');
    });
    after(async () => {
      await nodeRed?.stop();
      await server?.close();
    });

    const ask = <T>(method: string, path: string, body?: unknown, as = token) =>
      nodeRed.request<T>(method, `${base}${path}`, body, { token: as });
    const config = (more: object = {}) => {
      const { id: _id, type: _type, ...fields } = connection(server.url);
      return { ...fields, ...more };
    };
    const asLine = { security: 'best', anyHost: true, identity: 'user-name', userName: 'line' };
    const events = (): readonly AuditEvent[] =>
      recordsIn(nodeRed.userDirectory).filter(({ name }) => name === 'opcua.test');

    it('test a connection as it is typed, say what the server is, and leave nothing behind (node-opcua)', async () => {
      const { status, body } = await ask<Tested>('POST', '/test', {
        config: config({ security: 'best', anyHost: true }),
      });
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual([body.policy, body.mode, body.state], ['Basic256Sha256', 'SignAndEncrypt', 'Running']);
      assert.ok(body.milliseconds > 0 && body.milliseconds < 10_000);
      assert.notEqual(body.product, undefined);
      await waitFor('the end of the test', async () => (await server.count()).sessions === 1);
      await waitFor('the record', () => events().length === 1);
      assert.deepEqual([events()[0]?.outcome, events()[0]?.actor.name], ['success', 'anna']);
    });

    it('test with what is kept secret as long as the server is the same, and send it to no other (node-opcua)', async () => {
      const { created } = await server.count();
      const kept = await ask<Tested>('POST', '/test', { node: 'connection', config: config(asLine) });
      assert.equal(kept.status, 200, JSON.stringify(kept.body));
      assert.equal((await server.count()).created, created, 'the deployed session is used itself');
      const slower = { ...asLine, withoutRevocationList: true };
      const alike = await ask<Tested>('POST', '/test', { node: 'connection', config: config(slower) });
      assert.equal(alike.status, 200, JSON.stringify(alike.body));
      assert.equal((await server.count()).created, created + 1);
      const typed = await ask<Tested>('POST', '/test', {
        node: 'connection',
        config: config(asLine),
        secrets: { password: 'another' },
      });
      assert.match(typed.body.code ?? '', /^opcua\.bad-(user-access-denied|identity-token-rejected)$/);
      const other = await ask<Tested>('POST', '/test', {
        node: 'connection',
        config: config({ ...asLine, url: server.url.replace('127.0.0.1', 'localhost') }),
      });
      assert.match(other.body.code ?? '', /^opcua\.bad-(user-access-denied|identity-token-rejected)$/);
    });

    it('say by code why there is no session (node-opcua)', async () => {
      const dead = await ask<Tested>('POST', '/test', {
        config: config({ url: `opc.tcp://127.0.0.1:${await freePort()}` }),
      });
      assert.deepEqual([dead.status, dead.body.code], [502, 'opcua.connection-refused']);
      const unticked = await ask<Tested>('POST', '/test', { config: config({ unsecured: false }) });
      assert.deepEqual([unticked.status, unticked.body.code], [400, 'request.invalid']);
      const unset = await ask<Tested>('POST', '/test', { config: config({ url: '${NOT_SET}' }) });
      assert.deepEqual([unset.status, unset.body.code], [400, 'opcua-nodes.unset-variable']);
      const unoffered = await ask<Tested>('POST', '/test', {
        config: config({ security: 'chosen', policy: 'Aes256_Sha256_RsaPss' }),
      });
      assert.equal(unoffered.body.code, 'opcua.no-endpoint');
    });

    it('read rows as they are typed over the deployed session, each at its place (node-opcua)', async () => {
      const before = await server.count();
      const rows = [
        { name: 'a', address: plant('Scalar.Double') },
        { name: 'a', address: plant('Beyond') },
        { name: '', address: 'ns=' },
        { name: 'd', address: plant('Scalar.DateTime') },
        { name: 'e', address: plant('Array.Int32') },
      ];
      const { status, body } = await ask<Live>('POST', '/read', {
        connection: 'connection',
        format,
        tags: rows,
      });
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(
        body.samples.map(({ tag, value, quality }) => [tag, value, quality]),
        [
          ['a', 0.1, 'good'],
          ['a', null, 'bad'],
          ['', null, 'bad'],
          ['d', '2026-01-02T03:04:05.678Z', 'good'],
          ['e', '[-2147483648,0,2147483647]', 'good'],
        ],
      );
      assert.equal(body.samples[1]?.status?.name, 'BadNodeIdUnknown');
      assert.equal(body.samples[2]?.error?.code, 'tags.bad-format');
      assert.ok((body.pace?.answerTime ?? 0) > 0);
      assert.equal(body.perRequest, 50);
      assert.equal((await server.count()).accepted, before.accepted);
      const unknown = await ask<Tested>('POST', '/read', { connection: 'other', format, tags: rows });
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'opcua-nodes.connection-unknown']);
    });

    it('tell how the connections fare, and how they are protected (node-opcua)', async () => {
      const { body } = await ask<{ connections: readonly ListedConnection[] }>('GET', '/status');
      const [only] = body.connections;
      assert.deepEqual(
        [only?.phase, only?.unsecured, only?.security, only?.tables.map(({ tags }) => tags)],
        ['online', false, { policy: 'Basic256Sha256', mode: 'SignAndEncrypt' }, [1, 1]],
      );
      assert.ok(only && only.counters.requests > 0);
    });

    it('want the rights that they name (node-opcua)', async () => {
      const otto = await nodeRed.token('otto', 'a-very-good-one', 'read');
      const tested = await ask('POST', '/test', { config: config() }, otto);
      const read = await ask(
        'POST',
        '/read',
        { connection: 'connection', format, tags: [row('Counter.0')] },
        otto,
      );
      const status = await ask('GET', '/status', undefined, otto);
      assert.deepEqual([tested.status, read.status, status.status], [401, 401, 200]);
    });

    it('record what flows write: what to, where, what was known before, and how it ended (node-opcua)', async () => {
      const writes = (): readonly AuditEvent[] =>
        recordsIn(nodeRed.userDirectory).filter(({ name }) => name === 'opcua.write');
      await say(nodeRed, { payload: { 'Scalar.Double': 21.5 } });
      const written = await waitFor('the record', () => writes()[0]);
      assert.deepEqual([written.outcome, written.actor.kind], ['success', 'system']);
      assert.deepEqual(written.data, {
        tag: 'Scalar.Double',
        address: plant('Scalar.Double'),
        value: '21.5',
      });
      await say(nodeRed, { payload: { 'Scalar.Double': 51 } });
      const refused = await waitFor('the refusal', () => writes()[1]);
      assert.equal(refused.outcome, 'refused');
      assert.deepEqual(refused.data, {
        tag: 'Scalar.Double',
        address: plant('Scalar.Double'),
        value: '51',
        before: '21.5',
        code: 'BadOutOfRange',
      });
    });

    it('record who takes our own certificate (node-opcua)', async () => {
      assert.equal((await ask('GET', '/own-certificate')).status, 200);
      const taken = await waitFor('the record', () =>
        recordsIn(nodeRed.userDirectory).find(({ name }) => name === 'opcua.downloadOwn'),
      );
      assert.deepEqual([taken.outcome, taken.actor.name], ['success', 'anna']);
    });

    it('give no secret away: not in flows, exports, answers or logs (node-opcua)', async () => {
      const { flows } = await nodeRed.flows(token);
      assert.doesNotMatch(JSON.stringify(flows), new RegExp(secret));
      const { text } = await nodeRed.request(
        'GET',
        '/credentials/mw-opcua-connection/connection',
        undefined,
        {
          token,
        },
      );
      assert.deepEqual(JSON.parse(text), {
        has_password: true,
        has_userCertificate: false,
        has_userKey: false,
        has_passphrase: false,
      });
      assert.doesNotMatch(nodeRed.log, new RegExp(secret));
      assert.doesNotMatch(JSON.stringify(recordsIn(nodeRed.userDirectory)), new RegExp(secret));
    });
  });
}
