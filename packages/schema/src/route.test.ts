import assert from 'node:assert/strict';
import * as v from 'valibot';
import {
  boundedText,
  defaultMaxBodyBytes,
  defineRoutes,
  parseRequest,
  queryFlag,
  queryInteger,
  type RouteAnswer,
  type RouteInput,
  type RouteRequest,
  requestErrors,
  requestPath,
  routeErrors,
} from './route.ts';

const routes = defineRoutes('press', {
  list: {
    method: 'GET',
    path: '/strokes',
    permission: 'read',
    query: v.object({
      before: v.optional(boundedText(20)),
      limit: v.optional(queryInteger(1, 100), '50'),
      named: v.optional(queryFlag()),
    }),
    response: v.object({ strokes: v.array(v.object({ id: v.string() })) }),
  },
  rename: {
    method: 'PUT',
    path: '/strokes/:id/name',
    permission: 'write',
    params: v.object({ id: boundedText(40) }),
    body: v.strictObject({ name: v.nullable(boundedText(60)) }),
    maxBodyBytes: 1024,
  },
  test: { method: 'POST', path: '/test', permission: 'flows.write' },
});

describe('a route table', () => {
  it('fills in paths, permissions and limits', () => {
    assert.equal(routes.list.path, '/millwright/press/strokes');
    assert.equal(routes.list.permission, 'millwright.press.read');
    assert.equal(routes.list.maxBodyBytes, defaultMaxBodyBytes);
    assert.equal(routes.rename.permission, 'millwright.press.write');
    assert.equal(routes.rename.maxBodyBytes, 1024);
    assert.equal(routes.test.permission, 'flows.write');
    assert.equal(routes.test.name, 'test');
    assert.equal(routes.test.area, 'press');
  });

  it('refuses a path whose parameters are not declared', () => {
    assert.throws(
      () => defineRoutes('press', { get: { method: 'GET', path: '/strokes/:id', permission: 'read' } }),
      routeErrors.parametersDiffer.is,
    );
  });

  it('gives both sides their types', () => {
    const request: RouteRequest<typeof routes.list> = { query: { limit: 3 } };
    const input: RouteInput<typeof routes.rename> = { params: { id: 'a' }, body: { name: null } };
    const answer: RouteAnswer<typeof routes.list> = { strokes: [{ id: 'a' }] };
    const nothing: RouteAnswer<typeof routes.test> = undefined;
    assert.deepEqual(
      [request.query.limit, input.params.id, answer.strokes.length, nothing],
      [3, 'a', 1, undefined],
    );
    // @ts-expect-error a route without a body has none in its request
    const _body: unknown = request.body;
  });
});

describe('a request from outside', () => {
  it('is converted, and filled with defaults', () => {
    assert.deepEqual(parseRequest(routes.list, { query: { named: 'true' } }), {
      ok: true,
      value: { query: { limit: 50, named: true } },
    });
  });

  it('has all its problems listed, without its values', () => {
    const result = parseRequest(routes.list, { query: { limit: 'hunter2', before: 'x'.repeat(21) } });
    assert.ok(!result.ok);
    assert.deepEqual(result.problems, [
      { path: ['query', 'before'], code: 'too-long', details: { max: 20 } },
      { path: ['query', 'limit'], code: 'not-an-integer' },
    ]);
    const { message } = requestErrors.invalid({ problems: result.problems });
    assert.equal(
      message,
      'The request is not valid: query.before: too-long (max 20); query.limit: not-an-integer',
    );
  });

  it('gets nothing through that is not declared', () => {
    const polluted = JSON.parse('{"__proto__": {"limit": 99}, "constructor": 1, "limit": "7"}') as unknown;
    const result = parseRequest(routes.list, {
      query: polluted,
      body: { any: 'thing' },
      params: { id: 'x' },
    });
    assert.deepEqual(result, { ok: true, value: { query: { limit: 7 } } });
  });

  for (const body of [undefined, null, 'text', 7, [], { name: 7 }, { name: 'a', other: 1 }]) {
    it(`is refused with the body ${JSON.stringify(body)}`, () => {
      assert.equal(parseRequest(routes.rename, { params: { id: 'a' }, body }).ok, false);
    });
  }

  for (const limit of ['0', '101', '1.5', '1e2', ' 7', '', ['7'], { a: '7' }, '9'.repeat(400)]) {
    it(`is refused with the limit ${JSON.stringify(limit).slice(0, 30)}`, () => {
      assert.equal(parseRequest(routes.list, { query: { limit } }).ok, false);
    });
  }
});

describe('the path of a request', () => {
  it('is relative, escaped, and leaves out what is undefined', () => {
    assert.equal(
      requestPath(routes.rename, { params: { id: 'a/b?c' } }),
      'millwright/press/strokes/a%2Fb%3Fc/name',
    );
    assert.equal(
      requestPath(routes.list, { query: { limit: 5, before: undefined, named: true } }),
      'millwright/press/strokes?limit=5&named=true',
    );
    assert.equal(requestPath(routes.test), 'millwright/press/test');
  });
});
