import assert from 'node:assert/strict';
import { modbusErrors, type Request } from '@millwright/modbus';
import { encodeValue } from '@millwright/tags';
import { waitFor } from '@millwright/testing';
import { createFillerPlc } from '../plant/filler-plc.ts';
import { Pair } from './client.fixture.ts';
import { writablePatternMemory } from './memory.ts';
import { SimulatedPlc } from './plc.ts';

const exception =
  (code: number) =>
  (error: unknown): boolean =>
    modbusErrors.exception.is(error) && (error.details as { exception: number }).exception === code;

describe('a simulated unit', () => {
  let pair: Pair;
  let plc: SimulatedPlc;

  async function start(made: SimulatedPlc): Promise<void> {
    plc = made;
    pair = await Pair.of(made);
  }

  afterEach(() => pair.close());

  const ask = <R extends Request>(request: R, unit = 1) => pair.ask(request, unit);
  const read = async (
    area: 'coil' | 'holding-register' | 'input-register',
    address: number,
    quantity = 1,
  ) => [...(await ask({ do: 'read', area, address, quantity })).data];

  describe('of the filler', () => {
    let passed: number;

    beforeEach(async () => {
      passed = 0;
      await start(createFillerPlc({ port: 0, seed: 7, elapsed: () => passed }).plc);
    });

    const float = (value: number) => encodeValue(value, { type: 'float32', byteOrder: 'ABCD' });
    const writeSpeed = (value: number) => ask({ do: 'write-registers', address: 2, data: float(value) });

    it('takes set points, and the machine follows', async () => {
      await writeSpeed(120);
      assert.deepEqual(await read('holding-register', 2, 2), [...float(120)]);
      passed += 120_000;
      const speed = Buffer.from(await read('input-register', 2, 2)).readFloatBE();
      assert.ok(Math.abs(speed - 120) < 5, `${speed}`);
      await ask({ do: 'write-coil', address: 0, value: false });
      passed += 60_000;
      assert.deepEqual(await read('input-register', 0), [0, 2]);
      await ask({ do: 'write-coil', address: 0, value: true });
      passed += 60_000;
      assert.notDeepEqual(await read('input-register', 0), [0, 2]);
    });

    it('refuses what is out of range, and changes nothing then', async () => {
      const before = await read('holding-register', 0, 4);
      for (const speed of [59, 331, -1, 1e30]) await assert.rejects(writeSpeed(speed), exception(3));
      await assert.rejects(
        ask({ do: 'write-registers', address: 2, data: Uint8Array.of(0x7f, 0xc0, 0, 0) }),
        exception(3),
      );
      await assert.rejects(ask({ do: 'write-register', address: 0, value: 3 }), exception(3));
      assert.deepEqual(await read('holding-register', 0, 4), before);
    });

    it('lets another recipe have its own speed and limits', async () => {
      await ask({ do: 'write-register', address: 0, value: 2 });
      assert.deepEqual(await read('holding-register', 2, 2), [...float(180)]);
      await assert.rejects(writeSpeed(300), exception(3));
    });

    it('has no set points elsewhere', async () => {
      for (const address of [1, 4, 500])
        await assert.rejects(ask({ do: 'write-register', address, value: 1 }), exception(2));
      await assert.rejects(ask({ do: 'write-coil', address: 1, value: true }), exception(2));
    });
  });

  it('holds a memory that can be written, one for each unit', async () => {
    await start(new SimulatedPlc({ memory: writablePatternMemory, units: [1, 2] }));
    await ask({ do: 'write-registers', address: 10, data: Uint8Array.of(1, 2, 3, 4) });
    await ask({ do: 'write-coils', address: 3, values: [true, false, true] });
    await ask({ do: 'mask-register', address: 10, and: 0xff00, or: 0x00aa });
    assert.deepEqual(await read('holding-register', 9, 4), [0, 9, 1, 0xaa, 3, 4, 0, 12]);
    assert.deepEqual(await read('coil', 0, 8), [0b0110_1101]);
    const other = await ask({ do: 'read', area: 'holding-register', address: 10, quantity: 1 }, 2);
    assert.deepEqual([...other.data], [0, 10]);
  });

  it('has files, a queue, and a name', async () => {
    await start(new SimulatedPlc({ memory: writablePatternMemory }));
    const data = Uint8Array.of(1, 2, 3, 4);
    await ask({ do: 'write-file', records: [{ file: 2, record: 9_998, data }] });
    const { records } = await ask({ do: 'read-file', records: [{ file: 2, record: 9_997, length: 3 }] });
    assert.deepEqual([...(records[0] ?? [])], [0, 0, 1, 2, 3, 4]);
    await assert.rejects(
      ask({ do: 'read-file', records: [{ file: 4, record: 0, length: 1 }] }),
      exception(2),
    );
    assert.deepEqual([...(await ask({ do: 'read-queue', address: 0 })).data].slice(0, 4), [0, 7, 0, 77]);
    assert.equal(Buffer.from((await ask({ do: 'report-server-id' })).data).at(-1), 0xff);
    const { objects } = await pair.client.identify(1, 2, pair.terms);
    assert.equal(objects[0]?.text, 'Millwright');
  });

  it('goes and comes back, and the others stay', async () => {
    await start(
      new SimulatedPlc({ memory: writablePatternMemory, units: [11, 12], absent: 'gateway-exception' }),
    );
    const one = { do: 'read', area: 'coil', address: 0, quantity: 1 } as const;
    await ask(one, 11);
    plc.leave(11);
    await assert.rejects(ask(one, 11), exception(11));
    await assert.rejects(ask(one, 13), exception(11));
    await ask(one, 12);
    plc.comeBack(11);
    await waitFor('unit 11 to answer', () => ask(one, 11));
  });

  it('says that it is busy, or has not finished', async () => {
    await start(new SimulatedPlc({ memory: writablePatternMemory }));
    plc.misbehave({ kind: 'busy', times: 1 });
    await assert.rejects(ask({ do: 'write-register', address: 0, value: 1 }), exception(6));
    plc.misbehave({ kind: 'in-progress', times: 1 });
    await assert.rejects(read('coil', 0), exception(5));
  });

  it('leaves a connection half open, and answers on another one', async () => {
    await start(new SimulatedPlc({ memory: writablePatternMemory }));
    const one = { do: 'read', area: 'coil', address: 0, quantity: 1 } as const;
    await ask(one);
    plc.misbehave({ kind: 'half-open', times: 1 });
    for (let turn = 0; turn < 2; turn += 1) await assert.rejects(ask(one), modbusErrors.timeout.is);
    await waitFor('a new connection', () => ask(one));
    assert.equal(plc.accepted, 2);
  });

  it('misbehaves only now and then where it is told to', async () => {
    await start(new SimulatedPlc({ memory: writablePatternMemory, seed: 7 }));
    plc.misbehave({ kind: 'exception', code: 4, share: 0.3 });
    let failed = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      await read('coil', 0).catch(() => {
        failed += 1;
      });
    }
    assert.ok(failed > 35 && failed < 85, `${failed} of 200`);
  });
});
