import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Application, Handler } from '../red.ts';
import { foreignRoutes, matchRoute } from './matching-route.ts';

type Declare = (path: string | RegExp, handler: Handler) => void;
type Router = Application & Handler & Readonly<Record<'get' | 'post' | 'all', Declare>>;
const express: { (): Router; Router(): Handler } = createRequire(import.meta.url)('express');
const nothing: Handler = () => {};

describe('routes that nodes declare', () => {
  const application = express();
  application.use(nothing);
  application.get('/debug/view/view.html', nothing);
  application.get('/debug/view/*', nothing);
  application.post('/inject/:id', nothing);
  application.post('/debug/:state', nothing);
  application.post('/debug/:id/:state', nothing);
  application.get(/^\/pump\/(\d+)$/, nothing);
  application.post('/pump/:id/start', nothing);
  application.all('/valve', nothing);
  application.use('/board', express());
  application.use('/tenant/:id/board', express.Router());
  application.use('/millwright/history', nothing);
  const router = express.Router();
  (router as Router).post('/routed/start', nothing);
  application.use(router);
  const stack = application._router?.stack ?? [];

  const matched = (method: string, path: string): string | undefined => {
    const match = matchRoute(stack, method, path);
    return match && `${match.row.name} ${match.row.kind} ${match.declared.method} ${match.declared.path}`;
  };

  it("are told apart: Node-RED's own by name, those of other packages by what they are asked to do", () => {
    const cases: readonly (readonly [string, string, string | undefined])[] = [
      ['POST', '/inject/abc', 'inject write POST /inject/:id'],
      ['POST', '/debug/enable', 'debug.set write POST /debug/:state'],
      ['POST', '/debug/abc/enable', 'debug.set write POST /debug/:id/:state'],
      ['GET', '/pump/7', 'http.admin read GET /^\\/pump\\/(\\d+)$/'],
      ['HEAD', '/pump/7', 'http.admin read GET /^\\/pump\\/(\\d+)$/'],
      ['POST', '/pump/7/start', 'http.admin write POST /pump/:id/start'],
      ['DELETE', '/valve', 'http.admin write ALL /valve'],
      ['GET', '/board/anything/below', 'http.admin read USE /board'],
      ['POST', '/INJECT/abc/', 'inject write POST /inject/:id'],
      ['POST', '/inject/%E0%A4%A', 'inject write POST /inject/:id'],
      ['POST', '/routed/start', 'http.admin write POST /routed/start'],
      ['PUT', '/board', 'http.admin write USE /board'],
    ];
    for (const [method, path, expected] of cases) assert.equal(matched(method, path), expected, path);
  });

  it('are not seen in what no node declared, in files of the editor, in our own, in questions about CORS', () => {
    for (const [method, path] of [
      ['GET', '/line/state'],
      ['POST', '/pump/7'],
      ['GET', '/debug/view/view.html'],
      ['GET', '/debug/view/debug.js'],
      ['GET', '/Debug/View/debug.js'],
      ['POST', '/millwright/history/versions/1/restore'],
      ['OPTIONS', '/pump/7/start'],
      ['GET', '/boardroom'],
    ] as const)
      assert.equal(matched(method, path), undefined, path);
  });

  it('tell which node was meant', () => {
    const params = (path: string): unknown => matchRoute(stack, 'POST', path)?.params;
    assert.deepEqual(params('/inject/a%20b'), { id: 'a b' });
    assert.deepEqual(params('/Debug/x/enable'), { id: 'x', state: 'enable' });
    assert.deepEqual(params('/inject/%E0%A4%A'), { id: '%E0%A4%A' });
  });

  it('are listed, but for those that everybody knows', () => {
    assert.deepEqual(
      foreignRoutes(stack).map(({ method, path }) => `${method} ${path}`),
      [
        'GET /^\\/pump\\/(\\d+)$/',
        'POST /pump/:id/start',
        'ALL /valve',
        'USE /board',
        'USE /tenant/:id/board',
        'POST /routed/start',
      ],
    );
  });
});
