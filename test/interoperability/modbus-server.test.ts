import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  answerFrom,
  identificationPart,
  MemoryStore,
  ModbusClient,
  ModbusServer,
  modbusErrors,
  packBits,
  packRegisters,
  type Request,
  unpackBits,
  unpackRegisters,
} from '@millwright/modbus';
import { requirePeer } from '@millwright/testing';
import type { Context } from 'mocha';
import { askWith } from './peers.ts';

const size = 200;
const terms = { source: 'test', signal: new AbortController().signal };
const identity = ['Millwright', 'filler', '1.2'].map((text, id) => ({
  id,
  value: new TextEncoder().encode(text),
}));

describe('our server', function () {
  this.timeout(60_000);
  let store: MemoryStore;
  let server: ModbusServer;
  let asked: Request['do'][];

  beforeEach(async () => {
    asked = [];
    store = new MemoryStore({
      coil: size,
      'discrete-input': size,
      'holding-register': size,
      'input-register': size,
    });
    store.write('discrete-input', 3, 2, packBits([true, true]));
    store.write('input-register', 5, 2, packRegisters([1_234, 65_535]));
    server = new ModbusServer({
      road: 'tcp',
      host: '127.0.0.1',
      port: 0,
      serve: (_unit, request) => {
        asked.push(request.do);
        if (request.do === 'report-server-id') throw new Error('nobody is to see this');
        return request.do === 'read-identification'
          ? identificationPart(identity, request)
          : answerFrom(store, request);
      },
    });
    await server.listen();
  });

  afterEach(() => server.close());

  const coils = (address: number, quantity: number) =>
    unpackBits(store.read('coil', address, quantity) as Uint8Array, quantity);
  const registers = (address: number, quantity: number) =>
    unpackRegisters(store.read('holding-register', address, quantity) as Uint8Array);

  it('M-S-01: does what pymodbus asks by every function that it knows', async function () {
    const requests = [
      { do: 'write-coil', address: 3, value: true },
      { do: 'write-coils', address: 8, values: [true, false, true, true, false, false, true, true, true] },
      { do: 'write-register', address: 4, value: 0x12 },
      { do: 'mask-register', address: 4, and: 0xf2, or: 0x25 },
      { do: 'write-registers', address: 5, values: [7, 65_535, 0] },
      { do: 'read-write-registers', address: 4, quantity: 3, to: 6, values: [9, 10] },
      { area: 'coil', address: 7, quantity: 10 },
      { area: 'discrete-input', address: 2, quantity: 4 },
      { area: 'holding-register', address: 4, quantity: 4 },
      { area: 'input-register', address: 5, quantity: 2 },
      { do: 'read-identification' },
    ];
    const answers = await askWith(this, 'pymodbus', 'tcp', String(server.port), requests);
    assert.deepEqual(answers.slice(5), [
      { values: [0x17, 7, 9] },
      { values: [0, 1, 0, 1, 1, 0, 0, 1, 1, 1] },
      { values: [0, 1, 1, 0] },
      { values: [0x17, 7, 9, 10] },
      { values: [1_234, 65_535] },
      { values: ['Millwright', 'filler', '1.2'] },
    ]);
    assert.ok(answers.every((answer) => 'values' in answer));
    assert.deepEqual(coils(3, 1), [true]);
    assert.deepEqual(registers(4, 4), [0x17, 7, 9, 10]);
    assert.equal(new Set(asked).size, 8);
  });

  it('M-S-01: does what mbpoll asks by every function that it knows', async function () {
    const mbpoll = requirePeer(this as unknown as Context, 'mbpoll');
    const run = async (...options: readonly string[]): Promise<readonly number[]> => {
      const [type = '', reference = '', ...rest] = options;
      const { stdout } = await promisify(execFile)(
        mbpoll,
        ['-m', 'tcp', '-p', String(server.port), '-a', '1', '-0', '-1', '-t', type, '-r', reference, ...rest],
        { timeout: 20_000 },
      );
      return [...stdout.matchAll(/^\[\d+\]:\s+(\d+)/gm)].map(([, value]) => Number(value));
    };
    const here = '127.0.0.1';
    await run('0', '3', here, '1');
    await run('0', '8', here, '1', '0', '1');
    await run('4', '4', here, '18');
    await run('4', '5', here, '7', '65535');
    assert.deepEqual(asked, ['write-coil', 'write-coils', 'write-register', 'write-registers']);
    assert.deepEqual(await run('0', '7', '-c', '4', here), [0, 1, 0, 1]);
    assert.deepEqual(await run('1', '2', '-c', '4', here), [0, 1, 1, 0]);
    assert.deepEqual(await run('4', '4', '-c', '2', here), [18, 7]);
    assert.deepEqual(await run('3', '5', '-c', '1', here), [1_234]);
  });

  const refusals: readonly [id: string, what: string, pdu: string, exception: number][] = [
    ['M-S-02', 'no registers', '0300000000', 3],
    ['M-S-02', '126 registers', '030000007e', 3],
    ['M-S-02', '2001 coils', '01000007d1', 3],
    ['M-S-02', '124 registers to write', `100000007cf8${'00'.repeat(247)}`, 3],
    ['M-S-02', '1969 coils to write', `0f000007b1f7${'00'.repeat(247)}`, 3],
    ['M-S-02', '122 registers to write while reading', `17000000010000007af4${'00'.repeat(243)}`, 3],
    ['M-S-03', 'an address outside of the map', '0300c80001', 2],
    ['M-S-03', 'a write that ends outside of the map', '1000c700020400010002', 2],
    ['M-S-03', 'a function that it does not know', '4100', 1],
    ['M-S-03', 'what makes its handler throw', '11', 4],
  ];
  for (const [id, what, pdu, exception] of refusals) {
    it(`${id}: answers ${what} with exception ${exception}`, async () => {
      const client = new ModbusClient({
        road: 'tcp',
        host: '127.0.0.1',
        port: server.port,
        timeout: 2_000,
        connectTimeout: 3_000,
      });
      client.connection.need();
      try {
        await assert.rejects(client.raw(1, Buffer.from(pdu, 'hex'), terms), (error) => {
          assert.ok(modbusErrors.exception.is(error));
          assert.equal((error.details as { exception: number }).exception, exception);
          assert.ok(!error.message.includes('nobody'));
          return true;
        });
      } finally {
        await client.close();
      }
      assert.deepEqual(registers(0, size), new Array(size).fill(0));
    });
  }
});
