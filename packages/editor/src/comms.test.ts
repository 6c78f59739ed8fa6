import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as v from 'valibot';
import { onMessage } from './comms.ts';

type Listener = (topic: string, data: unknown) => void;

describe('messages of the server', () => {
  const globals = globalThis as { RED?: unknown };
  let asked: string[];
  let heard: Map<string, Listener>;
  let loggedIn: boolean;
  let connects: Set<() => void>;

  beforeEach(() => {
    asked = [];
    heard = new Map();
    loggedIn = false;
    connects = new Set();
    globals.RED = {
      comms: {
        subscribe(topic: string, listener: Listener) {
          asked.push(topic);
          heard.set(topic, listener);
        },
        unsubscribe: (topic: string) => void heard.delete(topic),
        on: (_event: string, listener: () => void) => void connects.add(listener),
        off: (_event: string, listener: () => void) => void connects.delete(listener),
      },
      settings: { get: () => (loggedIn ? { access_token: 'token' } : null) },
    };
  });
  afterEach(() => delete globals.RED);

  it('are asked for once, however many listen, and no more once nobody does', () => {
    const told: string[] = [];
    const listen = (name: string) =>
      onMessage('oven', v.object({ celsius: v.number() }), ({ celsius }) => told.push(`${name} ${celsius}`));
    const [first, second] = [listen('first'), listen('second')];
    const send = (data: unknown) => heard.get('oven')?.('oven', data);
    send({ celsius: 180 });
    send('something else');
    first();
    first();
    send({ celsius: 190 });
    assert.deepEqual([asked, told], [['oven'], ['first 180', 'second 180', 'second 190']]);
    second();
    assert.equal(heard.size, 0);
    listen('third')();
    assert.deepEqual(asked, ['oven', 'oven']);
  });

  it('are asked for once the log-in of the connection has been answered', async () => {
    loggedIn = true;
    const stop = onMessage('kiln', v.object({}), () => undefined);
    onMessage('oven', v.object({}), () => undefined)();
    assert.deepEqual(asked, []);
    for (const connect of [...connects]) connect();
    await new Promise(setImmediate);
    assert.deepEqual(asked, ['kiln']);
    stop();
  });
});
