import assert from 'node:assert/strict';
import type { Result } from '../failure.ts';
import { createPager } from './pager.ts';

describe('a pager', () => {
  let log: readonly number[];
  let listed: readonly number[];
  let answers: (() => void)[];
  /** Reads the log at once, and answers when it is let. */
  const ask = (): Promise<Result<readonly number[]>> => {
    const value = log;
    const { promise, resolve } = Promise.withResolvers<Result<readonly number[]>>();
    answers.push(() => resolve({ ok: true, value }));
    return promise;
  };
  const make = () =>
    createPager<string, readonly number[]>({
      state: () => ({ filter: '', next: undefined, loadingMore: false }),
      apply: (event) => {
        if (event.type === 'newest') listed = event.page;
      },
      ask,
      gone: new AbortController().signal,
    });
  const since = async (): Promise<() => void> => {
    const found = await ask();
    return () => {
      if (found.ok) listed = found.value;
    };
  };
  /** Lets the answers come that were asked for last first, until there are none. */
  const settle = async (work: readonly Promise<void>[]): Promise<void> => {
    const all = Promise.all(work);
    for (let done = false; !done; ) {
      answers.pop()?.();
      done = await Promise.race([
        all.then(() => true),
        new Promise<false>((next) => setImmediate(next, false)),
      ]);
    }
  };
  beforeEach(() => {
    [log, listed, answers] = [[1], [], []];
  });

  it('keeps what came while the newest were on their way, however late these are', async () => {
    const pager = make();
    const newest = pager.newest();
    log = [2, 1];
    await settle([newest, pager.beside(since)]);
    assert.deepEqual(listed, [2, 1]);
  });

  it('keeps it where the newest are asked for while it is on its way, too', async () => {
    const pager = make();
    const arrived = pager.beside(since);
    const newest = pager.newest();
    log = [2, 1];
    await settle([arrived, newest]);
    assert.deepEqual(listed, [2, 1]);
  });

  it('asks anew for what came with what the list has become meanwhile', async () => {
    const pager = make();
    const had: (readonly number[])[] = [];
    const arrived = pager.beside(() => {
      had.push(listed);
      return since();
    });
    log = [2, 1];
    const newest = pager.newest();
    answers.pop()?.();
    await newest;
    log = [3, 2, 1];
    await settle([arrived]);
    assert.deepEqual(had, [[], [2, 1]]);
    assert.deepEqual(listed, [3, 2, 1]);
  });

  it('asks once for what came where nothing else is on its way', async () => {
    const pager = make();
    log = [2, 1];
    const arrived = pager.beside(since);
    assert.equal(answers.length, 1);
    await settle([arrived]);
    assert.deepEqual(listed, [2, 1]);
  });
});
