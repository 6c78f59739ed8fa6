import assert from 'node:assert/strict';
import { defineRoutes } from '@millwright/schema';
import * as v from 'valibot';
import { readAnswer, readFailure } from './api.ts';

const routes = defineRoutes('press', {
  list: { method: 'GET', path: '/strokes', permission: 'read', response: v.object({ strokes: v.number() }) },
  stop: { method: 'POST', path: '/stop', permission: 'write' },
});

describe('answers of the server', () => {
  it('are kept only as far as the route declares them', () => {
    assert.deepEqual(readAnswer(routes.list, '{"strokes":4,"secret":"x"}'), {
      ok: true,
      value: { strokes: 4 },
    });
  });

  it('of another shape are refused', () => {
    assert.deepEqual(readAnswer(routes.list, '{"strokes":"4"}'), { ok: false });
    assert.deepEqual(readAnswer(routes.list, '<html>a proxy</html>'), { ok: false });
  });

  it('without content are fine where none is declared', () => {
    assert.deepEqual(readAnswer(routes.stop, ''), { ok: true, value: undefined });
  });
});

describe('failures', () => {
  it('carry the code and details of the server', () => {
    const text = '{"code":"press.busy","message":"The press is busy","details":{"since":3}}';
    assert.deepEqual(readFailure(routes.stop, 423, text), {
      code: 'press.busy',
      message: 'The press is busy',
      details: { since: 3 },
      status: 423,
    });
  });

  it('name the missing permission where Node-RED only answers 401', () => {
    const failure = readFailure(routes.stop, 401, '');
    assert.equal(failure.code, 'editor.not-allowed');
    assert.deepEqual(failure.details, { permission: 'millwright.press.write' });
  });

  it('say that nothing answers', () => {
    assert.equal(readFailure(routes.list, 0, undefined).code, 'editor.unreachable');
  });

  it('never show the page of a proxy', () => {
    const failure = readFailure(routes.list, 502, '<h1>Bad gateway</h1>');
    assert.equal(failure.code, 'editor.unexpected-answer');
    assert.equal(failure.status, 502);
    assert.doesNotMatch(failure.message, /gateway/i);
  });
});
