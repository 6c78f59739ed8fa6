import assert from 'node:assert/strict';
import { cookieName, dropCookie, secretsIn, setCookie } from './cookie.ts';
import { FormTokens } from './form-tokens.ts';

const secret = 'x'.repeat(43);

describe('a cookie of the log-in for dashboards', () => {
  it('is for no script, no other site, and over TLS for nothing else', () => {
    assert.equal(
      setCookie('n', secret, { root: '', secure: false }),
      `n=${secret}; Path=/; HttpOnly; SameSite=Lax`,
    );
    assert.match(
      setCookie('n', secret, { root: '/api', secure: true }),
      /Path=\/api; HttpOnly; SameSite=Lax; Secure$/,
    );
    assert.match(dropCookie('n', { root: '', secure: false }), /^n=; .*Max-Age=0$/);
  });

  it('has another name in another Node-RED of the machine', () => {
    assert.notEqual(cookieName('session', '/home/a'), cookieName('session', '/home/b'));
    assert.match(cookieName('session', '/home/a'), /^millwright-session-[0-9a-f]{8}$/);
  });

  it('is found among others, each that could be one', () => {
    const other = 'y'.repeat(43);
    assert.deepEqual(secretsIn(`a=b; n=${secret}; m=${other}; n=${other}`, 'n'), [secret, other]);
    for (const header of [
      undefined,
      '',
      'n',
      `n=${secret}x`,
      `n="${secret}"`,
      `nn=${secret}`,
      `=${secret}`,
      'n=',
    ])
      assert.deepEqual(secretsIn(header, 'n'), [], header);
  });
});

describe('a form', () => {
  it('comes from our page where its token fits the cookie', () => {
    const tokens = new FormTokens();
    const { cookie, token } = tokens.make();
    assert.match(cookie, /^[\w-]{43}$/);
    assert.ok(tokens.matches(['z'.repeat(43), cookie], token));
    assert.equal(tokens.make(cookie).token, token);
    for (const given of [undefined, '', 'x', token.slice(1), cookie, tokens.make().token])
      assert.equal(tokens.matches([cookie], given), false);
    assert.equal(tokens.matches([], token), false);
    assert.equal(new FormTokens().matches([cookie], token), false);
  });
});
