import assert from 'node:assert/strict';
import { modbusErrors } from '@millwright/modbus';
import type { ListeningState } from './listening.ts';
import { serverStatus } from './server-status.ts';

const place = '/dev/ttyUSB0';
const server = { requests: 3, exceptions: 1, refused: 0 };

const statusOf = (
  road: 'rtu' | 'tcp' | 'udp',
  connections: number,
  state: ListeningState = { phase: 'listening' },
) =>
  serverStatus({
    id: 'server',
    config: { name: 'gate', road },
    place,
    server: { ...server, connections },
    state,
    lastError: undefined,
  });

describe('how a deployed server is told to fare', () => {
  it('is that it waits while its serial line is gone, and why', () => {
    const reason = modbusErrors.serialFailed({ path: place, reason: 'it is gone' });
    const state: ListeningState = { phase: 'waiting', delay: 1_000, error: reason };
    const { phase, delay, error, clients } = statusOf('rtu', 0, state);
    assert.deepEqual(
      [phase, delay, error?.code, error?.details?.['path']],
      ['waiting', 1_000, 'modbus.serial-failed', place],
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
