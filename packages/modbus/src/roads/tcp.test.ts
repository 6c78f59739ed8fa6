import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { isCodedError } from '@millwright/schema';
import { OwnTime } from '@millwright/testing/own-time';
import { modbusErrors } from '../errors.ts';
import { encodeFrame, type Frame, FrameReader } from '../mbap/frame.ts';
import type { Session } from '../session.ts';
import { openSession } from './open.ts';

const never = new AbortController().signal;
const pdu = Uint8Array.of(3, 0, 0, 0, 1);
const answerPdu = (value: number): Uint8Array => Uint8Array.of(3, 2, value >> 8, value & 0xff);

/** A bare server whose every byte the test decides; it hands over each request and leaves the answer to the test. */
class Peer {
  readonly requests: Frame[] = [];
  readonly sockets: Socket[] = [];
  onRequest: (frame: Frame, socket: Socket) => void = () => {};
  readonly #server: Server = createServer({ noDelay: true }, (socket) => {
    this.sockets.push(socket);
    const reader = new FrameReader(1);
    socket.on('error', () => {});
    socket.on('data', (chunk) =>
      reader.push(chunk, (frame) => {
        this.requests.push(frame);
        this.onRequest(frame, socket);
      }),
    );
  });

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  async accepted(): Promise<Socket> {
    const [socket] = await once(this.#server, 'connection');
    return socket;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }
}

const send = (socket: Socket, { transaction, unit }: Frame, value: number): void => {
  socket.write(encodeFrame({ transaction, unit, pdu: answerPdu(value) }));
};

