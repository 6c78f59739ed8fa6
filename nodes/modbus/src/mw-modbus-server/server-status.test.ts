import assert from 'node:assert/strict';
import { serverStatus } from './server-status.ts';

const place = '/dev/ttyUSB0';
const server = { requests: 3, exceptions: 1, refused: 0 };
const listening = { phase: 'listening' } as const;

const statusOf = (road: 'rtu' | 'tcp' | 'udp', connections: number) =>
  serverStatus({
    id: 'server',
    config: { name: 'gate', road },
    place,
    server: { ...server, connections },
    state: listening,
    lastError: undefined,
  });

describe('how a deployed server is told to fare', () => {
  it('is that it waits while its serial line is gone, and why', () => {
    const { phase, error, clients } = statusOf('rtu', 0);
    assert.deepEqual(
      [phase, error?.code, error?.details?.['path']],
      ['waiting', 'modbus.serial-failed', place],
    );
    assert.equal(clients, undefined);
  });

  it('is that it listens on a line that is there, and on a network also for nobody', () => {
    for (const [road, connections] of [
      ['rtu', 1],
      ['tcp', 0],
      ['udp', 0],
    ] as const) {
      const { phase, error } = statusOf(road, connections);
      assert.deepEqual([phase, error], ['listening', undefined]);
    }
  });
});
