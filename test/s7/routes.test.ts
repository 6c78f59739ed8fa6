import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { freePort, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import type { ListedConnection } from '../../nodes/s7/src/common/routes.ts';
import { recordsIn } from '../audit/records.ts';
import { connection, observed, row, tags, waitToSee, watch } from './support/flow.ts';

const base = '/millwright/s7';
const secret = 'geheim7';
const users = [
  { username: 'anna', password: 'a-very-good-one', permissions: '*' },
  { username: 'otto', password: 'a-very-good-one', permissions: 'read' },
];
const format = { wide: 'number', dates: 'date', zone: 'utc' };
const limits = { gap: 0, maxItems: 2, optimize: true };

interface Tested {
  readonly place?: string;
  readonly milliseconds?: number;
  readonly pdu?: number;
  readonly jobs?: number;
  readonly code?: string;
  readonly message?: string;
}

describe('the routes of S7', function () {
  this.timeout(60_000);
  let plc: SimulatedS7Plc;
  let protectedPlc: SimulatedS7Plc;
  let nodeRed: NodeRedProcess;
  let token: string;

  before(async () => {
    plc = new SimulatedS7Plc();
    protectedPlc = new SimulatedS7Plc({ protection: { level: 3, password: secret } });
    await Promise.all([plc.listen(), protectedPlc.listen()]);
    plc.memory.block(1).writeFloatBE(21.5, 4);
    nodeRed = await startNodeRed({
      users,
      flows: observed(
        connection(plc.port, { name: 'line' }),
        tags([row('level', 'DB1.DBD4:REAL')]),
        watch(50),
        connection(protectedPlc.port, { id: 'protected', credentials: { password: secret } }),
        tags([row('level', 'DB1.DBD4:REAL')], { id: 'behind', connection: 'protected' }),
      ),
      only: ['node-red-s7', 'node-red-audit'],
    });
    token = await nodeRed.token('anna', 'a-very-good-one');
    await waitToSee(nodeRed, 'values', ({ sample }) => sample?.quality === 'good');
  });
  after(async () => {
    await nodeRed?.stop();
    await Promise.all([plc?.close(), protectedPlc?.close()]);
  });

  const ask = <T>(method: string, path: string, body?: unknown, as = token) =>
    nodeRed.request<T>(method, `${base}${path}`, body, { token: as });
  const config = (more: object = {}) => ({ host: '127.0.0.1', port: plc.port, timeout: 5_000, ...more });
  const events = (): readonly AuditEvent[] =>
    recordsIn(nodeRed.userDirectory).filter(({ name }) => name === 's7.test');

  it('test a connection as it is typed, and leave nothing behind', async () => {
    const accepted = plc.accepted;
    const { status, body } = await ask<Tested>('POST', '/test', { config: config() });
    assert.deepEqual([status, body.place, body.pdu, body.jobs], [200, `127.0.0.1:${plc.port}`, 480, 8]);
    assert.ok(Number(body.milliseconds) > 0);
    assert.equal(plc.accepted, accepted + 1);
    await waitFor('the end of the test', () => plc.connections === 1);
    await waitFor('the record', () => events().length === 1);
    assert.deepEqual([events()[0]?.outcome, events()[0]?.actor.name], ['success', 'anna']);
  });

  it('test a connection that is deployed on the one that it has', async () => {
    const accepted = plc.accepted;
    const { status } = await ask<Tested>('POST', '/test', { node: 'connection', config: config() });
    assert.equal(status, 200);
    assert.equal(plc.accepted, accepted);
  });

  it('S-D-06: send a kept password only to the PLC that it belongs to, and tell it in no log, answer or event', async () => {
    const protect = (more: object = {}) => config({ port: protectedPlc.port, ...more });
    const right = await ask<Tested>('POST', '/test', {
      node: 'protected',
      config: protect({ timeout: 4_900 }),
    });
    assert.equal(right.status, 200);
    const wrong = await ask<Tested>('POST', '/test', {
      node: 'protected',
      config: protect(),
      secrets: { password: 'falsch' },
    });
    assert.deepEqual([wrong.status, wrong.body.code], [502, 's7.password-refused']);
    plc.recorder.forget();
    const elsewhere = await ask<Tested>('POST', '/test', { node: 'protected', config: config() });
    assert.equal(elsewhere.status, 200);
    const asked = plc.recorder.frames('in').filter((frame) => frame[8] === 7);
    assert.equal(asked.length, 0, 'no password went to the other PLC');
    assert.ok(!nodeRed.log.includes(secret) && !nodeRed.log.includes('falsch'));
    assert.ok(!JSON.stringify(events()).includes('falsch'));
  });

  it('say by code why there is no connection', async () => {
    const dead = await freePort();
    const refused = await ask<Tested>('POST', '/test', { config: config({ port: dead }) });
    assert.deepEqual([refused.status, refused.body.code], [502, 's7.connection-refused']);
    plc.settings.tsaps = [0x0102];
    try {
      const slot = await ask<Tested>('POST', '/test', { config: config({ slot: 7 }) });
      assert.deepEqual([slot.status, slot.body.code], [502, 's7.connect-refused']);
      assert.match(slot.body.message ?? '', /rack 0, slot 7.*no free connection resource/);
    } finally {
      plc.settings.tsaps = undefined;
    }
    const invalid = await ask<Tested>('POST', '/test', { config: config({ host: 'http://plc' }) });
    assert.deepEqual([invalid.status, invalid.body.code], [400, 'request.invalid']);
    const unset = await ask<Tested>('POST', '/test', { config: config({ host: '${MW_NO_SUCH}' }) });
    assert.deepEqual([unset.status, unset.body.code], [400, 's7-nodes.unset-variable']);
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

  it('read rows as they are typed over the deployed connection, each at its place, as its table asks', async () => {
    plc.recorder.forget();
    const { status, body } = await ask<{
      readonly samples: readonly Record<string, unknown>[];
      readonly pace?: { readonly answerTime: number; readonly atOnce: number };
      readonly pdu?: number;
    }>('POST', '/read', {
      connection: 'connection',
      format,
      limits,
      tags: [
        { name: '', address: 'DB1.DBD4', type: 'REAL' },
        { name: 'level', address: 'nowhere' },
        { name: 'level', address: 'DB9.DBW0' },
        { name: 'list', address: 'DB1.DBW100:INT[2]' },
      ],
    });
    assert.equal(status, 200);
    assert.deepEqual(
      body.samples.map(({ value, quality, error }) => [value, quality, (error as Tested | undefined)?.code]),
      [
        [21.5, 'good', undefined],
        [null, 'bad', 's7.bad-address'],
        [null, 'bad', 's7.object-missing'],
        ['[0,0]', 'good', undefined],
      ],
    );
    assert.ok(Number(body.pace?.answerTime) > 0);
    assert.deepEqual([body.pace?.atOnce, body.pdu], [8, 480]);
    assert.ok(plc.recorder.items('read').every((items) => items.length <= 2));
    const unknown = await ask<Tested>('POST', '/read', {
      connection: 'x',
      format,
      limits,
      tags: [{ name: 'a', address: 'MW0' }],
    });
    assert.deepEqual([unknown.status, unknown.body.code], [404, 's7-nodes.connection-unknown']);
  });

  it('tell how the connections fare', async () => {
    const status = () => ask<{ connections: readonly ListedConnection[] }>('GET', '/status');
    const { body } = await waitFor('traffic', async () => {
      const answer = await status();
      const counters = answer.body.connections[0]?.counters;
      return Number(counters?.requests) > 5 && Number(counters?.bytes.in) > 20 && answer;
    });
    const [found] = body.connections;
    assert.deepEqual(
      [found?.name, found?.phase, found?.called, found?.agreed, found?.tables],
      ['line', 'online', { rack: 0, slot: 1 }, { pdu: 480, jobs: 8 }, [{ name: '', tags: 1 }]],
    );
    assert.ok(!JSON.stringify(body).includes(secret));
  });
});
