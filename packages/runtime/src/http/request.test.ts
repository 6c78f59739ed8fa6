import assert from 'node:assert/strict';
import { requestErrors } from '@millwright/schema';
import fc from 'fast-check';
import { pathMatcher } from './request.ts';

describe('paths of routes', () => {
  it('match as a whole, with or without a slash at the end', () => {
    const match = pathMatcher('/versions');
    assert.deepEqual(match('/versions'), {});
    assert.deepEqual(match('/versions/'), {});
    for (const other of ['/', '/version', '/versions/1', '/versionsx', '/x/versions', ''])
      assert.equal(match(other), undefined, other);
  });

  it('give their parameters, decoded, each a single step of the path', () => {
    const match = pathMatcher('/versions/:number/tabs/:tab');
    assert.deepEqual(match('/versions/7/tabs/a%2Fb%20c'), { number: '7', tab: 'a/b c' });
    assert.equal(match('/versions/7/8/tabs/a'), undefined);
    assert.equal(match('/versions//tabs/a'), undefined);
  });

  it('take what looks like a pattern as text', () => {
    const match = pathMatcher('/a.b+(c)/:id');
    assert.deepEqual(match('/a.b+(c)/1'), { id: '1' });
    assert.equal(match('/axbb(c)/1'), undefined);
  });

  it('refuse what is not encoded as paths are', () => {
    assert.throws(() => pathMatcher('/:id')('/%E0%A4%A'), requestErrors.invalid.is);
  });

  it('give back any text that a client encodes (random)', () => {
    const match = pathMatcher('/x/:id/y');
    const seed = Number(process.env['SEED'] ?? Date.now());
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(text, (id) => assert.deepEqual(match(`/x/${encodeURIComponent(id)}/y`), { id })),
      { seed },
    );
  });
});
