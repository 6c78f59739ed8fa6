import assert from 'node:assert/strict';
import { openSession } from '@millwright/modbus';
import { Meter } from './meter.ts';
import { meters } from './meter-map.ts';
import { createMeterPlc } from './meter-plc.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('energy meter', () => {
  it('measures the same with the same seed, however its time is divided', () => {
    const whole = new Meter(12, 7);
    whole.advance(hour);
    const pieces = new Meter(12, 7);
    for (let piece = 0; piece < 7_200; piece += 1) pieces.advance(500);
    assert.deepEqual(whole.values(), pieces.values());
    const other = new Meter(12, 8);
    other.advance(hour);
    assert.notDeepEqual(whole.values(), other.values());
  });

  for (const { unit, base } of meters) {
    it(`counts what it measures, unit ${unit}`, () => {
      const meter = new Meter(unit, 3);
      const before = Number(meter.values().energy);
      for (let passed = 0; passed < 10 * hour; passed += minute) {
        meter.advance(minute);
        const power = Number(meter.values().power);
        assert.ok(power > base / 2 && power < base * 1.5, `${power} kW`);
      }
      const counted = (Number(meter.values().energy) - before) / 10;
      assert.ok(counted > base * 9 && counted < base * 11, `${counted} kWh`);
    });
  }

  it('drops out about every ten minutes where it is unit 13, and never elsewhere', () => {
    const outages = (meter: Meter): number => {
      let count = 0;
      for (let passed = 0, was = true; passed < 24 * hour; passed += 1_000) {
        meter.advance(1_000);
        if (was && !meter.isThere) count += 1;
        was = meter.isThere;
      }
      return count;
    };
    const often = outages(new Meter(13, 7));
    assert.ok(often > 80 && often < 200, `${often} outages in a day`);
    assert.equal(outages(new Meter(11, 7)), 0);
  });

  it('is there in the first twenty minutes, whatever its seed', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const meter = new Meter(13, seed);
      for (let passed = 0; passed < 20 * minute - 1_000; passed += 1_000) {
        meter.advance(1_000);
        assert.ok(meter.isThere, `seed ${seed}, ${passed} ms`);
      }
    }
  });

  it('is behind a slow gateway with the others', async () => {
    const never = new AbortController().signal;
    const plc = createMeterPlc({ port: 0, seed: 7, elapsed: () => 0 });
    await plc.listen();
    const session = await openSession(
      { road: 'rtu-over-tcp', host: plc.host, port: plc.port, timeout: 3_000, connectTimeout: 3_000 },
      never,
    );
    try {
      const started = performance.now();
      for (const { unit, base } of meters) {
        const answer = Buffer.from(await session.request(unit, Uint8Array.of(4, 0, 0, 0, 4), never));
        assert.equal(answer.readFloatBE(2), base);
        assert.ok(answer.readUInt32BE(6) >= 100_000);
      }
      assert.ok(performance.now() - started > 60);
    } finally {
      await session.close();
      await plc.close();
    }
  });
});
