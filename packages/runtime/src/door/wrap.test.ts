import assert from 'node:assert/strict';
import type { RuntimeFunction } from '../red.ts';
import { wrap } from './wrap.ts';

const adding =
  (text: string) =>
  (original: RuntimeFunction): RuntimeFunction =>
  async (options) =>
    `${text} ${await original(options)}`;

describe('a wrapped function', () => {
  const make = () => {
    const original: RuntimeFunction = async function (this: unknown) {
      return this === api ? 'own' : 'foreign';
    };
    const api: Record<string, RuntimeFunction> = { call: original };
    return { api, original, call: () => api['call']?.({}) };
  };

  it('is called in place of the original, which keeps its `this`', async () => {
    const { api, call } = make();
    const wrapped = wrap(api, 'call', adding('wrapped'));
    assert.equal(await call(), 'wrapped own');
    assert.equal(wrapped.inPlace(), true);
  });

  it('gives the very original back, and may be undone twice', async () => {
    const { api, original } = make();
    const wrapped = wrap(api, 'call', adding('wrapped'));
    wrapped.undo();
    wrapped.undo();
    assert.equal(api['call'], original);
    assert.equal(wrapped.inPlace(), false);
  });

  it('that others have wrapped hands on what they call, and leaves theirs in place', async () => {
    const { api, call } = make();
    const ours = wrap(api, 'call', adding('ours'));
    const theirs = wrap(api, 'call', adding('theirs'));
    assert.equal(await call(), 'theirs ours own');
    assert.equal(ours.inPlace(), false);
    ours.undo();
    assert.equal(await call(), 'theirs own');
    assert.equal(theirs.inPlace(), true);
  });
});
