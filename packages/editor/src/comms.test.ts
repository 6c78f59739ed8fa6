import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as v from 'valibot';
import { onMessage } from './comms.ts';

type Listener = (topic: string, data: unknown) => void;

describe('messages of the server', () => {
  const globals = globalThis as { RED?: unknown };
  let asked: string[];
  let heard: Map<string, Listener>;

  beforeEach(() => {
    asked = [];
    heard = new Map();
    globals.RED = {
      comms: {
        subscribe(topic: string, listener: Listener) {
          asked.push(topic);
          heard.set(topic, listener);
        },
        unsubscribe: (topic: string) => void heard.delete(topic),
      },
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
});
