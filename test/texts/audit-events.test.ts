import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@millwright/testing';
import * as accessRoutes from '../../plugins/access/src/common/routes.ts';
import * as auditRoutes from '../../plugins/audit/src/common/routes.ts';
import { ownEvents } from '../../plugins/audit/src/runtime/recording/events.ts';
import * as historyRoutes from '../../plugins/history/src/common/routes.ts';

interface AnyRoute {
  readonly area: string;
  readonly name: string;
  readonly method: string;
  readonly reads?: boolean;
}

const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'area' in value && 'method' in value;

/** Reads of our own routes are operations that are called as the route is. */
const reads = [accessRoutes, auditRoutes, historyRoutes]
  .flatMap((module) => Object.values<unknown>(module))
  .flatMap((table) => (typeof table === 'object' && table !== null ? Object.values(table) : []))
  .filter(isRoute)
  .filter(({ method, reads }) => method === 'GET' || reads === true)
  .map(({ area, name }) => `${area}.${name}`);

/** The pages of the catalogue are compared with the code by tests of their own. */
const operations = [
  ...readFileSync(join(root, 'docs/operations.md'), 'utf8').matchAll(/^\| `([^`]+)` \|/gm),
].map(([, name = '']) => name);

describe('the words of the Audit sidebar', () => {
  const names = [...new Set([...operations, ...reads, ...ownEvents.map(({ name }) => name)])];
  const folder = join(root, 'plugins/audit/src/locales');

  it('know every operation of Node-RED and of Millwright, and every event of audit', () => {
    const { event } = JSON.parse(readFileSync(join(folder, 'en-US.json'), 'utf8')) as {
      event: Record<string, string>;
    };
    const missing = names.filter((name) => event[name.replaceAll('.', '-')] === undefined);
    assert.ok(names.length > 120, `${names.length} names`);
    assert.deepEqual(missing, []);
  });
});
