import assert from 'node:assert/strict';
import { tagErrors } from '@millwright/tags';
import { ModbusClient } from './client.ts';
import type { PerformOptions } from './client-options.ts';
import { modbusErrors } from './errors.ts';
import { exceptionCode } from './pdu/exceptions.ts';
import type { IdentificationObject, Request } from './pdu/request.ts';
import { packRegisters } from './pdu/words.ts';
import type { Road } from './roads/road.ts';
import type { Answer } from './serve/answer.ts';
import { type ServedExchange, sendAnswer } from './serve/exchange.ts';
import { identificationPart } from './serve/identification.ts';
import { ModbusServer } from './serve/server.ts';
import { answerFrom, MemoryStore } from './serve/store.ts';

const terms: PerformOptions = { source: 'test', signal: new AbortController().signal };
const readOne = { do: 'read', area: 'holding-register', address: 3, quantity: 1 } as const;
const writeOne = { do: 'write-register', address: 3, value: 7 } as const;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const objects: readonly IdentificationObject[] = [
  ...['Millwright', 'MW-1', '1.0'].map((each, id) => ({ id, value: text(each) })),
  ...[3, 4, 5].map((id) => ({ id, value: text('x'.repeat(120)) })),
];

type StreamRoad = Extract<Road, 'tcp' | 'rtu-over-tcp'>;