describe('Modbus TCP', () => {
  let peer: Peer;
  let port: number;
  let sessions: Session[];

  beforeEach(async () => {
    peer = new Peer();
    port = await peer.listen();
    sessions = [];
  });

  afterEach(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    await peer.close();
  });

  async function open(options: { timeout?: number; depth?: number } = {}): Promise<Session> {
    const session = await openSession(
      { road: 'tcp', host: '127.0.0.1', port, timeout: 1_000, connectTimeout: 1_000, ...options },
      never,
    );
    sessions.push(session);
    return session;
  }

  for (const depth of [1, 4, 16]) {
    it(`M-T-16: has at most ${depth} requests on their way, each under a number of its own`, async () => {
      const arrived = new Promise<Socket>((resolve) => {
        peer.onRequest = (_frame, socket) => {
          if (peer.requests.length === depth) resolve(socket);
        };
      });
      const session = await open({ depth });
      const answers = Array.from({ length: depth }, () => session.request(1, pdu, never));
      await assert.rejects(session.request(1, pdu, never), modbusErrors.queueFull.is);
      assert.equal(session.busy, depth);
      const socket = await arrived;
      peer.requests.forEach((frame, index) => {
        send(socket, frame, index);
      });
      assert.deepEqual(
        (await Promise.all(answers)).map((answer) => answer[3]),
        Array.from({ length: depth }, (_, index) => index),
      );
      assert.equal(new Set(peer.requests.map(({ transaction }) => transaction)).size, depth);
      assert.equal(session.busy, 0);
    });
  }

  it('M-T-07: matches ten answers in one segment, out of order, where the depth allows it', async () => {
    peer.onRequest = (_frame, socket) => {
      if (peer.requests.length < 10) return;
      const frames = peer.requests.map((frame, index) => encodeFrame({ ...frame, pdu: answerPdu(index) }));
      socket.write(Buffer.concat(frames.reverse()));
    };
    const session = await open({ depth: 10 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => session.request(1, pdu, never)));
    assert.deepEqual(
      answers.map((answer) => answer[3]),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.equal(new Set(peer.requests.map(({ transaction }) => transaction)).size, 10);
  });

  it('M-T-06: puts an answer together that comes byte by byte', async () => {
    peer.onRequest = async (frame, socket) => {
      for (const byte of encodeFrame({ ...frame, pdu: answerPdu(7) })) {
        await new Promise((resolve) => socket.write(Uint8Array.of(byte), resolve));
      }
    };
    assert.deepEqual([...(await (await open()).request(1, pdu, never))], [...answerPdu(7)]);
  });

  it('M-T-02: gives the next request its own answer when the one before answers late', async () => {
    let late: Frame | undefined;
    peer.onRequest = (frame, socket) => {
      if (!late) late = frame;
      else {
        send(socket, late, 1_111);
        send(socket, frame, 2_222);
      }
    };
    const session = await open({ timeout: 50 });
    await assert.rejects(session.request(1, pdu, never), modbusErrors.timeout.is);
    const answer = await session.request(1, pdu, never);
    assert.deepEqual([...answer], [...answerPdu(2_222)]);
    assert.equal(session.traffic.strayAnswers, 1);
  });

  it('M-T-01: lets an answer with another transaction identifier count for nothing', async () => {
    peer.onRequest = (frame, socket) => send(socket, { ...frame, transaction: frame.transaction + 1 }, 1);
    const session = await open({ timeout: 50 });
    await assert.rejects(session.request(1, pdu, never), modbusErrors.timeout.is);
    assert.equal(session.traffic.strayAnswers, 1);
  });

  it('M-T-04: refuses the answer of another unit', async () => {
    peer.onRequest = (frame, socket) => send(socket, { ...frame, unit: 2 }, 1);
    await assert.rejects((await open()).request(1, pdu, never), modbusErrors.badResponse.is);
  });

  for (const unit of [0, 255]) {
    it(`M-T-15: speaks to unit ${unit} like to any other`, async () => {
      peer.onRequest = (frame, socket) => send(socket, frame, 1);
      await (await open()).request(unit, pdu, never);
      assert.equal(peer.requests[0]?.unit, unit);
    });
  }

  const endings: readonly [string, string, (socket: Socket) => void][] = [
    ['M-T-08', 'closes', (socket) => socket.end()],
    ['M-T-09', 'resets', (socket) => socket.resetAndDestroy()],
  ];
  for (const [id, what, end] of endings) {
    it(`${id}: fails everything at once when the server ${what} amid a request`, async () => {
      peer.onRequest = (_frame, socket) => end(socket);
      const session = await open({ timeout: 60_000, depth: 2 });
      const ended = new Promise((resolve) => session.onEnd(resolve));
      const time = OwnTime.begin();
      const outcomes = await Promise.allSettled([
        session.request(1, pdu, never),
        session.request(1, pdu, never),
      ]);
      assert.ok(time.end() < 1_000);
      for (const outcome of outcomes) {
        assert.ok(outcome.status === 'rejected' && modbusErrors.connectionLost.is(outcome.reason));
      }
      assert.ok(modbusErrors.connectionLost.is(await ended));
      await assert.rejects(session.request(1, pdu, never), modbusErrors.connectionLost.is);
    });
  }

  it('tells an ending that came before anybody asked', async () => {
    const accepted = peer.accepted();
    const session = await open();
    (await accepted).destroy();
    await assert.rejects(session.request(1, pdu, never), modbusErrors.connectionLost.is);
    assert.ok(modbusErrors.connectionLost.is(await new Promise((resolve) => session.onEnd(resolve))));
  });

  it('M-T-03: gives up a stream that is not Modbus, and every request with it', async () => {
    peer.onRequest = (_frame, socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    const session = await open({ timeout: 60_000 });
    await assert.rejects(session.request(1, pdu, never), modbusErrors.badFrame.is);
    await assert.rejects(session.request(1, pdu, never), modbusErrors.badFrame.is);
  });

  it('settles everything when it is closed, and leaves no socket', async () => {
    const session = await open({ timeout: 60_000, depth: 2 });
    const first = session.request(1, pdu, never);
    const second = session.request(1, pdu, never);
    const settled = Promise.allSettled([first, second]);
    await session.close();
    await session.close();
    for (const outcome of await settled) {
      assert.ok(outcome.status === 'rejected' && modbusErrors.closed.is(outcome.reason));
    }
    await assert.rejects(session.request(1, pdu, never), modbusErrors.closed.is);
  });

  for (const [what, length] of [
    ['0', 0],
    ['1', 1],
    ['2', 2],
    ['255', 255],
    ['65535', 65_535],
  ] as const) {
    it(`M-T-05: gives up a stream with a length of ${what}`, async () => {
      peer.onRequest = (_frame, socket) =>
        void socket.write(Uint8Array.of(0, 1, 0, 0, length >> 8, length & 0xff, 1, 3));
      const session = await open({ timeout: 60_000 });
      await assert.rejects(session.request(1, pdu, never), modbusErrors.badFrame.is);
    });
  }

  it('lets go of a request that is given up, but has its place free only after its answer', async () => {
    const abort = new AbortController();
    const arrived = new Promise<readonly [Frame, Socket]>((resolve) => {
      peer.onRequest = (frame, socket) => resolve([frame, socket]);
    });
    const session = await open({ timeout: 60_000 });
    let sent = false;
    const given = session.request(1, pdu, abort.signal, () => {
      sent = true;
    });
    const [frame, socket] = await arrived;
    abort.abort(new Error('enough'));
    await assert.rejects(given, /enough/);
    assert.ok(sent);
    await assert.rejects(session.request(2, pdu, never), modbusErrors.queueFull.is);
    send(socket, frame, 1);
    peer.onRequest = (next, at) => send(at, next, 2);
    while (session.busy > 0) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([...(await session.request(2, pdu, never))], [...answerPdu(2)]);
  });

  it('M-T-16: counts transactions over their last number', async function () {
    this.timeout(30_000);
    peer.onRequest = (frame, socket) => send(socket, frame, 1);
    const session = await open({ depth: 100 });
    for (let round = 0; round < 66_000 / 100; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => session.request(1, pdu, never)));
      peer.requests.length = Math.min(peer.requests.length, 1);
    }
    assert.equal(session.traffic.strayAnswers, 0);
  });

  it('says why it cannot connect', async () => {
    const options = { road: 'tcp', host: '127.0.0.1', port, timeout: 100, connectTimeout: 200 } as const;
    await peer.close();
    await assert.rejects(openSession(options, never), modbusErrors.connectionRefused.is);
    await assert.rejects(
      openSession({ ...options, host: 'plc.invalid' }, never),
      (error) => isCodedError(error) && /host-unknown|connect-timeout/.test(error.code),
    );
    const abort = new AbortController();
    const opening = openSession({ ...options, host: '192.0.2.1' }, abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(opening, /enough/);
    await assert.rejects(openSession(options, abort.signal), /enough/);
  });
});
