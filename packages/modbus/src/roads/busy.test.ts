import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { modbusErrors } from '../errors.ts';
import { sendAnswer } from '../serve/exchange.ts';
import { ModbusServer } from '../serve/server.ts';
import type { Session } from '../session.ts';
import { openSession } from './open.ts';

const never = new AbortController().signal;
const place = { host: '127.0.0.1' } as const;
const pdu = Uint8Array.of(3, 0, 7, 0, 1);
const timeout = 1_000;

for (const road of ['tcp', 'udp', 'rtu-over-tcp', 'ascii-over-tcp'] as const) {
  describe(`a process that is busy while an answer comes, ${road}`, () => {
    let clock: ManualClock;
    let server: ModbusServer;
    let session: Session;
    let isSilent: boolean;

    /** The process does something else until the time is up: timers come before what the network has. */
    const beBusy = (): void => {
      setTimeout(() => clock.advance(2 * timeout), 1);
      const end = performance.now() + 3;
      while (performance.now() < end);
    };

    beforeEach(async () => {
      clock = new ManualClock();
      isSilent = false;
      server = new ModbusServer({
        road,
        ...place,
        port: 0,
        serve: () => ({ data: Uint8Array.of(0, 7) }),
        send: (exchange) => {
          if (!isSilent) sendAnswer(exchange);
          beBusy();
        },
      });
      await server.listen();
      const { port } = server;
      session = await openSession({ road, ...place, port, timeout, connectTimeout: 20_000, clock }, never);
    });

    afterEach(async () => {
      await session.close();
      await server.close();
    });

    it('has the answer that came in time', async () => {
      assert.deepEqual([...(await session.request(1, pdu, never))], [3, 2, 0, 7]);
    });

    it('is told all the same that none came', async () => {
      isSilent = true;
      await assert.rejects(session.request(1, pdu, never), modbusErrors.timeout.is);
    });
  });
}
