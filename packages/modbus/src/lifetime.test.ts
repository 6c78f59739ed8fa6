import assert from 'node:assert/strict';
import { ManualClock, tagErrors } from '@millwright/tags';
import { OwnTime } from '@millwright/testing/own-time';
import { ModbusClient } from './client.ts';
import type { ClientOptions, PerformOptions } from './client-options.ts';
import { modbusErrors } from './errors.ts';
import { type ServedExchange, sendAnswer } from './serve/exchange.ts';
import { ModbusServer } from './serve/server.ts';
import { statusOfError } from './status.ts';

const terms: PerformOptions = { source: 'test', signal: new AbortController().signal };
const readOne = { do: 'read', area: 'holding-register', address: 0, quantity: 1 } as const;
const writeOne = { do: 'write-register', address: 0, value: 1 } as const;
const place = { road: 'tcp', host: '127.0.0.1' } as const;

describe('life of a client', () => {
  let server: ModbusServer;
  let client: ModbusClient;
  let send: (exchange: ServedExchange) => void;
  /** When each request came, and its unit. */
  let came: { readonly at: number; readonly unit: number }[];
  let exceptionOf: (unit: number) => number | undefined;

  beforeEach(async () => {
    send = sendAnswer;
    came = [];
    exceptionOf = () => undefined;
    server = new ModbusServer({
      ...place,
      port: 0,
      serve: (unit) => {
        came.push({ at: performance.now(), unit });
        const exception = exceptionOf(unit);
        return exception === undefined ? { data: Uint8Array.of(0, unit) } : { exception };
      },
      send: (exchange) => send(exchange),
    });
    await server.listen();
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  function open(
    more: Partial<Pick<ClientOptions, 'timeout' | 'pause' | 'connectDelay' | 'clock' | 'policy'>> = {},
  ): void {
    client = new ModbusClient({ ...place, port: server.port, timeout: 300, connectTimeout: 500, ...more });
    client.connection.need();
  }
  const read = (unit = 1) => client.perform(unit, readOne, terms);

  /** Waits for the state of the connection. */
  function untilPhase(phase: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (client.connection.state.phase !== phase) return;
        unfollow();
        resolve();
      };
      const unfollow = client.connection.onChange(look);
      look();
    });
  }

  it('M-T-10: settles everything when it is closed, in less than 2 s, and leaves no socket', async () => {
    open({ timeout: 60_000 });
    const silent = new Promise<void>((resolve) => {
      send = () => resolve();
    });
    const settled = Promise.allSettled([read(1), read(2), read(3), client.perform(4, writeOne, terms)]);
    await silent;
    const time = OwnTime.begin();
    await Promise.all([client.close(), client.close()]);
    const outcomes = (await settled).map((each) => each.status === 'rejected' && each.reason);
    assert.ok(time.end() < 2_000);
    // Of the one that was on its way nobody knows, since it is a write; the others were never sent.
    assert.deepEqual(
      outcomes.map((error) => error.code),
      [...new Array(3).fill(modbusErrors.closed.code), tagErrors.outcomeUnknown.code],
    );
    await server.close();
    assert.equal(server.connections, 0);
    assert.equal(came.length, 1);
  });

  const endings: readonly [string, string, string, (exchange: ServedExchange) => void][] = [
    [
      'M-T-05',
      'answers with a length that no frame has',
      'BadCommunicationError',
      ({ say }) => say(Uint8Array.of(0, 1, 0, 0, 0xff, 0xff, 1, 3)),
    ],
    ['M-T-08', 'closes the connection', 'BadNotConnected', ({ cut }) => cut('close')],
    ['M-T-09', 'resets the connection', 'BadNotConnected', ({ cut }) => cut('reset')],
  ];
  for (const [id, what, status, end] of endings) {
    it(`${id}: fails at once where the PLC ${what}, connects anew, and reads on`, async () => {
      open({ timeout: 60_000, policy: { firstDelay: 5, longestDelay: 10 } });
      await read();
      send = end;
      const error = await read().catch((reason: unknown) => reason);
      assert.equal(statusOfError(error).name, status);
      send = sendAnswer;
      await untilPhase('online');
      assert.deepEqual([...(await read()).data], [0, 1]);
      assert.equal(server.accepted, 2);
    });
  }

  it('M-T-11: tries no more than ten times in 60 s where nobody listens', async () => {
    await server.close();
    const clock = new ManualClock();
    let attempts = 0;
    open({ clock });
    attempts += 1;
    client.connection.onChange(({ phase }) => {
      if (phase === 'connecting') attempts += 1;
    });
    const end = clock.elapsed() + 60_000;
    while (clock.elapsed() < end) {
      await untilPhase('waiting');
      const { state } = client.connection;
      assert.ok(state.phase === 'waiting' && modbusErrors.connectionRefused.is(state.error));
      await assert.rejects(read(), modbusErrors.connectionRefused.is);
      clock.advance(Math.min(state.delay, end - clock.elapsed()));
    }
    assert.ok(attempts >= 5 && attempts <= 10, `${attempts} attempts`);
  });

  it('M-T-14: notices with the next request a peer that has vanished without a word', async () => {
    open({ policy: { firstDelay: 5, longestDelay: 10 } });
    await read();
    send = () => {};
    const time = OwnTime.begin();
    await assert.rejects(read(), modbusErrors.timeout.is);
    assert.equal(client.connection.state.phase, 'degraded');
    assert.ok(time.end() < 1_000);
    await assert.rejects(read(), modbusErrors.timeout.is);
    await assert.rejects(read(), modbusErrors.timeout.is);
    send = sendAnswer;
    await untilPhase('online');
    await read();
    assert.equal(server.accepted, 2);
  });

  for (const [exception, name] of [
    [0x0a, 'gateway path unavailable'],
    [0x0b, 'gateway target device failed to respond'],
  ] as const) {
    it(`M-G-02: keeps the connection for the other units where one is answered by "${name}"`, async () => {
      exceptionOf = (unit) => (unit === 2 ? exception : undefined);
      open();
      for (let turn = 0; turn < 5; turn += 1) {
        assert.deepEqual([...(await read(1)).data], [0, 1]);
        await assert.rejects(read(2), (error) => {
          return modbusErrors.exception.is(error) || tagErrors.unitSuspended.is(error);
        });
      }
      assert.equal(client.connection.state.phase, 'online');
      assert.equal(server.accepted, 1);
    });
  }

  it('M-G-03: keeps 50 ms between an answer and the next request, whoever asks', async () => {
    const answered: number[] = [];
    send = (exchange) => {
      sendAnswer(exchange);
      answered.push(performance.now());
    };
    open({ pause: 50 });
    await Promise.all([read(1), read(2), client.perform(3, writeOne, terms).catch(() => {}), read(1)]);
    assert.ok(came.length >= 3);
    came.slice(1).forEach(({ at }, index) => {
      const pause = at - (answered[index] ?? Number.NaN);
      // Two clocks of one machine: the timer may be early by a part of a millisecond.
      assert.ok(pause >= 49, `${pause} ms`);
    });
  });

  it('M-G-03: keeps 1 s between connecting and the first request', async () => {
    open({ connectDelay: 1_000 });
    await untilPhase('online');
    const connected = performance.now();
    await read();
    const [first] = came;
    assert.ok(first && first.at - connected >= 990, `${(first?.at ?? 0) - connected} ms`);
    const time = OwnTime.begin();
    await read();
    assert.ok(time.end() < 900);
  });
});
