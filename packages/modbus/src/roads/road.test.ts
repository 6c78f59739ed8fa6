import assert from 'node:assert/strict';
import { ModbusClient } from '../client.ts';
import type { RoadOptions } from './road.ts';

const network = { host: '127.0.0.1', port: 502, timeout: 1_000, connectTimeout: 1_000 };
const serial = { path: '/dev/ttyUSB0', baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

describe('what lies between two requests', () => {
  const between = (options: RoadOptions, pause = 0): number =>
    Number(new ModbusClient({ ...options, pause }).between.toFixed(2));

  it('is the pause that was asked for, or the silence of a line where that is longer', () => {
    assert.equal(between({ road: 'tcp', ...network }), 0);
    assert.equal(between({ road: 'tcp', ...network }, 200), 200);
    assert.equal(between({ road: 'rtu-over-tcp', ...network }), 2);
    assert.equal(between({ road: 'rtu', timeout: 1_000, serial }), 3.65);
    assert.equal(between({ road: 'rtu', timeout: 1_000, serial, silence: 20 }, 10), 20);
    assert.equal(between({ road: 'rtu', timeout: 1_000, serial, silence: 20 }, 50), 50);
  });
});
