import assert from 'node:assert/strict';
import { ModbusClient, ModbusServer, modbusErrors, openSession, type Session } from '@millwright/modbus';
import { pattern, patternMemory, SimulatedPlc } from '@millwright/simulators';
import type { ConnectionState } from '@millwright/tags';
import { waitFor } from '@millwright/testing';
import { type Line, layLine } from './line.ts';
import { readOver } from './memory.ts';

const never = new AbortController().signal;
const register = (address: number) => ({ area: 'holding-register', address, quantity: 1 }) as const;
const request = (address: number) => ({ do: 'read', ...register(address) }) as const;

for (const road of ['rtu', 'ascii'] as const) {
  describe(`a serial line, ${road}`, function () {
    this.timeout(60_000);
    const timeout = 300;
    let line: Line;
    let plc: SimulatedPlc;
    let session: Session;

    before(async function () {
      line = await layLine(this as unknown as Mocha.Context);
    });
    after(() => line?.close());

    beforeEach(async () => {
      plc = new SimulatedPlc({ road, serial: line.theirs, memory: patternMemory });
      await plc.listen();
      session = await openSession({ road, serial: line.ours, timeout }, never);
    });

    afterEach(async () => {
      await session.close();
      await plc.close();
    });

    for (const [what, late] of [
      ['less than the time-out', 1.4],
      ['more than the time-out', 3.2],
    ] as const) {
      it(`M-R-03: has no late answer among its values, one that is late by ${what}`, async () => {
        plc.misbehave({ kind: 'delay', milliseconds: late * timeout, times: 1 });
        await assert.rejects(readOver(session, register(1_111)), modbusErrors.timeout.is);
        for (let address = 2_000; address < 2_030; address += 1) {
          const values = await readOver(session, register(address)).catch((error: unknown) => {
            assert.ok(modbusErrors.badResponse.is(error) || modbusErrors.timeout.is(error), String(error));
            return undefined;
          });
          if (values) assert.deepEqual(values, [pattern.register('holding-register', address)]);
        }
        assert.deepEqual(await readOver(session, register(7)), [7]);
      });
    }

    it('M-R-03: has no late answer among its values where every one is late', async () => {
      plc.misbehave({ kind: 'delay', milliseconds: 1.3 * timeout });
      for (let round = 0; round < 5; round += 1)
        await assert.rejects(readOver(session, register(1_111 + round)), modbusErrors.timeout.is);
      plc.behave();
      assert.deepEqual(await readOver(session, register(7)), [7]);
    });

    for (const kind of ['wrong-checksum', 'truncate', 'garbage', 'wrong-unit', 'wrong-function'] as const) {
      it(`M-R-02: has no value from an answer with ${kind}, and the next one is right`, async () => {
        plc.misbehave({ kind, times: 1 });
        await assert.rejects(
          readOver(session, register(1_111)),
          (error) =>
            modbusErrors.badFrame.is(error) ||
            modbusErrors.badResponse.is(error) ||
            modbusErrors.timeout.is(error),
        );
        assert.deepEqual(await readOver(session, register(7)), [7]);
      });
    }

    for (const kind of ['noise', 'echo', 'split'] as const) {
      it(`M-R-02: finds the answer all the same with ${kind}`, async () => {
        plc.misbehave({ kind });
        for (const address of [1, 2, 3])
          assert.deepEqual(await readOver(session, register(address)), [address]);
      });
    }

    it('M-R-07: is silent for at least 3.5 characters between an answer and the next request', async () => {
      const gaps: number[] = [];
      let answered = Number.NaN;
      await plc.close();
      const server = new ModbusServer({
        road,
        serial: line.theirs,
        serve: () => {
          if (!Number.isNaN(answered)) gaps.push(performance.now() - answered);
          return { data: Uint8Array.of(0, 7) };
        },
        send: (exchange) => {
          if (exchange.answer) exchange.say(exchange.frame(exchange.answer));
          answered = performance.now();
        },
      });
      await server.listen();
      try {
        for (let round = 0; round < 20; round += 1) await readOver(session, register(7));
      } finally {
        await server.close();
      }
      // 8N1 at 19200: 3.5 characters of 10 bits.
      assert.equal(gaps.length, 19);
      assert.ok(Math.min(...gaps) >= 1.82, `${Math.min(...gaps)} ms`);
    });

    it('M-R-05: writes to all units at once, and gives them their time', async () => {
      const written: number[] = [];
      await plc.close();
      const server = new ModbusServer({
        road,
        serial: line.theirs,
        units: [1, 2],
        serve: (unit) => {
          written.push(unit);
          return { done: true };
        },
      });
      await server.listen();
      try {
        const started = performance.now();
        const answer = await session.request(0, Uint8Array.of(6, 0, 1, 0, 7), never);
        assert.equal(answer.length, 0);
        assert.ok(performance.now() - started >= 99);
        await waitFor('both units to have done it', () => written.length === 2);
        await assert.rejects(readOver(await at0(session), register(1)), modbusErrors.badRequest.is);
      } finally {
        await server.close();
      }
    });

    it('M-S-04: stays silent for a unit that is not on it', async () => {
      await plc.close();
      const others = new SimulatedPlc({ road, serial: line.theirs, memory: patternMemory, units: [9] });
      await others.listen();
      try {
        await assert.rejects(readOver(session, register(1)), modbusErrors.timeout.is);
      } finally {
        await others.close();
      }
    });

    it('M-R-09: is opened once for all its users, and again after it was closed', async () => {
      await session.close();
      const open = () => new ModbusClient({ road, serial: line.ours, timeout, policy: { linger: 0 } });
      for (let deploy = 0; deploy < 3; deploy += 1) {
        const client = open();
        const [first, second] = [client.connection.need(), client.connection.need()];
        const values = await Promise.all(
          ['a', 'b'].map((source) => client.perform(1, request(7), { source, signal: never })),
        );
        assert.deepEqual(
          values.map(({ data }) => data[1]),
          [7, 7],
        );
        // The deploy comes while one of them reads.
        const amid = client.perform(1, request(8), { source: 'a', signal: never }).catch(() => undefined);
        first();
        second();
        await client.close();
        await amid;
      }
      session = await openSession({ road, serial: line.ours, timeout }, never);
      assert.deepEqual(await readOver(session, register(7)), [7]);
    });

    it('is ours alone: a second one is told that it cannot be opened', async () => {
      await assert.rejects(
        openSession({ road, serial: line.ours, timeout }, never),
        (error) => modbusErrors.serialFailed.is(error) && error.message.includes(line.ours.path),
      );
    });

    it('M-R-08: says that its adapter is gone, and is back with it, without trying all the time', async () => {
      await session.close();
      let attempts = 0;
      const client = new ModbusClient({
        road,
        serial: line.ours,
        timeout,
        policy: { firstDelay: 50, longestDelay: 100 },
      });
      const states: ConnectionState[] = [];
      const unfollow = client.connection.onChange((state) => {
        states.push(state);
        if (state.phase === 'connecting') attempts += 1;
      });
      const release = client.connection.need();
      try {
        const first = await client.perform(1, request(7), { source: 'test', signal: never });
        assert.equal(first.data[1], 7);
        await plc.close();
        await line.unplug();
        await waitFor('the line to be missed', () => client.connection.state.phase === 'waiting');
        const { state } = client.connection;
        assert.ok(state.phase === 'waiting');
        assert.match(String(state.error), /is gone|cannot be used/);
        const before = attempts;
        await waitFor('further attempts', () => attempts >= before + 3);
        // Each of them has a pause before it, and none is shorter than the first one may be.
        const amid = states.filter(({ phase }) => phase === 'waiting' || phase === 'connecting').slice(1);
        amid.forEach((each, index) => {
          assert.equal(each.phase, index % 2 === 0 ? 'waiting' : 'connecting');
          if (each.phase === 'waiting') assert.ok(each.delay >= 40 && each.delay <= 100, `${each.delay} ms`);
        });
        await line.plug();
        await plc.listen();
        await waitFor('the line to be back', async () => {
          const again = await client.perform(1, request(7), { source: 'test', signal: never });
          return again.data[1] === 7;
        });
      } finally {
        unfollow();
        release();
        await client.close();
      }
      session = await openSession({ road, serial: line.ours, timeout }, never);
    });

    it('M-R-08: a server on it says that its adapter is gone, and is back with it', async () => {
      await session.close();
      await plc.close();
      const told: string[] = [];
      const server: ModbusServer = new ModbusServer({
        road,
        serial: line.ours,
        units: [1],
        serve: () => ({ data: Uint8Array.of(0, 7) }),
        onLine: () => told.push(server.absence === undefined ? 'back' : String(server.absence.error)),
      });
      await server.listen();
      try {
        await line.unplug();
        await waitFor('the line to be missed', () => server.absence !== undefined);
        assert.match(told[0] ?? '', /The serial port .* cannot be used: it is gone$/);
        await waitFor('the line to be looked for', () => told.length > 1);
        assert.ok(modbusErrors.serialFailed.is(server.absence?.error));
        await line.plug();
        await waitFor('the line to be back', () => server.absence === undefined);
        assert.equal(told.at(-1), 'back');
        const asking = await openSession({ road, serial: line.theirs, timeout }, never);
        try {
          // A machine that stalls may be late with the first answer.
          assert.deepEqual(await waitFor('an answer', () => readOver(asking, register(7))), [7]);
        } finally {
          await asking.close();
        }
      } finally {
        await server.close();
      }
    });
  });
}

/** The same session, for which whatever is asked goes to unit 0. */
async function at0(session: Session): Promise<Session> {
  return {
    onEnd: (listener) => session.onEnd(listener),
    close: () => session.close(),
    request: (_unit, pdu, signal) => session.request(0, pdu, signal),
    get busy() {
      return session.busy;
    },
    get rest() {
      return session.rest;
    },
    get traffic() {
      return session.traffic;
    },
  };
}
