import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { modbusErrors } from '../errors.ts';
import { encodeFrame, type Frame, FrameReader } from '../mbap/frame.ts';
import type { Session } from '../session.ts';
import { openSession } from './open.ts';
import { UdpChannel } from './udp.ts';

const never = new AbortController().signal;
const pdu = Uint8Array.of(3, 0, 0, 0, 1);
const answerPdu = (value: number): Uint8Array => Uint8Array.of(3, 2, value >> 8, value & 0xff);

describe('the address of a server over UDP', () => {
  const place = { host: 'plc.invalid', port: 502, connectTimeout: 20 };
  const unanswered = () => new Promise<never>(() => {});

  it('is waited for no longer than connecting may take', async () => {
    await assert.rejects(UdpChannel.open(place, never, unanswered), modbusErrors.connectTimeout.is);
  });

  it('is not waited for by whoever is to close', async () => {
    const closing = new AbortController();
    const opening = UdpChannel.open({ ...place, connectTimeout: 60_000 }, closing.signal, unanswered);
    closing.abort(new Error('enough'));
    await assert.rejects(opening, /enough/);
  });

  it('may be one that nobody knows', async () => {
    const unknown = async () => {
      throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    };
    await assert.rejects(UdpChannel.open(place, never, unknown), modbusErrors.hostUnknown.is);
  });
});

describe('Modbus over UDP', () => {
  let server: Socket;
  let session: Session;
  let onRequest: (frame: Frame, say: (bytes: Uint8Array, from?: Socket) => Promise<void>) => void;

  beforeEach(async () => {
    server = createSocket('udp4');
    server.on('message', (message, { port, address }) =>
      new FrameReader(1).push(message, (frame) =>
        onRequest(
          frame,
          (bytes, from = server) =>
            new Promise((resolve) => from.send(bytes, port, address, () => resolve())),
        ),
      ),
    );
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    session = await openSession(
      { road: 'udp', host: '127.0.0.1', port: server.address().port, timeout: 200, connectTimeout: 1_000 },
      never,
    );
  });

  afterEach(async () => {
    await session.close();
    server.close();
  });

  const answer = (frame: Frame, value: number): Uint8Array =>
    encodeFrame({ ...frame, pdu: answerPdu(value) });

  it('M-T-18: has its first request answered, right after it was opened', async () => {
    onRequest = (frame, say) => void say(answer(frame, 7));
    assert.deepEqual(await session.request(1, pdu, never), answerPdu(7));
  });

  it('M-T-18: takes a datagram that comes twice once', async () => {
    let round = 0;
    onRequest = async (frame, say) => {
      round += 1;
      await say(answer(frame, round));
      await say(answer(frame, round + 100));
    };
    for (const expected of [1, 2, 3])
      assert.deepEqual(await session.request(1, pdu, never), answerPdu(expected));
    assert.ok(session.traffic.strayAnswers >= 2);
  });

  it('M-T-18: hears nothing that comes from another port', async () => {
    const other = createSocket('udp4');
    onRequest = async (frame, say) => {
      await say(answer(frame, 666), other);
      await say(answer(frame, 7));
    };
    try {
      assert.deepEqual(await session.request(1, pdu, never), answerPdu(7));
      assert.equal(session.traffic.strayAnswers, 0);
    } finally {
      other.close();
    }
  });

  it('passes over a datagram that is not Modbus, and goes on', async () => {
    onRequest = async (frame, say) => {
      await say(new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n'));
      await say(answer(frame, 7).subarray(0, -1));
      await say(answer(frame, 7));
    };
    assert.deepEqual(await session.request(1, pdu, never), answerPdu(7));
    assert.equal(session.traffic.strayAnswers, 2);
  });

  it('notices that nobody is there', async () => {
    const ended = new Promise((resolve) => session.onEnd(resolve));
    server.close();
    const nobody = session.request(1, pdu, never);
    await assert.rejects(
      nobody,
      (error) => modbusErrors.connectionRefused.is(error) || modbusErrors.timeout.is(error),
    );
    if (process.platform === 'linux') assert.ok(modbusErrors.connectionRefused.is(await ended));
    server = createSocket('udp4');
  });
});
