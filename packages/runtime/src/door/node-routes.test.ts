import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { defineErrors } from '@millwright/schema';
import { ManualClock } from '../clock.test.manual.ts';
import type { Interceptor } from '../interceptor.ts';
import type { Operation } from '../operation.ts';
import { makeContextStorage, originOf } from '../pipeline/context.ts';
import { Locks } from '../pipeline/locks.ts';
import type { OperationRecord } from '../pipeline/record.ts';
import type { Pipeline } from '../pipeline/run.ts';
import type { Application, Handler, NodeRed, Request } from '../red.ts';
import { mount } from './layers.ts';
import { messageReach, nodeRouteLayer } from './node-routes.ts';

type Router = Application &
  Handler &
  Readonly<Record<'get' | 'post', (path: string, ...handlers: readonly Handler[]) => void>>;
const express: () => Router = createRequire(import.meta.url)('express');
const errors = defineErrors('test', {
  refused: { status: 403, family: 'caller', message: () => 'No' },
});

/** As Node-RED does it: the token is the user's name, and a permission is held by everybody but `reader`. */
const needsPermission =
  (permission: string): Handler =>
  (request, response, next) => {
    const name = request.headers.authorization?.replace('Bearer ', '');
    if (name === undefined || (permission !== '' && name === 'reader')) {
      response.statusCode = 401;
      response.end();
      return;
    }
    Object.assign(request, { user: { username: name }, authInfo: { scope: '*' } });
    next();
  };

