import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { isCodedError } from '@millwright/schema';
import { modbusErrors } from '../errors.ts';
import { encodeFrame, type Frame, FrameReader } from './mbap.ts';
import { TcpSession } from './session.ts';

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

describe('TCP session', () => {
  let peer: Peer;
  let port: number;
  let sessions: TcpSession[];

  beforeEach(async () => {
    peer = new Peer();
    port = await peer.listen();
    sessions = [];
  });

  afterEach(async () => {
    await Promise.all(sessions.map((session) => session.close()));
    await peer.close();
  });

  async function open(
    options: { timeout?: number; depth?: number; queueLimit?: number } = {},
  ): Promise<TcpSession> {
    const session = await TcpSession.open(
      { host: '127.0.0.1', port, timeout: 1_000, connectTimeout: 1_000, ...options },
      never,
    );
    sessions.push(session);
    return session;
  }

  it('sends one request at a time and gives each its own answer', async () => {
    let outstanding = 0;
    let most = 0;
    peer.onRequest = (frame, socket) => {
      outstanding += 1;
      most = Math.max(most, outstanding);
      setImmediate(() => {
        outstanding -= 1;
        send(socket, frame, peer.requests.length);
      });
    };
    const session = await open();
    const answers = await Promise.all([1, 2, 3].map(() => session.request(1, pdu)));
    assert.deepEqual(
      answers.map((answer) => answer[3]),
      [1, 2, 3],
    );
    assert.equal(most, 1);
  });

  it('matches ten answers in one segment, out of order, where the depth allows it', async () => {
    peer.onRequest = (_frame, socket) => {
      if (peer.requests.length < 10) return;
      const frames = peer.requests.map((frame, index) => encodeFrame({ ...frame, pdu: answerPdu(index) }));
      socket.write(Buffer.concat(frames.reverse()));
    };
    const session = await open({ depth: 10 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => session.request(1, pdu)));
    assert.deepEqual(
      answers.map((answer) => answer[3]),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.equal(new Set(peer.requests.map(({ transaction }) => transaction)).size, 10);
  });

  it('puts an answer together that comes byte by byte', async () => {
    peer.onRequest = async (frame, socket) => {
      for (const byte of encodeFrame({ ...frame, pdu: answerPdu(7) })) {
        await new Promise((resolve) => socket.write(Uint8Array.of(byte), resolve));
      }
    };
    assert.deepEqual([...(await (await open()).request(1, pdu))], [...answerPdu(7)]);
  });

  it('gives the next request its own answer when the one before answers late', async () => {
    let late: Frame | undefined;
    peer.onRequest = (frame, socket) => {
      if (!late) late = frame;
      else {
        send(socket, late, 1_111);
        send(socket, frame, 2_222);
      }
    };
    const session = await open({ timeout: 50 });
    await assert.rejects(session.request(1, pdu), modbusErrors.timeout.is);
    const answer = await session.request(1, pdu);
    assert.deepEqual([...answer], [...answerPdu(2_222)]);
    assert.equal(session.strayAnswers, 1);
  });

  it('lets an answer with another transaction identifier count for nothing', async () => {
    peer.onRequest = (frame, socket) => send(socket, { ...frame, transaction: frame.transaction + 1 }, 1);
    const session = await open({ timeout: 50 });
    await assert.rejects(session.request(1, pdu), modbusErrors.timeout.is);
    assert.equal(session.strayAnswers, 1);
  });

  it('refuses the answer of another unit', async () => {
    peer.onRequest = (frame, socket) => send(socket, { ...frame, unit: 2 }, 1);
    await assert.rejects((await open()).request(1, pdu), modbusErrors.badResponse.is);
  });

  for (const unit of [0, 255]) {
    it(`speaks to unit ${unit} like to any other`, async () => {
      peer.onRequest = (frame, socket) => send(socket, frame, 1);
      await (await open()).request(unit, pdu);
      assert.equal(peer.requests[0]?.unit, unit);
    });
  }

  const endings: readonly [string, (socket: Socket) => void][] = [
    ['closes', (socket) => socket.end()],
    ['resets', (socket) => socket.resetAndDestroy()],
  ];
  for (const [what, end] of endings) {
    it(`fails everything at once when the server ${what} amid a request`, async () => {
      peer.onRequest = (_frame, socket) => end(socket);
      const session = await open({ timeout: 60_000 });
      const ended = new Promise((resolve) => session.onEnd(resolve));
      const started = performance.now();
      const outcomes = await Promise.allSettled([session.request(1, pdu), session.request(1, pdu)]);
      assert.ok(performance.now() - started < 1_000);
      for (const outcome of outcomes) {
        assert.ok(outcome.status === 'rejected' && modbusErrors.connectionLost.is(outcome.reason));
      }
      assert.ok(modbusErrors.connectionLost.is(await ended));
      await assert.rejects(session.request(1, pdu), modbusErrors.connectionLost.is);
    });
  }

  it('tells an ending that came before anybody asked', async () => {
    const accepted = peer.accepted();
    const session = await open();
    (await accepted).destroy();
    await assert.rejects(session.request(1, pdu), modbusErrors.connectionLost.is);
    assert.ok(modbusErrors.connectionLost.is(await new Promise((resolve) => session.onEnd(resolve))));
  });

  it('gives up a stream that is not Modbus, and every request with it', async () => {
    peer.onRequest = (_frame, socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    const session = await open({ timeout: 60_000 });
    await assert.rejects(session.request(1, pdu), modbusErrors.badFrame.is);
    await assert.rejects(session.request(1, pdu), modbusErrors.badFrame.is);
  });

  it('settles everything when it is closed, and leaves no socket', async () => {
    const session = await open({ timeout: 60_000 });
    const first = session.request(1, pdu);
    const second = session.request(1, pdu);
    const settled = Promise.allSettled([first, second]);
    await session.close();
    await session.close();
    for (const outcome of await settled) {
      assert.ok(outcome.status === 'rejected' && modbusErrors.closed.is(outcome.reason));
    }
    await assert.rejects(session.request(1, pdu), modbusErrors.closed.is);
  });

  it('forgets a request that is given up before its turn', async () => {
    peer.onRequest = (frame, socket) => setImmediate(() => send(socket, frame, 1));
    const session = await open();
    const abort = new AbortController();
    const first = session.request(1, pdu);
    const second = session.request(2, pdu, abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(second, /enough/);
    await first;
    await session.request(3, pdu);
    assert.deepEqual(
      peer.requests.map(({ unit }) => unit),
      [1, 3],
    );
  });

  it('lets go of a request that is given up on its way, but sends the next only after its answer', async () => {
    const abort = new AbortController();
    let first: Frame | undefined;
    const arrived = new Promise<Socket>((resolve) => {
      peer.onRequest = (frame, socket) => {
        if (first) return send(socket, frame, 2);
        first = frame;
        resolve(socket);
      };
    });
    const session = await open({ timeout: 60_000 });
    const given = session.request(1, pdu, abort.signal);
    const next = session.request(2, pdu);
    const socket = await arrived;
    abort.abort(new Error('enough'));
    await assert.rejects(given, /enough/);
    assert.equal(peer.requests.length, 1);
    send(socket, first as unknown as Frame, 1);
    assert.deepEqual([...(await next)], [...answerPdu(2)]);
  });

  it('refuses a request beyond the queue and keeps the others', async () => {
    peer.onRequest = (frame, socket) => setImmediate(() => send(socket, frame, 1));
    const session = await open({ queueLimit: 1 });
    const sent = session.request(1, pdu);
    const waiting = session.request(1, pdu);
    await assert.rejects(session.request(1, pdu), modbusErrors.queueFull.is);
    await Promise.all([sent, waiting]);
  });

  it('counts transactions over their last number', async function () {
    this.timeout(30_000);
    peer.onRequest = (frame, socket) => send(socket, frame, 1);
    const session = await open({ depth: 16, queueLimit: 100 });
    for (let round = 0; round < 66_000 / 100; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => session.request(1, pdu)));
      peer.requests.length = Math.min(peer.requests.length, 1);
    }
    assert.equal(session.strayAnswers, 0);
  });

  it('says why it cannot connect', async () => {
    const options = { host: '127.0.0.1', port, timeout: 100, connectTimeout: 200 };
    await peer.close();
    await assert.rejects(TcpSession.open(options, never), modbusErrors.connectionRefused.is);
    await assert.rejects(
      TcpSession.open({ ...options, host: 'plc.invalid' }, never),
      (error) => isCodedError(error) && /host-unknown|connect-timeout/.test(error.code),
    );
    const abort = new AbortController();
    const opening = TcpSession.open({ ...options, host: '192.0.2.1' }, abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(opening, /enough/);
    await assert.rejects(TcpSession.open(options, abort.signal), /enough/);
  });
});
