import assert from 'node:assert/strict';
import { type Absence, modbusErrors } from '@millwright/modbus';
import { ManualClock } from '@millwright/tags';
import { Listening } from './listening.ts';

const path = '/dev/ttyUSB0';
const gone: Absence = { error: modbusErrors.serialFailed({ path, reason: 'it is gone' }), delay: 1_000 };
const missing: Absence = {
  error: modbusErrors.serialFailed({ path, reason: 'no such file' }),
  delay: 1_000,
};

/** A server that a test plays, and what is said of it. */
function scene() {
  const clock = new ManualClock();
  const said: string[] = [];
  const server = {
    absence: undefined as Absence | undefined,
    refusal: undefined as unknown,
    async listen() {
      if (server.refusal !== undefined) throw server.refusal;
    },
    async close() {
      said.push('closed');
    },
  };
  const say = (level: string) => (text: unknown) => void said.push(`${level} ${String(text)}`);
  const listening = new Listening(server, {
    place: path,
    clock,
    status: (word) => said.push('seconds' in word ? `retry ${word.seconds}` : word.is),
    log: {
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
    },
    onFailed: (error) => said.push(error instanceof Error ? error.message : ''),
  });
  /** What was said since it was asked last. */
  const news = (): readonly string[] => said.splice(0);
  return { clock, server, listening, news };
}

describe('what a server says of its listening', () => {
  it('is that it waits while its serial line is gone, why, and that it has the line again', async () => {
    const { clock, server, listening, news } = scene();
    listening.start();
    await clock.advanceAsync(0);
    assert.deepEqual([news(), listening.state.phase], [['online'], 'listening']);
    for (const [absence, message, isNew] of [
      [gone, `The serial port ${path} cannot be used: it is gone`, true],
      [missing, `The serial port ${path} cannot be used: no such file`, true],
      [{ ...missing }, `The serial port ${path} cannot be used: no such file`, false],
    ] as const) {
      server.absence = absence;
      listening.look();
      const warning = isNew ? [`warn ${message}. Trying again until it works`] : [];
      assert.deepEqual(news(), [message, 'retry 1', ...warning]);
      assert.deepEqual(listening.state, { phase: 'waiting', ...absence });
    }
    server.absence = undefined;
    listening.look();
    assert.deepEqual([news(), listening.state.phase], [['online', `info Listening on ${path}`], 'listening']);
    assert.equal(clock.pending, 0, 'the server looks for its line by itself');
  });

  it('is that it waits where the line is gone again by the time that it has opened', async () => {
    const { clock, server, listening } = scene();
    server.absence = gone;
    listening.start();
    await clock.advanceAsync(0);
    assert.deepEqual(listening.state, { phase: 'waiting', ...gone });
  });

  it('is that it tries again where it could not begin, and nothing any more once it is stopped', async () => {
    const { clock, server, listening, news } = scene();
    server.refusal = missing.error;
    listening.start();
    await clock.advanceAsync(0);
    assert.deepEqual(listening.state, { phase: 'waiting', delay: 5_000, error: missing.error });
    news();
    server.refusal = undefined;
    await clock.advanceAsync(5_000);
    assert.deepEqual(news(), ['online', `info Listening on ${path}`]);
    await listening.stop();
    server.absence = gone;
    listening.look();
    assert.deepEqual(news(), ['closed']);
  });
});
