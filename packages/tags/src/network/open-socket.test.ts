import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { defineErrors } from '@millwright/schema';
import { ManualClock } from '../manual-clock.ts';
import { networkErrors } from './errors.ts';
import { openSocket } from './open-socket.ts';

const errors = defineErrors('plant', { ...networkErrors });
const place = { host: 'press', port: 102 };

class FakeSocket extends EventEmitter {
  isDestroyed = false;

  destroy(): void {
    this.isDestroyed = true;
  }
}

function opening(signal = new AbortController().signal) {
  const socket = new FakeSocket();
  const clock = new ManualClock();
  const open = () => socket;
  const opened = openSocket({ ...place, connectTimeout: 500, open, event: 'connect', clock, errors }, signal);
  return { socket, clock, opened };
}

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('opening a socket', () => {
  it('gives it without a listener of its own once it is open', async () => {
    const { socket, clock, opened } = opening();
    socket.emit('connect');
    assert.equal(await opened, socket);
    assert.deepEqual(socket.eventNames(), []);
    clock.advance(1_000);
    assert.equal(socket.isDestroyed, false);
  });

  it('says in the words of the protocol why there is no connection, and leaves no socket behind', async () => {
    const cases = [
      ['ECONNREFUSED', 'plant.connection-refused'],
      ['ENOTFOUND', 'plant.host-unknown'],
      ['EHOSTUNREACH', 'plant.host-unreachable'],
      ['EMFILE', 'plant.connect-failed'],
    ] as const;
    for (const [code, expected] of cases) {
      const { socket, opened } = opening();
      const cause = failure(code);
      socket.emit('error', cause);
      await assert.rejects(opened, { code: expected, cause });
      assert.ok(socket.isDestroyed);
      // What it still reports is heard by nobody, and ends nothing.
      socket.emit('error', failure('ECONNRESET'));
    }
  });

  it('gives up after its time limit, and with its signal', async () => {
    const late = opening();
    const isLate = assert.rejects(late.opened, { code: 'plant.connect-timeout' });
    late.clock.advance(500);
    await isLate;
    assert.ok(late.socket.isDestroyed);
    const abort = new AbortController();
    const { socket, opened } = opening(abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(opened, /enough/);
    assert.ok(socket.isDestroyed);
  });

  it('says in the same words that it cannot even be tried', async () => {
    const clock = new ManualClock();
    const open = (): FakeSocket => {
      throw failure('ERR_SOCKET_BAD_PORT');
    };
    const options = { ...place, connectTimeout: 500, open, event: 'connect', clock, errors } as const;
    await assert.rejects(openSocket(options, new AbortController().signal), { code: 'plant.connect-failed' });
  });
});
