import assert from 'node:assert/strict';
import { type PageView, pageText } from './page.ts';
import { languageOf } from './texts.ts';

const common = {
  language: 'en',
  logInPath: '/api/millwright/log-in',
  logOutPath: '/api/millwright/log-out',
  formToken: 'token',
  to: '/api/dashboard?a=1&b="><script>',
} as const;
const form = {
  ...common,
  what: 'form',
  name: '',
  problem: undefined,
  note: undefined,
  isPrivate: true,
} as const;

describe('the page of the log-in', () => {
  it('takes what people gave for text', () => {
    const hostile = `"><img src=x onerror=alert('1')>&`;
    const views: PageView[] = [
      { ...form, name: hostile, problem: 'wrong' },
      { ...common, what: 'loggedIn', user: hostile },
    ];
    for (const view of views) {
      const text = pageText(view);
      assert.doesNotMatch(text, /<img|<script/);
      assert.match(text, /&lt;img src=x onerror=alert\(&#39;1&#39;\)&gt;&amp;/);
      assert.match(text, /\/api\/dashboard\?a=1&amp;b=&quot;&gt;&lt;script&gt;/);
    }
  });

  it('says what is wrong where readers hear it, and warns of open connections', () => {
    const text = pageText({ ...form, name: 'ana', problem: 'wrong', isPrivate: false });
    assert.match(text, /role="alert">Name or password is wrong/);
    assert.match(text, /aria-invalid="true" aria-describedby="problem"/);
    assert.match(text, /not encrypted/);
    assert.doesNotMatch(pageText(form), /not encrypted|aria-invalid/);
    assert.match(pageText({ ...common, what: 'unavailable' }), /role="alert">Nobody can log in/);
  });

  it('speaks the language that the browser likes best', () => {
    assert.equal(languageOf('de-AT,de;q=0.9,en;q=0.8'), 'de');
    assert.equal(languageOf('fr,en;q=0.5,de;q=0.4'), 'en');
    assert.equal(languageOf('de;q=0,en'), 'en');
    for (const header of [undefined, '', '*', 'fr', 'de;q=x']) assert.equal(languageOf(header), 'en', header);
  });
});
