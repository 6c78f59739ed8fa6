import assert from 'node:assert/strict';
import { readRefusal, sentenceAsHtml, shownBy } from './refusals.ts';

describe("requests of the editor's own", () => {
  it('are known by method and address, each with what the editor shows of a failure', () => {
    assert.equal(shownBy('POST', 'flows'), 'text');
    assert.equal(shownBy('POST', 'library/local/flows/a/b.json'), 'text');
    assert.equal(shownBy('POST', 'flows/state'), 'message');
    assert.equal(shownBy('POST', 'nodes'), 'message');
    assert.equal(shownBy('DELETE', 'nodes/@scope/name'), 'message');
    assert.equal(shownBy('POST', 'inject/1a2b'), 'nothing');
    assert.equal(shownBy('POST', 'debug/1a2b/disable'), 'nothing');
    assert.equal(shownBy('DELETE', 'context/flow/1/key?store=default'), 'nothing');
  });

  it('are not those of others, nor what only reads', () => {
    for (const [method, url] of [
      ['GET', 'flows'],
      ['POST', 'millwright/history/versions/1/restore'],
      ['POST', 'https://example.com/flows'],
      ['POST', '/flows'],
      ['POST', 'my-node/flows'],
      ['POST', 'flowsheet'],
      ['POST', ''],
    ] as const)
      assert.equal(shownBy(method, url), undefined, `${method} ${url}`);
  });
});

describe('an answer to a request of the editor', () => {
  it('is a refusal of ours when it has a code of ours', () => {
    const told = { code: 'access.denied', message: 'No', details: { rule: 'Night' } };
    assert.deepEqual(readRefusal(JSON.stringify(told)), told);
  });

  it("is left alone when it is Node-RED's own, or a page", () => {
    for (const text of [
      '{"code":"version_mismatch","message":"no"}',
      '{"code":"unexpected_error","message":"a.b"}',
      '{"code":7,"message":"no"}',
      '{"code":"access.denied"}',
      '{"code":"<b>.x","message":"no"}',
      '<html>',
      '',
      undefined,
    ])
      assert.equal(readRefusal(text), undefined, text);
  });

  it('is text wherever the editor would take markup, places or nested texts', () => {
    assert.equal(
      sentenceAsHtml('<img src=x onerror="a()"> & __message__ $t(deploy)'),
      '&lt;img src=x onerror=&quot;a()&quot;&gt; &amp; &#95;&#95;message&#95;&#95; &#36;t(deploy)',
    );
  });
});
