import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { freePort, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { ListedConnection } from '../../nodes/modbus/src/common/routes.ts';
import { recordsIn } from '../audit/records.ts';
import { connection, observed, tags, waitToSee, watch } from './flow.ts';
import { StorePlc } from './store-plc.ts';

const base = '/millwright/modbus';
const users = [
  { username: 'anna', password: 'a-very-good-one', permissions: '*' },
  { username: 'otto', password: 'a-very-good-one', permissions: 'read' },
];
const row = { name: 'speed', area: 'holding-register', address: 0, type: 'uint16' };
const format = {
  notation: 'zero',
  byteOrder: 'ABCD',
  wide: 'number',
  encoding: 'latin1',
  sentinel: 'none',
  sentinelQuality: 'uncertain',
};

const limits = { registers: 2, bits: 2000, gap: 0 };

interface Tested {
  readonly milliseconds: number;
  readonly answered: boolean;
  readonly identification?: readonly { readonly name: string; readonly text: string }[];
  readonly status?: { readonly name: string };
  readonly code?: string;
  readonly place?: string;
  readonly unit?: number;
  readonly error?: { readonly code: string };
}

for (const target of targets()) {
  describe(`the routes of Modbus in ${target.title}`, function () {
    this.timeout(60_000);
    let plc: StorePlc;
    let nodeRed: NodeRedProcess;
    let token: string;

    before(async () => {
      plc = await StorePlc.listening();
      nodeRed = await startNodeRed({
        target,
        users,
        flows: observed(
          connection(plc.port),
          tags([row]),
          connection(plc.port, { id: 'gateway', timeout: 300 }),
          tags([row], { id: 'behind', connection: 'gateway', unit: 9 }),
          watch(50),
        ),
        only: ['node-red-modbus', 'node-red-audit'],
      });
      token = await nodeRed.token('anna', 'a-very-good-one');
      await waitToSee(nodeRed, 'values', ({ sample }) => sample?.quality === 'good');
    });
    after(async () => {
      await nodeRed?.stop();
      await plc.close();
    });

    const ask = <T>(method: string, path: string, body?: unknown, as = token) =>
      nodeRed.request<T>(method, `${base}${path}`, body, { token: as });
    const config = (more: object = {}) => ({ host: '127.0.0.1', port: plc.port, timeout: 2_000, ...more });
    const events = (): readonly AuditEvent[] =>
      recordsIn(nodeRed.userDirectory).filter(({ name }) => name === 'modbus.test');

    it('test a connection as it is typed, and leave nothing behind', async () => {
      const accepted = plc.accepted;
      const began = performance.now();
      const { status, body } = await ask<Tested>('POST', '/test', { config: config() });
      assert.equal(status, 200);
      assert.equal(body.answered, true);
      assert.ok(body.milliseconds > 0 && body.milliseconds < performance.now() - began);
      // This one does not tell what it is: the exception is its answer.
      assert.equal(body.status?.name, 'BadNotSupported');
      assert.equal(plc.accepted, accepted + 1);
      await waitFor('the end of the test', () => plc.connections === 1);
      await waitFor('the record', () => events().length === 1);
      assert.deepEqual([events()[0]?.outcome, events()[0]?.actor.name], ['success', 'anna']);
    });

    it('test a connection that is deployed on the one that it has', async () => {
      const accepted = plc.accepted;
      const { body } = await ask<Tested>('POST', '/test', { node: 'connection', config: config() });
      assert.equal(body.answered, true);
      assert.equal(plc.accepted, accepted);
    });

    it('keep what a test asks out of the counters of the connection that is deployed', async () => {
      const counted = async () => {
        const { body } = await ask<{ connections: ListedConnection[] }>('GET', '/status');
        const counters = body.connections.find(({ id }) => id === 'connection')?.counters;
        return [counters?.errors, counters?.lastError, counters?.suspended];
      };
      const before = await counted();
      const { body } = await ask<Tested>('POST', '/test', { node: 'connection', config: config(), unit: 9 });
      assert.deepEqual([body.unit, body.answered, body.error?.code], [9, false, 'modbus.timeout']);
      assert.deepEqual(await counted(), before);
    });

    it('test a unit that is known behind the connection', async () => {
      const { body } = await ask<Tested>('POST', '/test', { node: 'gateway', config: config() });
      assert.deepEqual([body.unit, body.answered], [9, false]);
    });

    it('say by code why there is no connection, and of a silent unit that it is silent', async () => {
      const dead = await freePort();
      const refused = await ask<Tested>('POST', '/test', { config: config({ port: dead }) });
      assert.deepEqual([refused.status, refused.body.code], [502, 'modbus.connection-refused']);
      const silent = await ask<Tested>('POST', '/test', { config: config(), unit: 9 });
      assert.deepEqual([silent.status, silent.body.answered], [200, false]);
      assert.equal(silent.body.status?.name, 'BadTimeout');
      assert.deepEqual(
        [silent.body.place, silent.body.unit, silent.body.error?.code],
        [`127.0.0.1:${plc.port}`, 9, 'modbus.timeout'],
      );
      const invalid = await ask<Tested>('POST', '/test', { config: config({ host: 'http://plc' }) });
      assert.deepEqual([invalid.status, invalid.body.code], [400, 'request.invalid']);
      const unset = await ask<Tested>('POST', '/test', { config: config({ host: '${MW_NO_SUCH}' }) });
      assert.deepEqual([unset.status, unset.body.code], [400, 'modbus-nodes.unset-variable']);
    });

    it('test for nobody who may not deploy, and not too often', async () => {
      const otto = await nodeRed.token('otto', 'a-very-good-one', 'read');
      assert.equal((await ask('POST', '/test', { config: config() }, otto)).status, 401);
      const answers: number[] = [];
      for (let turn = 0; turn < 11; turn += 1)
        answers.push((await ask('POST', '/test', { config: config() })).status);
      assert.equal(answers.at(-1), 429);
      await waitFor('the end of the tests', () => plc.connections === 1);
    });

    it('read rows as they are typed over the deployed connection, each at its place', async () => {
      plc.set(7, 0x41ac, 0x0000);
      const { status, body } = await ask<{
        readonly samples: readonly Record<string, unknown>[];
        readonly pace?: { readonly answerTime: number; readonly between: number; readonly atOnce: number };
      }>('POST', '/read', {
        connection: 'connection',
        unit: 1,
        format,
        limits,
        tags: [
          { ...row, name: '', address: '7', type: 'float32' },
          { ...row, address: 'nowhere' },
          { ...row, address: '500' },
          { ...row, address: '7' },
        ],
      });
      assert.equal(status, 200);
      assert.deepEqual(
        body.samples.map(({ value, quality }) => [value, quality]),
        [
          [21.5, 'good'],
          [null, 'bad'],
          [null, 'bad'],
          [0x41ac, 'good'],
        ],
      );
      assert.deepEqual(
        body.samples.map(({ error }) => (error as { code: string } | undefined)?.code),
        [undefined, 'tags.bad-format', 'modbus.exception', undefined],
      );
      assert.ok((body.pace?.answerTime ?? 0) > 0);
      assert.deepEqual([body.pace?.between, body.pace?.atOnce], [0, 1]);
      const unknown = await ask<Tested>('POST', '/read', {
        connection: 'x',
        unit: 1,
        format,
        limits,
        tags: [row],
      });
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'modbus-nodes.connection-unknown']);
    });

    it('M-B-04: read rows with requests no longer than their table allows', async () => {
      plc.asked.length = 0;
      const { status } = await ask('POST', '/read', {
        connection: 'connection',
        unit: 1,
        format,
        limits,
        tags: [10, 11, 12, 13, 14].map((address) => ({ ...row, address })),
      });
      assert.equal(status, 200);
      const quantities = plc.asked.flatMap((request) =>
        request.do === 'read' && request.address >= 10 ? [request.quantity] : [],
      );
      assert.deepEqual(quantities, [2, 2, 1]);
    });

    it('tell how the connections fare', async () => {
      const { body } = await ask<{ connections: readonly Record<string, unknown>[] }>('GET', '/status');
      assert.deepEqual(
        body.connections.map(({ id }) => id),
        ['connection', 'gateway'],
      );
      const [found] = body.connections;
      assert.deepEqual(
        [found?.['id'], found?.['place'], found?.['road'], found?.['phase'], found?.['readOnly']],
        ['connection', `127.0.0.1:${plc.port}`, 'tcp', 'online', false],
      );
      const counters = found?.['counters'] as { requests: number; bytes: { in: number } };
      assert.ok(counters.requests > 5 && counters.bytes.in > 20);
    });
  });
}
