import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { waitFor } from '@millwright/testing';
import { decodeExpandedNodeId } from 'node-opcua-basic-types';
import { BinaryStream } from 'node-opcua-binary-stream';
import { getStandardDataTypeFactory } from 'node-opcua-factory';
import { coerceNodeId, type NodeId } from 'node-opcua-nodeid';
import * as types from 'node-opcua-types';
import { DataType, Variant } from 'node-opcua-variant';
import { ChunkReader, plainChunk, secureChunk } from './chunks.ts';
import { encodeResponse } from './codec.ts';
import type { ServiceResponse } from './replies.ts';
import { SimulatedUaServer } from './server.ts';

/** The least that speaks to a server: one request after the other. */
class Line {
  readonly #socket: Socket;
  readonly chunks: { readonly type: string; readonly bytes: Buffer }[] = [];
  token: NodeId | undefined;
  #sequence = 0;
  ended = false;

  constructor(port: number, bufferSize = 65_536) {
    const reader = new ChunkReader(1 << 24);
    this.#socket = connect({ host: '127.0.0.1', port });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.ended = true;
    });
    this.#socket.on('data', (data) => this.chunks.push(...reader.push(data)));
    const url = 'opc.tcp://127.0.0.1';
    const hello = Buffer.alloc(24 + url.length);
    for (const [at, value] of [0, bufferSize, bufferSize, 0, 0, url.length].entries())
      hello.writeUInt32LE(value, at * 4);
    hello.write(url, 24);
    this.#socket.write(plainChunk('HEL', hello));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  send(type: 'OPN' | 'MSG', request: { readonly requestHeader: types.RequestHeader }): void {
    if (this.token) request.requestHeader.authenticationToken = this.token;
    const policy = 'http://opcfoundation.org/UA/SecurityPolicy#None';
    const open = Buffer.alloc(4 + policy.length + 8, 0xff);
    open.writeUInt32LE(policy.length);
    open.write(policy, 4);
    this.#sequence += 1;
    const security = type === 'OPN' ? open : Buffer.alloc(4);
    const body = encodeResponse(request as unknown as ServiceResponse);
    const numbers = { sequence: this.#sequence, request: this.#sequence };
    this.#socket.write(secureChunk({ type, final: 'F', channel: 1, security, ...numbers, body }));
  }

  /** Sends a request and decodes its answer from as many chunks as it comes in. */
  async ask<Response>(request: { readonly requestHeader: types.RequestHeader }): Promise<Response> {
    this.chunks.length = 0;
    this.send('MSG', request);
    await waitFor('the answer', () => this.chunks.at(-1)?.bytes.toString('latin1', 3, 4) === 'F');
    const stream = new BinaryStream(Buffer.concat(this.chunks.map(({ bytes }) => bytes.subarray(24))));
    const response: unknown = getStandardDataTypeFactory().constructObject(decodeExpandedNodeId(stream));
    (response as ServiceResponse).decode(stream);
    return response as Response;
  }

  async open(): Promise<void> {
    this.send('OPN', new types.OpenSecureChannelRequest({ requestedLifetime: 10_000 }));
    await waitFor('the channel', () => this.chunks.some(({ type }) => type === 'OPN'));
    const created = await this.ask<types.CreateSessionResponse>(new types.CreateSessionRequest());
    this.token = created.authenticationToken;
    await this.ask(new types.ActivateSessionRequest());
  }
}

const readOf = (...ids: string[]) =>
  new types.ReadRequest({ nodesToRead: ids.map((id) => ({ nodeId: coerceNodeId(id), attributeId: 13 })) });

