import assert from 'node:assert/strict';
import { refusalOf, refusedBy } from './refusal.ts';

describe('what a hub says that nobody has believed yet', () => {
  const said = (message: string) =>
    refusalOf('http://hub', { statusCode: 400, headers: {} }, JSON.stringify({ code: 'a.b', message }));

  it('is one short line in which nothing steers a terminal or looks like another line', () => {
    const { message } = said('no\n26 Nov 16:00:00 - [info] log-in of admin\u001b[2J\u202e\u2028now');
    assert.match(message, /no 26 Nov/);
    assert.doesNotMatch(message, /[\p{C}\p{Zl}\p{Zp}]/u);
    assert.ok(said('x'.repeat(2000)).message.length < 400);
    assert.deepEqual(refusedBy(said(' \u0000 '))?.status, 400);
    assert.match(said(' \u0000 ').message, /HTTP 400/);
  });
});