describe("requests to nodes' routes", () => {
  const clock = new ManualClock();
  const over: OperationRecord[] = [];
  const strangers: string[] = [];
  let interceptor: Interceptor = {};
  let server: Server;
  let url: string;
  let pipeline: Pipeline;
  /** What the route's handler saw of the request, and a way to look at the context later. */
  let seen: { readonly user: unknown; readonly actor: () => Operation['actor']; readonly own: () => string };

  before(async () => {
    pipeline = {
      context: makeContextStorage(),
      locks: new Locks(clock),
      running: new Map(),
      get interceptors() {
        return [{ plugin: 'test', interceptor }];
      },
      clock,
      report: (operation) => over.push(operation),
      over: () => {},
      fault: (_plugin, error) => assert.fail(String(error)),
    };
    const look = (request: Request): void => {
      const run = pipeline.context.run.bind(pipeline.context);
      const inherited = pipeline.context.getStore();
      assert.ok(inherited);
      const origin = () => run(inherited, () => originOf(pipeline.context));
      seen = {
        user: request.user,
        actor: () => origin().actor,
        own: () => `${origin().parent?.name} ${origin().correlation === over.at(-1)?.id}`,
      };
    };
    const application = express();
    application.post('/inject/:id', needsPermission('inject.write'), (request, response) => {
      look(request);
      response.end();
    });
    application.post('/open', (request, response) => {
      look(request);
      response.end();
    });
    application.get('/script.js', (_request, response) => {
      response.end('1');
    });
    application.get('/hang', (_request, response) => {
      response.write('begun');
    });
    const RED = { auth: { needsPermission }, settings: {} } as unknown as NodeRed;
    const layer = nodeRouteLayer({
      RED,
      application,
      pipeline,
      answeredStranger: ({ method, path }) => strangers.push(`${method} ${path}`),
      fault: (error) => assert.fail(String(error)),
    });
    mount(application, layer, { place: 'front' });
    const noteClosed: Handler = (_request, response, next) => {
      response.once('close', () => server.emit('millwright-test-closed'));
      next();
    };
    mount(application, noteClosed, { place: 'front' });
    server = createServer(application as never);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => void server.close());
  beforeEach(() => {
    over.length = 0;
    strangers.length = 0;
    interceptor = {};
  });

  const ask = async (
    method: string,
    path: string,
    token?: string,
    signal?: AbortSignal,
  ): Promise<Response> => {
    const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return fetch(url + path, { method, headers, ...(signal ? { signal } : {}) });
  };
  const operation = async (): Promise<OperationRecord> => {
    while (over.length === 0) await new Promise(setImmediate);
    assert.equal(over.length, 1);
    return over[0] as OperationRecord;
  };

  it('are operations of whoever holds the permission', async () => {
    assert.equal((await ask('POST', '/inject/7', 'anna')).status, 200);
    const { name, actor, target, outcome } = await operation();
    assert.deepEqual(
      { name, actor, target, outcome },
      {
        name: 'inject',
        actor: { kind: 'user', name: 'anna' },
        target: { kind: 'node', id: '7' },
        outcome: { status: 'success' },
      },
    );
  });

  it('are turned away by the route itself: unseen without a log-in, failed where the permission is not held', async () => {
    assert.equal((await ask('POST', '/inject/7')).status, 401);
    assert.deepEqual(over, []);
    assert.equal((await ask('POST', '/inject/7', 'reader')).status, 401);
    const { actor, outcome } = await operation();
    assert.deepEqual(actor, { kind: 'user', name: 'reader' });
    assert.deepEqual([outcome?.status, outcome?.code], ['failed', 'runtime.route-failed']);
  });

  it('end also when who asked has gone before the route was called, which it then is not', async () => {
    const leave = new AbortController();
    let letGo = (): void => {};
    const looked = new Promise<void>((resolve) => {
      interceptor = {
        async authorise() {
          resolve();
          await new Promise<void>((release) => {
            letGo = release;
          });
        },
      };
    });
    const called = seen;
    const asked = ask('POST', '/open', 'anna', leave.signal).catch(() => undefined);
    await looked;
    const closed = once(server, 'millwright-test-closed');
    leave.abort();
    await asked;
    await closed;
    letGo();
    assert.deepEqual((await operation()).outcome?.code, 'runtime.route-failed');
    assert.equal(seen, called);
    assert.equal(pipeline.running.size, 0);
  });

  it('leave the request as it came, for a route that asks for nothing', async () => {
    await ask('POST', '/open', 'anna');
    assert.equal(seen.user, undefined);
    assert.deepEqual((await operation()).actor, { kind: 'user', name: 'anna' });
    over.length = 0;
    await ask('POST', '/open');
    assert.deepEqual((await operation()).actor, { kind: 'anyone' });
    assert.deepEqual(strangers, ['POST /open']);
  });

  it('that read without a token go by, and are noted as open', async () => {
    assert.equal(await (await ask('GET', '/script.js')).text(), '1');
    assert.deepEqual([over.length, strangers], [0, ['GET /script.js']]);
    await ask('GET', '/script.js', 'anna');
    assert.equal((await operation()).action, 'flow.read');
    assert.deepEqual(strangers, ['GET /script.js']);
  });

  it('that are refused are answered with the reason, and the route is not called', async () => {
    interceptor = {
      authorise: () => {
        throw errors.refused();
      },
    };
    const answer = await ask('POST', '/open', 'anna');
    assert.deepEqual([answer.status, await answer.json()], [403, { code: 'test.refused', message: 'No' }]);
    assert.equal((await operation()).outcome?.status, 'refused');
    assert.deepEqual(strangers, []);
  });

  it('end when the answer ends, or when who asked has gone', async () => {
    const leave = new AbortController();
    const answer = await ask('GET', '/hang', 'anna', leave.signal);
    assert.equal(answer.status, 200);
    assert.equal(pipeline.running.size, 1);
    leave.abort();
    assert.deepEqual((await operation()).outcome, { status: 'success' });
    assert.equal(pipeline.running.size, 0);
  });

  it(`open a context for the message: it is the actor's for ${messageReach / 1000} s, then nobody's`, async () => {
    interceptor = {
      authorise: ({ name }) => assert.equal(name, 'inject'),
    };
    await ask('POST', '/inject/7', 'anna');
    await operation();
    assert.deepEqual(seen.actor(), { kind: 'user', name: 'anna' });
    assert.equal(seen.own(), 'undefined true', 'no child of what is over, but known to come from it');
    clock.advance(messageReach - 1);
    assert.deepEqual(seen.actor(), { kind: 'user', name: 'anna' });
    clock.advance(1);
    assert.deepEqual(seen.actor(), { kind: 'system' });
  });
});
