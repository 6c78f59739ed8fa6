import assert from 'node:assert/strict';
import { ManualClock } from '../clock.test.manual.ts';
import type { Runtime } from '../red.ts';
import type { Door } from './door.ts';
import { stopPatience, waitWhenStopping } from './stopping.ts';

describe('the end of the process', () => {
  const make = (stop: () => Promise<void>) => {
    const runtime = { stop } as unknown as Runtime;
    const stopping: Door['stopping'] = new Set();
    const clock = new ManualClock();
    const wrapped = waitWhenStopping({ found: { runtime, missing: [] }, stopping }, clock);
    return { runtime, stopping, clock, wrapped };
  };

  it('waits for whoever has something to write down, after the flows have stopped, the last one first', async () => {
    const seen: string[] = [];
    const { runtime, stopping } = make(async () => void seen.push('flows'));
    for (const name of ['one', 'two']) stopping.add(async () => void seen.push(name));
    await runtime.stop();
    assert.deepEqual(seen, ['flows', 'two', 'one']);
  });

  it('comes also where the flows cannot be stopped, or somebody does not finish', async () => {
    const { runtime, stopping, clock } = make(() => Promise.reject(new Error('no')));
    stopping.add(() => new Promise(() => {}));
    const stopped = assert.rejects(runtime.stop(), /no/);
    await new Promise(setImmediate);
    clock.advance(stopPatience);
    await stopped;
  });

  it('waits for nobody once nobody stands at the door', async () => {
    const { runtime, stopping, wrapped } = make(async () => {});
    stopping.add(() => Promise.reject(new Error('asked')));
    wrapped?.undo();
    await runtime.stop();
  });
});
