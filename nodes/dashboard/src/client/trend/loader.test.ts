import assert from 'node:assert/strict';
import { screenErrors } from '../../common/errors.ts';
import { Loader } from './loader.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

describe('the loader of a trend', () => {
  it('loads once for all that want it until then, one after the other', async () => {
    const begun: PromiseWithResolvers<void>[] = [];
    const loader = new Loader(() => {
      const load = Promise.withResolvers<void>();
      begun.push(load);
      return load.promise;
    });
    for (let index = 0; index < 3; index += 1) loader.soon(0);
    assert.equal(loader.isLoading, true);
    while (begun.length === 0) await turn();
    loader.now();
    loader.now();
    assert.equal(begun.length, 1);
    begun[0]?.resolve();
    while (begun.length === 1) await turn();
    begun[1]?.resolve();
    while (loader.isLoading) await turn();
    assert.equal(begun.length, 2);
    loader.stop();
  });

  it('tells that nothing is under way where a load failed, until it tries again', async () => {
    const loader = new Loader(() => Promise.reject(screenErrors.noAnswer({ milliseconds: 1 })));
    loader.now();
    while (loader.isLoading) await turn();
    loader.stop();
    loader.soon(0);
    await turn();
    loader.stop();
  });
});
