import assert from 'node:assert/strict';
import { ManualClock } from '@millwright/tags';
import { opcuaErrors, serviceError } from '../../errors.ts';
import { KeepAlive } from './keep-alive.ts';
import type { ServerState } from './server-facts.ts';

function scene({ isBusy = () => false }: { readonly isBusy?: () => boolean } = {}) {
  const clock = new ManualClock();
  const asked: number[] = [];
  const silences: unknown[] = [];
  const states: ServerState[] = [];
  let answer: 'answer' | 'silence' | 'refuse' = 'answer';
  let late = 0;
  const keepAlive = new KeepAlive({
    clock,
    interval: 1_000,
    ask: async (timeout) => {
      asked.push(clock.elapsed());
      if (answer === 'answer') return { state: 'Running' };
      if (answer === 'refuse') throw serviceError('BadTooManyOperations');
      await new Promise<void>((resolve) => clock.after(timeout + late, resolve));
      throw opcuaErrors.timeout({ milliseconds: timeout });
    },
    isBusy,
    onState: (state) => states.push(state),
    onSilence: (error) => silences.push(error),
  });
  keepAlive.start();
  return {
    clock,
    keepAlive,
    asked,
    silences,
    states,
    let: (next: typeof answer) => {
      answer = next;
    },
    /** Timers of ours come so many milliseconds too late. */
    dawdle: (milliseconds: number) => {
      late = milliseconds;
    },
  };
}

describe('keeping a session alive', () => {
  it('asks once in each interval', async () => {
    const { clock, asked, states, keepAlive } = scene();
    await clock.advanceAsync(3_500);
    assert.equal(asked.length, 3);
    assert.deepEqual(states.at(-1), { state: 'Running' });
    keepAlive.stop();
    await clock.advanceAsync(5_000);
    assert.equal(asked.length, 3);
  });

  it('notices a server that is silent within two intervals', async () => {
    const { clock, silences, let: next } = scene();
    await clock.advanceAsync(1_000);
    next('silence');
    await clock.advanceAsync(1_999);
    assert.equal(silences.length, 0);
    await clock.advanceAsync(1);
    assert.ok(opcuaErrors.connectionLost.is(silences[0]));
    await clock.advanceAsync(10_000);
    assert.equal(silences.length, 1);
  });

  it('asks once more where the time limit itself came late', async () => {
    const { clock, silences, asked, let: next, dawdle } = scene();
    next('silence');
    dawdle(3_000);
    await clock.advanceAsync(1_000);
    next('answer');
    await clock.advanceAsync(4_000);
    assert.deepEqual([silences.length, asked], [0, [1_000, 5_000]]);
  });

  it('notices a server that is silent all the same, also where all time limits come late', async () => {
    const { clock, silences, asked, let: next, dawdle } = scene();
    next('silence');
    dawdle(3_000);
    await clock.advanceAsync(1_000 + 2 * 4_000);
    assert.deepEqual([silences.length, asked.length], [1, 2]);
  });

  it('takes any answer for one', async () => {
    const { clock, silences, asked, let: next } = scene();
    next('refuse');
    await clock.advanceAsync(5_000);
    assert.deepEqual([silences.length, asked.length], [0, 5]);
  });

  it('does not cut a server that carries out a method', async () => {
    let busy = true;
    const { clock, silences, let: next } = scene({ isBusy: () => busy });
    next('silence');
    await clock.advanceAsync(10_000);
    assert.equal(silences.length, 0);
    busy = false;
    await clock.advanceAsync(2_000);
    assert.equal(silences.length, 1);
  });
});
