import assert from 'node:assert/strict';
import { headersOf, originOfRequest } from './request-origin.ts';

describe('where the admin side is, as whoever asks reached it', () => {
  it('is what the request says', () => {
    const of = (host: string, secure: boolean, root = '') =>
      originOfRequest({ headers: { host }, secure }, root);
    assert.equal(of('hub.example:1880', false, '/red'), 'http://hub.example:1880/red');
    assert.equal(of('[::1]:1880', true), 'https://[::1]:1880');
    assert.equal(originOfRequest({ headers: {} }, ''), undefined);
    for (const odd of ['a b', 'a/b', 'user@hub', 'hub:port', '"', 'hub#'])
      assert.equal(of(odd, true), undefined, odd);
  });

  it('has headers by any letters of their names', () => {
    const header = headersOf({ headers: { range: 'bytes=0-', 'set-cookie': ['a', 'b'] } });
    assert.deepEqual(
      [header('Range'), header('set-cookie'), header('none')],
      ['bytes=0-', 'a, b', undefined],
    );
  });
});
