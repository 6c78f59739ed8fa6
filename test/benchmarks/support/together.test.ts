import assert from 'node:assert/strict';
import { together } from './together.ts';

describe('things that are started together', () => {
  const log: string[] = [];
  const thing = (name: string) => async () => {
    log.push(`start ${name}`);
    return {
      name,
      stop: async () => {
        log.push(`stop ${name}`);
      },
    };
  };

  beforeEach(() => {
    log.length = 0;
  });

  it('are there while the work is done, and end with it', async () => {
    const names = await together({ a: thing('a'), b: thing('b') }, async ({ a, b }) => {
      log.push('work');
      return [a.name, b.name];
    });
    assert.deepEqual(names, ['a', 'b']);
    assert.deepEqual(log, ['start a', 'start b', 'work', 'stop a', 'stop b']);
  });

  it('end where one of them does not start, and where the work fails', async () => {
    const broken = (): ReturnType<ReturnType<typeof thing>> => Promise.reject(new TypeError('broken'));
    await assert.rejects(
      together({ a: thing('a'), broken, b: thing('b') }, async () => {}),
      /broken/,
    );
    assert.deepEqual(log, ['start a', 'stop a']);
    log.length = 0;
    await assert.rejects(
      together({ a: thing('a') }, () => Promise.reject(new TypeError('no work'))),
      /no work/,
    );
    assert.deepEqual(log, ['start a', 'stop a']);
  });
});