describe('simulated OPC UA server', () => {
  let server: SimulatedUaServer;
  let line: Line;

  beforeEach(async () => {
    server = new SimulatedUaServer({
      nodes: { 'ns=2;s=a': { value: new Variant({ dataType: DataType.Double, value: 1.5 }) } },
      generate: (id) => {
        const number = /^ns=2;i=(\d+)$/.exec(id)?.[1];
        return number
          ? { value: new Variant({ dataType: DataType.UInt32, value: Number(number) }) }
          : undefined;
      },
      keep: 3,
    });
    await server.listen();
    line = new Line(server.port, 8_192);
    await line.open();
  });

  afterEach(async () => {
    line.destroy();
    await server.dispose();
  });

  it('reads what it has, what it makes, and what it has not, over as many chunks as the client takes', async () => {
    const answer = await line.ask<types.ReadResponse>(readOf('ns=2;s=a', 'ns=2;i=7', 'ns=2;s=none'));
    const [a, made, none] = answer.results ?? [];
    assert.equal(a?.value.value, 1.5);
    assert.equal(made?.value.value, 7);
    assert.equal(none?.statusCode.name, 'BadNodeIdUnknown');
    const many = Array.from({ length: 1_000 }, (_, index) => `ns=2;i=${index}`);
    const all = await line.ask<types.ReadResponse>(readOf(...many));
    assert.deepEqual(
      all.results?.map(({ value }) => value.value),
      many.map((_, index) => index),
    );
    assert.ok(line.chunks.length > 1);
    assert.ok(line.chunks.every(({ bytes }) => bytes.length <= 8_192));
  });

  it('counts requests and keeps only the latest', async () => {
    for (let left = 5; left > 0; left -= 1) await line.ask(readOf('ns=2;s=a'));
    assert.equal(server.seen.count('Read'), 5);
    assert.equal(server.seen.requests('Read').length, 3);
    assert.equal(server.seen.mostInFlight('Read'), 1);
    assert.deepEqual(server.seen.sizes('Read'), [1, 1, 1, 1, 1]);
  });

  it('answers as a test wants, and by default again', async () => {
    const stop = server.on('Read', (_request, { number }) =>
      number === 1 ? { fault: 'BadTooManyOperations' } : undefined,
    );
    const fault = await line.ask<types.ServiceFault>(readOf('ns=2;s=a'));
    assert.equal(fault.responseHeader.serviceResult.name, 'BadTooManyOperations');
    const good = await line.ask<types.ReadResponse>(readOf('ns=2;s=a'));
    assert.equal(good.results?.length, 1);
    stop();
  });

  it('publishes changes in order, leaves one out and gives it again', async () => {
    const created = await line.ask<types.CreateSubscriptionResponse>(
      new types.CreateSubscriptionRequest({
        requestedPublishingInterval: 20,
        requestedMaxKeepAliveCount: 1_000,
        publishingEnabled: true,
      }),
    );
    const { subscriptionId } = created;
    await line.ask(
      new types.CreateMonitoredItemsRequest({
        subscriptionId,
        itemsToCreate: [
          {
            itemToMonitor: { nodeId: coerceNodeId('ns=2;s=a'), attributeId: 13 },
            monitoringMode: 2,
            requestedParameters: { clientHandle: 9, queueSize: 10, discardOldest: true },
          },
        ],
      }),
    );
    const values = ({ notificationMessage }: types.PublishResponse | types.RepublishResponse) =>
      (notificationMessage.notificationData ?? []).flatMap((data) =>
        data instanceof types.DataChangeNotification
          ? (data.monitoredItems ?? []).map(({ value }) => value.value.value)
          : [],
      );
    const first = await line.ask<types.PublishResponse>(new types.PublishRequest());
    assert.deepEqual([first.notificationMessage.sequenceNumber, values(first)], [1, [1.5]]);
    const subscription = server.subscriptions.get(subscriptionId);
    subscription?.lose(1);
    server.set('ns=2;s=a', new Variant({ dataType: DataType.Double, value: 2 }));
    await waitFor('it to be lost', () => subscription?.sent.size === 2);
    server.set('ns=2;s=a', new Variant({ dataType: DataType.Double, value: 3 }));
    const third = await line.ask<types.PublishResponse>(new types.PublishRequest());
    assert.deepEqual([third.notificationMessage.sequenceNumber, values(third)], [3, [3]]);
    const again = await line.ask<types.RepublishResponse>(
      new types.RepublishRequest({ subscriptionId, retransmitSequenceNumber: 2 }),
    );
    assert.deepEqual(values(again), [2]);
  });

  for (const kind of ['oversize', 'sequence', 'replay', 'token', 'channel', 'request', 'abort'] as const) {
    it(`spoils one answer: ${kind}`, async () => {
      await line.ask(readOf('ns=2;s=a'));
      const [right] = line.chunks.map(({ bytes }) => bytes);
      line.chunks.length = 0;
      server.misbehave({ kind, times: 1 });
      line.send('MSG', readOf('ns=2;s=a'));
      const spoiled = await waitFor('the answer', () => line.chunks[0]?.bytes);
      if (!right) throw new Error('There was no right answer');
      const difference = {
        oversize: () => assert.ok(spoiled.length > 8_192),
        sequence: () => assert.equal(spoiled.readUInt32LE(16), right.readUInt32LE(16) + 11),
        replay: () => waitFor('the second', () => line.chunks[1]?.bytes.equals(spoiled)),
        token: () => assert.notEqual(spoiled.readUInt32LE(12), right.readUInt32LE(12)),
        channel: () => assert.notEqual(spoiled.readUInt32LE(8), right.readUInt32LE(8)),
        request: () => assert.equal(spoiled.readUInt32LE(20), right.readUInt32LE(20) + 1_001),
        abort: () => assert.equal(spoiled.toString('latin1', 3, 4), 'A'),
      }[kind];
      await difference();
    });
  }

  it('cuts the connection in the midst of an answer', async () => {
    server.misbehave({ kind: 'cut', bytes: 30 });
    line.send('MSG', readOf('ns=2;s=a'));
    await waitFor('the end', () => line.ended);
    await waitFor('it to be counted', () => server.connections === 0);
  });
});
