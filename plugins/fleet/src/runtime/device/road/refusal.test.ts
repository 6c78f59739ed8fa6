import assert from 'node:assert/strict';
import { fleetErrors } from '../../../common/errors.ts';
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

  it('is not taken for the hub’s where something else wants a log-in, or has enough', () => {
    for (const statusCode of [401, 403, 429])
      for (const text of ['<h1>Log in</h1>', '', '{"error":"no"}']) {
        const error = refusalOf('http://hub', { statusCode, headers: { 'retry-after': '7' } }, text);
        assert.ok(fleetErrors.hubForeign.is(error));
        assert.deepEqual(refusedBy(error), {
          hub: 'http://hub',
          status: statusCode,
          reason: `HTTP ${statusCode}`,
          again: 7000,
        });
      }
    const own = JSON.stringify({ code: 'fleet.no-pass', message: 'no pass' });
    assert.ok(fleetErrors.hubRefused.is(refusalOf('http://hub', { statusCode: 401, headers: {} }, own)));
  });
});