describe('requests of a client', () => {
  let server: ModbusServer;
  let client: ModbusClient;
  let store: MemoryStore;
  let asked: Request[];
  let instead: (request: Request) => Answer | undefined;
  let send: (exchange: ServedExchange) => void;

  async function open(road: StreamRoad): Promise<void> {
    const place = { road, host: '127.0.0.1', port: 0 } as const;
    server = new ModbusServer({
      ...place,
      serve: (_unit, request) => {
        asked.push(request);
        if (request.do === 'read-identification') return identificationPart(objects, request);
        return instead(request) ?? answerFrom(store, request);
      },
      send: (exchange) => send(exchange),
    });
    await server.listen();
    client = new ModbusClient({
      ...place,
      port: server.port,
      timeout: 400,
      connectTimeout: 500,
      policy: { firstDelay: 10, longestDelay: 20 },
    });
    client.connection.need();
  }

  beforeEach(() => {
    const size = 20;
    store = new MemoryStore({
      coil: size,
      'discrete-input': size,
      'holding-register': size,
      'input-register': size,
    });
    asked = [];
    instead = () => undefined;
    send = sendAnswer;
  });

  afterEach(async () => {
    await client.close();
    await server.close();
  });

  it('are answered by what the function has to say', async () => {
    await open('tcp');
    assert.deepEqual(await client.perform(1, writeOne, terms), { done: true });
    const { data } = await client.perform(1, readOne, terms);
    assert.deepEqual([...data], [0, 7]);
    const both = {
      do: 'read-write-registers',
      address: 3,
      quantity: 2,
      write: { address: 4, data: packRegisters([8]) },
    } as const;
    assert.deepEqual([...(await client.perform(1, both, terms)).data], [0, 7, 0, 8]);
  });

  it('may be any PDU, and any function is answered under its own code', async () => {
    await open('tcp');
    const answer = await client.raw(1, Uint8Array.of(6, 0, 3, 0, 9), terms);
    assert.deepEqual([...answer], [6, 0, 3, 0, 9]);
    await assert.rejects(client.raw(1, Uint8Array.of(0x41, 1), terms), modbusErrors.exception.is);
    await assert.rejects(client.raw(1, Uint8Array.of(0x83, 1), terms), modbusErrors.badRequest.is);
    await assert.rejects(client.raw(1, new Uint8Array(254).fill(3), terms), modbusErrors.badRequest.is);
    assert.equal(asked.length, 1);
  });

  it('M-C-16: ask on for an identification that does not fit into one answer', async () => {
    await open('tcp');
    const { objects: found, complete } = await client.identify(1, 2, terms);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['VendorName', 'ProductCode', 'MajorMinorRevision', 'VendorUrl', 'ProductName', 'ModelName'],
    );
    assert.equal(found[0]?.text, 'Millwright');
    assert.ok(complete);
    assert.equal(asked.length, 2);
  });

  it('M-C-23: are not repeated where the unit has begun (exception 5)', async () => {
    await open('tcp');
    instead = () => ({ exception: exceptionCode.acknowledge });
    await assert.rejects(client.perform(1, readOne, terms), modbusErrors.exception.is);
    assert.equal(asked.length, 1);
    await assert.rejects(client.perform(1, writeOne, terms), tagErrors.outcomeUnknown.is);
    assert.equal(asked.length, 2);
  });

  it('M-C-23: are repeated once, later, where the unit is busy (exception 6) and they change nothing', async () => {
    await open('tcp');
    instead = () => (asked.length === 1 ? { exception: exceptionCode.serverDeviceBusy } : undefined);
    const began = performance.now();
    await client.perform(1, readOne, terms);
    assert.ok(performance.now() - began > 100);
    assert.equal(asked.length, 2);
    instead = () => ({ exception: exceptionCode.serverDeviceBusy });
    await assert.rejects(client.perform(1, writeOne, terms), modbusErrors.exception.is);
    assert.equal(asked.length, 3);
  });

  it('M-W-05: have an outcome that nobody knows where a write is not answered', async () => {
    await open('tcp');
    send = () => {};
    await assert.rejects(client.perform(1, writeOne, terms), (error) => {
      assert.ok(tagErrors.outcomeUnknown.is(error));
      return modbusErrors.timeout.is(error.cause);
    });
    assert.deepEqual(asked, [writeOne]);
  });

  it('M-Q-04: are not sent after their deadline', async () => {
    await open('tcp');
    await client.perform(1, readOne, terms);
    const silent = new Promise<void>((resolve) => {
      send = () => resolve();
    });
    const first = client.perform(1, readOne, terms);
    await silent;
    const late = client.perform(1, writeOne, { ...terms, deadline: 20 });
    await assert.rejects(late, tagErrors.notSent.is);
    await assert.rejects(first, modbusErrors.timeout.is);
    send = sendAnswer;
    await client.perform(2, readOne, terms);
    assert.ok(asked.every((each) => each.do === 'read'));
  });

  for (const [what, road, write] of [
    [
      'whether there is an echo',
      'rtu-over-tcp',
      (options: PerformOptions) => client.perform(1, writeOne, options),
    ],
    [
      'what is to change',
      'tcp',
      (options: PerformOptions) => client.modify(1, readOne, () => writeOne, options),
    ],
  ] as const) {
    it(`M-Q-04: are not sent where their caller gives up while it is asked ${what}`, async () => {
      await open(road);
      await client.connection.link(terms.signal);
      const held = new Promise<ServedExchange>((resolve) => {
        send = resolve;
      });
      const abort = new AbortController();
      const refused = assert.rejects(write({ ...terms, signal: abort.signal }), tagErrors.notSent.is);
      const first = await held;
      abort.abort(new Error('enough'));
      await refused;
      send = sendAnswer;
      sendAnswer(first);
      await client.perform(2, readOne, terms);
      assert.ok(asked.every((each) => each.do === 'read'));
    });
  }

  it('M-R-05: are confirmed by nobody where they go to all units of a line, and cannot be reads then', async () => {
    await open('rtu-over-tcp');
    assert.deepEqual(await client.perform(0, writeOne, terms), { done: true, broadcast: true });
    await assert.rejects(client.perform(0, readOne, terms), modbusErrors.badRequest.is);
    assert.deepEqual([...(await client.perform(1, readOne, terms)).data], [0, 7]);
    assert.equal((await client.raw(0, Uint8Array.of(6, 0, 3, 0, 9), terms)).length, 0);
  });

  it('are counted with their bytes', async () => {
    await open('tcp');
    await client.perform(1, readOne, terms);
    await assert.rejects(client.perform(1, { ...readOne, address: 100 }, terms));
    const { requests, bytes, errors, latency, reconnects } = client.snapshot();
    assert.equal(requests, 2);
    assert.deepEqual(bytes, { in: 11 + 9, out: 24 });
    assert.deepEqual(errors, { 'modbus.exception': 1 });
    assert.ok(latency.p50 !== undefined);
    assert.equal(reconnects, 0);
  });

  it('M-T-01: count an answer that carries another transaction, and take nothing from it', async () => {
    await open('tcp');
    send = (exchange) => exchange.say(exchange.frame(exchange.answer ?? new Uint8Array()).with(1, 0xee));
    await assert.rejects(client.perform(1, readOne, terms), modbusErrors.timeout.is);
    assert.equal(client.snapshot().strayAnswers, 1);
    send = sendAnswer;
    assert.deepEqual([...(await client.perform(1, readOne, terms)).data], [0, 0]);
  });

  it('end with the client, and nothing is sent any more', async () => {
    await open('tcp');
    send = () => {};
    const waiting = [readOne, readOne].map((each) => client.perform(1, each, terms));
    const settled = Promise.allSettled(waiting);
    await client.close();
    for (const { status } of await settled) assert.equal(status, 'rejected');
    await assert.rejects(client.perform(1, readOne, terms), modbusErrors.closed.is);
  });
});
