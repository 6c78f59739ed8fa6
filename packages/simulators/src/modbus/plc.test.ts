import assert from 'node:assert/strict';
import { modbusErrors, type Request, UnitTable } from '@millwright/modbus';
import type { Sample } from '@millwright/tags';
import { fillerPoints } from '../plant/filler-map.ts';
import { createFillerPlc } from '../plant/filler-plc.ts';
import { Pair } from './client.fixture.ts';
import type { Fault } from './faults.ts';
import type { SimulatedPlc } from './plc.ts';

/** Milliseconds: a busy machine answers within it too. */
const timeout = 500;
const tags = fillerPoints.map(({ name, area, address, type }) => ({
  name,
  area,
  address,
  type,
  byteOrder: 'ABCD' as const,
}));

describe('simulated PLC', () => {
  let pair: Pair;
  let plc: SimulatedPlc;
  let passed: number;

  beforeEach(async () => {
    passed = 0;
    ({ plc } = createFillerPlc({ port: 0, seed: 7, elapsed: () => passed }));
    pair = await Pair.of(plc, timeout);
  });

  afterEach(() => pair.close());

  const table = (): UnitTable => new UnitTable({ client: pair.client, unit: 1, tags });
  const read = (from: UnitTable) => from.read(undefined, pair.terms);
  const ask = (request: Request) => pair.ask(request);
  const value = (samples: readonly Sample[], name: string) => samples.find(({ tag }) => tag === name)?.value;

  it('shows the machine as it stands, and its time passes between reads', async () => {
    const first = (await read(table())).samples;
    assert.ok(first.every(({ quality }) => quality === 'good'));
    assert.equal(value(first, 'filler.count_good'), 0);
    assert.equal(value(first, 'filler.speed_sp'), 300);
    assert.equal(value(first, 'filler.enabled'), true);
    passed += 120_000;
    const later = (await read(table())).samples;
    assert.ok(Number(value(later, 'filler.count_good')) > 400);
  });

  const outcomes: readonly [Fault, (error: unknown) => boolean][] = [
    [{ kind: 'silence', times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'delay', milliseconds: timeout + 200, times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'wrong-transaction', times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'truncate', times: 1 }, modbusErrors.timeout.is],
    [{ kind: 'exception', code: 4, times: 1 }, modbusErrors.exception.is],
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
      const request = { do: 'read', area: 'holding-register', address: 0, quantity: 1 } as const;
      plc.misbehave(fault);
      await assert.rejects(ask(request), isExpected);
      const { samples } = await untilRead(table());
      assert.equal(value(samples, 'filler.recipe'), 1);
    });
  }

  for (const kind of ['split', 'duplicate'] as const) {
    it(`does no harm by ${kind}`, async () => {
      plc.misbehave({ kind });
      for (let turn = 0; turn < 5; turn += 1) {
        const { samples } = await read(table());
        assert.equal(value(samples, 'filler.speed_sp'), 300);
      }
    });
  }

  it('misbehaves towards one unit only, and behaves again when told', async () => {
    const request = { do: 'read', area: 'holding-register', address: 0, quantity: 1 } as const;
    plc.misbehave({ kind: 'exception', code: 4, unit: 2 });
    await ask(request);
    plc.misbehave({ kind: 'exception', code: 4, unit: 1 });
    await assert.rejects(ask(request), modbusErrors.exception.is);
    plc.behave();
    await ask(request);
  });

  it('refuses connections like a PLC that is off, and is back on the same port', async () => {
    await read(table());
    await plc.refuse();
    assert.ok((await read(table())).lost);
    await plc.listen();
    await untilRead(table());
    assert.equal(plc.connections, 1);
  });

  /** Reads until the client has found its way back. */
  async function untilRead(from: UnitTable) {
    for (const end = Date.now() + 2_000; ; ) {
      const reading = await read(from);
      if (reading.samples.every(({ quality }) => quality === 'good')) return reading;
      assert.ok(Date.now() < end, 'no good reading came any more');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
});
