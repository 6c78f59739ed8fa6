import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { askedFor } from './asked-for.ts';

const named = (method: string, path: string): string | undefined =>
  askedFor({ method, path, address: '' })?.name;

describe('what a request that was turned away would have been', () => {
  for (const [method, path, name] of [
    ['POST', '/flows', 'flows.deploy'],
    ['POST', '/Flows/', 'flows.deploy'],
    ['HEAD', '/flows', 'flows.get'],
    ['PUT', '/flow/1', 'flow.update'],
    ['DELETE', '/flow/1', 'flow.remove'],
    ['POST', '/nodes', 'nodes.install'],
    ['DELETE', '/nodes/@plant/oven', 'nodes.remove'],
    ['GET', '/context/global/a/b', 'context.get'],
    ['GET', '/projects', 'projects.list'],
    ['POST', '/projects/', 'projects.create'],
    ['GET', '/projects/oven', 'projects.get'],
    ['GET', '/projects/oven/branches/remote/origin/main/status', 'projects.branch.get'],
    ['GET', '/elsewhere', undefined],
    ['POST', '/settings', undefined],
  ] as const) {
    it(`is ${name ?? 'not known'} of ${method} ${path}`, () => assert.equal(named(method, path), name));
  }
});
