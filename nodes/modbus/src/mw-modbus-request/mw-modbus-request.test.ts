import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { modbusErrors } from '@millwright/modbus';
import { WriteRecord } from '@millwright/plc/runtime';
import { ManualClock, tagErrors } from '@millwright/tags';
import { writeEvents } from '../common/events.ts';
import { createConnection, type ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import { context } from '../runtime/context.fixture.ts';
import type { ModbusRecord } from '../runtime/modbus-record.ts';
import { createRequest } from './mw-modbus-request.ts';
import { requestNode } from './schema.ts';

describe('what an expert asks for and is not done', () => {
  let connection: ModbusConnection;
  let recorded: {
    readonly outcome: string;
    readonly data: Record<string, unknown>;
    readonly target: object;
  }[];
  let input: (message: Record<string, unknown>) => Promise<void>;
  let close: () => void;
  let record: ModbusRecord;

  beforeEach(() => {
    recorded = [];
    // Nothing listens there: what is refused has no need of it.
    connection = createConnection(context(connectionNode, { host: '127.0.0.1', port: 1 }) as never);
    record = new WriteRecord(new ManualClock(), writeEvents);
    record.attach({
      services: { audit: { declare() {}, record: async (event: never) => void recorded.push(event) } },
      current: () => ({ actor: { kind: 'system' } }),
      log: { warn: assert.fail },
      onDispose() {},
    } as never);
    const node = createRequest(record)({
      ...context(requestNode, { connection: 'connection' }),
      refer: () => connection,
    } as never);
    input = (message) => node.input(message, () => assert.fail('it was sent on'));
    close = () => node.close();
  });
  afterEach(async () => {
    record.flush();
    close();
    await connection.close();
  });

  const write = { do: 'write-register', address: 3, value: 7 };
  const about = { kind: 'plc', name: '127.0.0.1:1' };
  const cases: readonly [string, object, Record<string, unknown>][] = [
    ['of no unit that there can be', { unit: 'x', payload: write }, { function: 'write-register' }],
    ['of a unit that is too high', { unit: 256, payload: write }, { function: 'write-register' }],
    [
      'of a function that there is not',
      { payload: { do: 'write-regsiter' } },
      { function: 'write-regsiter', unit: 1 },
    ],
    [
      'of a value that is none',
      { payload: { ...write, value: 70_000 } },
      { function: 'write-register', unit: 1 },
    ],
    [
      'of bytes to no unit',
      { unit: -1, payload: Buffer.from('0600030007', 'hex') },
      { function: 'write-register' },
    ],
    ['of no bytes', { payload: Buffer.alloc(0) }, { function: 'function 0', unit: 1 }],
  ];
  for (const [what, message, data] of cases) {
    it(`is recorded as refused where it may change something, as a write is: ${what}`, async () => {
      await assert.rejects(input({ ...message }), modbusErrors.badRequest.is);
      assert.equal(recorded.length, 1);
      const [{ outcome, target, data: known } = assert.fail()] = recorded;
      assert.equal(outcome, 'refused');
      assert.deepEqual(known, { ...data, code: 'modbus.bad-request' });
      assert.deepEqual(target, { ...about, id: 'unit' in data ? '127.0.0.1:1/1' : '127.0.0.1:1' });
    });
  }

  for (const [what, message] of [
    ['reads', { unit: 'x', payload: { do: 'read', area: 'coil', address: 0, quantity: 1 } }],
    ['names no function', { payload: { address: 1 } }],
    ['is nothing', { payload: '' }],
  ] as const) {
    it(`is nothing to record where it ${what}`, async () => {
      await assert.rejects(input({ ...message }), modbusErrors.badRequest.is);
      assert.deepEqual(recorded, []);
    });
  }

  it('does not flood the log with functions that a flow makes up, nor with their names', async () => {
    for (let turn = 0; turn < 100; turn += 1)
      await assert.rejects(input({ payload: { do: `${'x'.repeat(1_000)}${turn}` } }));
    assert.equal(recorded.length, 1);
    assert.equal(String(recorded[0]?.data['function']).length, 60);
  });

  it('is recorded as of unknown outcome where a deploy comes before its answer', async () => {
    // It takes what comes, and never answers.
    const plc = createServer().listen(0, '127.0.0.1');
    await once(plc, 'listening');
    const { port } = plc.address() as AddressInfo;
    const own = createConnection(context(connectionNode, { host: '127.0.0.1', port }) as never);
    const closing = new AbortController();
    const node = createRequest(record)({
      ...context(requestNode, { connection: 'connection' }, closing.signal),
      refer: () => own,
    } as never);
    try {
      const asked = node.input({ payload: write }, () => assert.fail('it was sent on'));
      const [socket] = await once(plc, 'connection');
      await once(socket, 'data');
      closing.abort();
      await assert.rejects(asked, tagErrors.outcomeUnknown.is);
      assert.deepEqual(
        recorded.map(({ outcome, data }) => [outcome, data['address'], data['code']]),
        [['unknown', 3, 'tags.outcome-unknown']],
      );
    } finally {
      node.close();
      await own.close();
      plc.close();
    }
  });
});
