import assert from 'node:assert/strict';
import { ModbusClient, modbusErrors, TagReader } from '@millwright/modbus';
import type { Sample } from '@millwright/tags';
import { fillerPoints } from '../plant/filler-map.ts';
import { createFillerPlc } from '../plant/filler-plc.ts';
import type { Fault } from './faults.ts';
import type { SimulatedPlc } from './plc.ts';

const never = new AbortController().signal;
const tags = fillerPoints.map(({ name, area, address, type }) => ({
  name,
  area,
  address,
  type,
  byteOrder: 'ABCD' as const,
}));

describe('simulated PLC', () => {
  let plc: SimulatedPlc;
  let client: ModbusClient;
  let passed: number;

  beforeEach(async () => {
    passed = 0;
    ({ plc } = createFillerPlc({ port: 0, seed: 7, elapsed: () => passed }));
    await plc.listen();
    client = new ModbusClient({
      host: plc.host,
      port: plc.port,
      timeout: 250,
      connectTimeout: 500,
      policy: { firstDelay: 5, longestDelay: 10 },
    });
    client.connection.need();
  });

  afterEach(async () => {
    await client.close();
    await plc.close();
  });

  const reader = (): TagReader => new TagReader({ client, unit: 1, tags });
  const value = (samples: readonly Sample[], name: string) => samples.find(({ tag }) => tag === name)?.value;

  it('shows the machine as it stands, and its time passes between reads', async () => {
    const first = (await reader().read(never)).samples;
    assert.ok(first.every(({ quality }) => quality === 'good'));
    assert.equal(value(first, 'filler.count_good'), 0);
    assert.equal(value(first, 'filler.speed_sp'), 300);
    assert.equal(value(first, 'filler.enabled'), true);
    passed += 120_000;
    const later = (await reader().read(never)).samples;
    assert.ok(Number(value(later, 'filler.count_good')) > 400);
  });

  const outcomes: readonly [Fault, (error: unknown) => boolean][] = [
    [{ kind: 'silence', times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'delay', milliseconds: 400, times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'wrong-transaction', times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'truncate', times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'exception', code: 6, times: 1 }, modbusErrors.exception.is],
    [{ kind: 'wrong-unit', times: 1 }, modbusErrors.badResponse.is],
    [{ kind: 'wrong-function', times: 1 }, modbusErrors.badResponse.is],
    [{ kind: 'wrong-byte-count', times: 1 }, modbusErrors.badResponse.is],
    [{ kind: 'short-frame', times: 1 }, modbusErrors.badResponse.is],
    [{ kind: 'wrong-protocol', times: 1 }, modbusErrors.badFrame.is],
    [{ kind: 'garbage', times: 1 }, modbusErrors.badFrame.is],
    [{ kind: 'wrong-length', length: 0, times: 1 }, modbusErrors.badFrame.is],
    [{ kind: 'wrong-length', length: 0xffff, times: 1 }, modbusErrors.badFrame.is],
    [{ kind: 'close', times: 1 }, modbusErrors.connectionLost.is],
    [{ kind: 'reset', times: 1 }, modbusErrors.connectionLost.is],
  ];
  for (const [fault, isExpected] of outcomes) {
    const { kind, ...rest } = fault;
    it(`misbehaves by ${kind} ${JSON.stringify(rest)}, and the next read is right again`, async () => {
      const request = { area: 'holding-register', address: 0, quantity: 1 } as const;
      plc.misbehave(fault);
      await assert.rejects(client.read(1, request, never), isExpected);
      const { samples } = await untilRead(reader());
      assert.equal(value(samples, 'filler.recipe'), 1);
    });
  }

  for (const kind of ['split', 'duplicate'] as const) {
    it(`does no harm by ${kind}`, async () => {
      plc.misbehave({ kind });
      for (let turn = 0; turn < 5; turn += 1) {
        const { samples } = await reader().read(never);
        assert.equal(value(samples, 'filler.speed_sp'), 300);
      }
    });
  }

  it('misbehaves towards one unit only, and behaves again when told', async () => {
    const request = { area: 'holding-register', address: 0, quantity: 1 } as const;
    plc.misbehave({ kind: 'exception', code: 4, unit: 2 });
    await client.read(1, request, never);
    plc.misbehave({ kind: 'exception', code: 4, unit: 1 });
    await assert.rejects(client.read(1, request, never), modbusErrors.exception.is);
    plc.behave();
    await client.read(1, request, never);
  });

  it('refuses connections like a PLC that is off, and is back on the same port', async () => {
    await reader().read(never);
    await plc.refuse();
    assert.ok((await reader().read(never)).lost);
    await plc.listen();
    await untilRead(reader());
    assert.equal(plc.connections, 1);
  });

  /** Reads until the client has found its way back. */
  async function untilRead(from: TagReader) {
    for (const end = Date.now() + 2_000; ; ) {
      const reading = await from.read(never);
      if (reading.samples.every(({ quality }) => quality === 'good')) return reading;
      assert.ok(Date.now() < end, 'no good reading came any more');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
});
