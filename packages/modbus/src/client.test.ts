import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ConnectionState } from '@millwright/tags';
import { ModbusClient } from './client.ts';
import { modbusErrors } from './errors.ts';
import { exceptionCode } from './pdu/exceptions.ts';
import type { ReadRequest } from './pdu/request.ts';
import { type ServedExchange, sendAnswer } from './serve/exchange.ts';
import { ModbusServer } from './serve/server.ts';

const never = new AbortController().signal;
const terms = { source: 'test', signal: never };
const request = { area: 'holding-register', address: 0, quantity: 1 } as const;
const policy = { firstDelay: 20, longestDelay: 50, linger: 20 };

async function read(client: ModbusClient, unit: number, what: Omit<ReadRequest, 'do'>): Promise<Uint8Array> {
  const { data } = await client.perform(unit, { do: 'read', ...what }, terms);
  return data;
}

function reached(client: ModbusClient, phase: ConnectionState['phase']): Promise<ConnectionState> {
  return new Promise((resolve) => {
    const look = (state: ConnectionState): void => {
      if (state.phase !== phase) return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = client.connection.onChange(look);
    look(client.connection.state);
  });
}

describe('Modbus client', () => {
  let server: ModbusServer;
  let client: ModbusClient;
  let send: (exchange: ServedExchange) => void;
  let exception: number | undefined;
  let faults: unknown[];

  beforeEach(async () => {
    send = sendAnswer;
    exception = undefined;
    faults = [];
    server = new ModbusServer({
      road: 'tcp',
      host: '127.0.0.1',
      port: 0,
      serve: () => (exception === undefined ? { data: Uint8Array.of(0, 42) } : { exception }),
      send: (exchange) => send(exchange),
    });
    await server.listen();
    client = new ModbusClient({
      road: 'tcp',
      host: '127.0.0.1',
      port: server.port,
      timeout: 300,
      connectTimeout: 500,
      policy,
      onFault: (error) => faults.push(error),
    });
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  it('connects when it is first needed and not before', async () => {
    await assert.rejects(read(client, 1, request), modbusErrors.closed.is);
    assert.equal(server.accepted, 0);
    client.connection.need();
    assert.deepEqual([...(await read(client, 1, request))], [0, 42]);
    assert.equal(server.accepted, 1);
  });

  it('shares one connection among all that need it', async () => {
    client.connection.need();
    client.connection.need();
    await Promise.all([1, 2, 3, 4].map((unit) => read(client, unit, request)));
    assert.equal(server.accepted, 1);
  });

  it('keeps the connection through exceptions', async () => {
    exception = exceptionCode.illegalDataAddress;
    client.connection.need();
    for (let turn = 0; turn < 5; turn += 1) {
      await assert.rejects(read(client, 1, request), modbusErrors.exception.is);
    }
    assert.equal(client.connection.state.phase, 'online');
    assert.equal(server.accepted, 1);
  });

  it('keeps the connection through answers that do not fit, and takes no value from them', async () => {
    client.connection.need();
    send = (exchange) => exchange.say(exchange.frame(Uint8Array.of(3, 0)));
    for (let turn = 0; turn < 5; turn += 1) {
      await assert.rejects(read(client, 1, request), modbusErrors.badResponse.is);
    }
    send = sendAnswer;
    assert.deepEqual([...(await read(client, 1, request))], [0, 42]);
    assert.equal(server.accepted, 1);
  });

  it('M-T-13: opens a silent connection anew after three time-outs, and is online with the first answer', async () => {
    send = () => {};
    client.connection.need();
    await assert.rejects(read(client, 1, request), modbusErrors.timeout.is);
    assert.equal(client.connection.state.phase, 'degraded');
    await assert.rejects(read(client, 1, request), modbusErrors.timeout.is);
    await assert.rejects(read(client, 1, request), modbusErrors.timeout.is);
    assert.equal(client.connection.state.phase, 'waiting');
    await assert.rejects(read(client, 1, request), modbusErrors.timeout.is);
    send = sendAnswer;
    await reached(client, 'online');
    await read(client, 1, request);
    assert.deepEqual(client.connection.state, { phase: 'online', failures: 0 });
    assert.equal(server.accepted, 2);
  });

  it('reads on though somebody who follows the connection throws', async () => {
    const bug = new Error('bug');
    client.connection.onChange(() => {
      throw bug;
    });
    client.connection.need();
    assert.deepEqual([...(await read(client, 1, request))], [0, 42]);
    send = () => {};
    await assert.rejects(read(client, 1, request), modbusErrors.timeout.is);
    send = sendAnswer;
    assert.deepEqual([...(await read(client, 1, request))], [0, 42]);
    assert.deepEqual(client.connection.state, { phase: 'online', failures: 0 });
    assert.deepEqual(new Set(faults), new Set([bug]));
    assert.equal(server.accepted, 1);
  });

  it('makes a fault that nobody takes a warning of the process', async () => {
    const lone = new ModbusClient({
      road: 'tcp',
      host: '127.0.0.1',
      port: server.port,
      timeout: 300,
      connectTimeout: 500,
    });
    const bug = new Error('nobody takes it');
    lone.connection.onChange(() => {
      throw bug;
    });
    const warned = once(process, 'warning');
    lone.connection.need();
    await read(lone, 1, request);
    assert.deepEqual(await warned, [bug]);
    await lone.close();
  });

  it('comes back by itself when the server does', async () => {
    client.connection.need();
    await read(client, 1, request);
    await server.close();
    await reached(client, 'waiting');
    await assert.rejects(read(client, 1, request));
    await server.listen();
    await reached(client, 'online');
    assert.deepEqual([...(await read(client, 1, request))], [0, 42]);
    assert.equal(server.connections, 1);
  });

  it('closes the connection that nobody needs any more', async () => {
    const release = client.connection.need();
    await read(client, 1, request);
    release();
    await reached(client, 'idle');
    assert.equal(client.connection.state.phase, 'idle');
  });

  it('sends nothing for a read that cannot be', async () => {
    client.connection.need();
    let seen = 0;
    send = () => {
      seen += 1;
    };
    await assert.rejects(read(client, 1, { ...request, quantity: 126 }), modbusErrors.badRequest.is);
    assert.equal(seen, 0);
  });
});
