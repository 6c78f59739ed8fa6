import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Route } from '@millwright/schema';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openApiDocument } from '../../packages/runtime/src/http/openapi.ts';
import {
  compareRoutes,
  editRoutes,
  historyRoutes,
  restoreRoutes,
  settingsRoutes,
  verifyRoutes,
} from '../../plugins/history/src/common/routes.ts';
import { probeRoutes } from './probe/src/common/routes.ts';
import { Probes } from './probes.ts';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags: readonly string[];
  readonly security: readonly unknown[];
  readonly 'x-permission': string;
  readonly 'x-max-body-bytes'?: number;
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
  readonly requestBody?: { readonly required: boolean; readonly content: object };
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: Schema }> }>>;
}

interface Schema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** `GET /millwright/history/versions/{number}` for each route, in order. */
const listed = ({ paths }: Document): readonly string[] =>
  Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .sort();

const ofTable = (table: Readonly<Record<string, Route>>): readonly string[] =>
  Object.values(table).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);

/** Every route that history serves. */
const ofHistory = {
  ...historyRoutes,
  ...editRoutes,
  ...compareRoutes,
  ...restoreRoutes,
  ...settingsRoutes,
  ...verifyRoutes,
};

const ofDoor = ['GET /millwright/door/status', 'GET /millwright/openapi.json'];

async function assertValid(document: unknown): Promise<void> {
  const { valid, errors } = await new Validator().validate(
    structuredClone(document) as Record<string, unknown>,
  );
  assert.ok(valid, JSON.stringify(errors));
}

describe('the OpenAPI document of the history routes', () => {
  const table = { plugin: 'history', version: '1.2.3', table: ofHistory };
  const openApi = openApiDocument([table], { version: '1.2.3', root: '/admin' }) as unknown as Document;
  const operation = (method: string, path: string): Operation =>
    openApi.paths[`/millwright/history${path}`]?.[method] as Operation;

  it('is valid, and holds each route once', async () => {
    await assertValid(openApi);
    assert.deepEqual(listed(openApi), [...ofTable(ofHistory)].sort());
    assert.deepEqual(openApi.servers, [{ url: '/admin' }]);
    assert.deepEqual(openApi.tags, [{ name: 'history', description: 'Served by history 1.2.3' }]);
  });

  it('describes parameters as the values that they stand for, with limits and defaults', () => {
    const { parameters: described = [], summary, ...list } = operation('get', '/versions');
    const parameters = described.map(({ description: _words, ...parameter }) => parameter);
    const integer = { type: 'integer', minimum: 1 };
    const inQuery = (name: string, schema: object) => ({ name, in: 'query', required: false, schema });
    const moment = { type: 'integer', minimum: 0, maximum: 999_999_999_999_999 };
    assert.deepEqual(parameters, [
      inQuery('text', { type: 'string', maxLength: 200 }),
      inQuery('person', { type: 'string', maxLength: 200 }),
      inQuery('part', { type: 'string', maxLength: 220 }),
      inQuery('since', moment),
      inQuery('until', moment),
      inQuery('named', { type: 'boolean' }),
      inQuery('pinned', { type: 'boolean' }),
      inQuery('before', { ...integer, maximum: 999_999_999_999_999 }),
      inQuery('limit', { ...integer, maximum: 200, default: 50 }),
    ]);
    assert.match(described.find(({ name }) => name === 'since')?.description ?? '', /Milliseconds/);
    assert.deepEqual(
      described.filter(({ description }) => description === undefined).map(({ name }) => name),
      ['limit'],
    );
    assert.match(summary ?? '', /^Versions, newest first/);
    assert.deepEqual([list.operationId, list.tags], ['history.listVersions', ['history']]);
    assert.deepEqual(operation('get', '/versions/{number}').parameters, [
      { name: 'number', in: 'path', required: true, schema: { ...integer, maximum: 999_999_999_999_999 } },
    ]);
  });

  it('describes bodies and answers as they go over the wire', () => {
    const named = operation('post', '/snapshots');
    assert.deepEqual(named.requestBody, {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              name: { type: 'string', minLength: 1, maxLength: 100 },
              note: { type: 'string', minLength: 1, maxLength: 2000 },
              pinned: { type: 'boolean' },
            },
            required: ['name'],
            additionalProperties: false,
          },
        },
      },
    });
    const restore = operation('post', '/versions/{number}/restore');
    assert.equal(restore.requestBody?.required, false);
    assert.equal(restore['x-max-body-bytes'], restoreRoutes.restoreVersion.maxBodyBytes);
    const answer = restore.responses['200']?.content?.['application/json']?.schema;
    assert.deepEqual(answer?.required, ['restored', 'safety', 'rev', 'notices']);
    assert.deepEqual(answer?.properties?.['version'], integerFromOne);
  });

  it('names permissions and what can go wrong', () => {
    const restore = operation('post', '/versions/{number}/restore');
    assert.equal(restore['x-permission'], 'flows.write');
    assert.deepEqual(restore.security, [{ bearer: ['flows.write'] }]);
    assert.deepEqual(
      Object.keys(restore.responses).sort(),
      ['200', '400', '401', '403', '413', '415', '423', '500', '503', 'default'].sort(),
    );
    const health = operation('get', '/health');
    assert.equal(health['x-permission'], 'millwright.history.read');
    assert.deepEqual(Object.keys(health.responses), ['200', '401', '500', '503', 'default']);
  });
});

const integerFromOne = { type: 'integer', minimum: 1 };

for (const target of targets()) {
  describe(`the OpenAPI document, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let token: string;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        packages: [await probes.make({ id: 'probe' })],
        flows: [],
        users: [
          { username: 'anna', password: 'a', permissions: '*' },
          { username: 'narrow', password: 'n', permissions: ['flows.read'] },
        ],
        environment: { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' },
      });
      token = await nodeRed.token('anna', 'a');
    });

    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const ask = (given: string | undefined = token) =>
      nodeRed.request<Document>('GET', '/millwright/openapi.json', undefined, { token: given });

    it('is valid and has the routes of each table and no other, whichever copy serves them', async () => {
      const { status, headers, body } = await ask();
      assert.equal(status, 200);
      assert.equal(headers.get('cache-control'), 'no-store');
      await assertValid(body);
      const all = [...ofDoor, ...ofTable(ofHistory), ...ofTable(probeRoutes('probe'))];
      assert.deepEqual(listed(body), all.sort());
      assert.deepEqual(body.servers, [{ url: '/' }]);
      assert.deepEqual(
        body.tags.map(({ description }) => description.split(' ').slice(0, 3).join(' ')).sort(),
        ['Served by door', 'Served by history', 'Served by probe'],
      );
      const letGo = body.paths['/millwright/probe/let-go']?.['post'];
      assert.deepEqual([letGo?.responses['204'] !== undefined, letGo?.responses['200']], [true, undefined]);
    });

    it('is for whoever may open the editor', async () => {
      assert.equal((await ask('')).status, 401);
      assert.equal((await ask(await nodeRed.token('narrow', 'n', ''))).status, 401);
    });

    it('follows plugins that come and go', async () => {
      const tarball = probes.pack(await probes.make({ id: 'late' }));
      const form = new FormData();
      form.set('tarball', new Blob([new Uint8Array(await readFile(tarball))]), basename(tarball));
      const headers = { Authorization: `Bearer ${token}` };
      const installed = await fetch(`${nodeRed.url}/nodes`, { method: 'POST', body: form, headers });
      assert.equal(installed.status, 200, await installed.text());
      const before = listed((await ask()).body);
      const late = ofTable(probeRoutes('late'));
      assert.deepEqual(before.filter((route) => route.includes('/late/')).sort(), [...late].sort());

      const removed = await nodeRed.request('DELETE', '/nodes/millwright-late', undefined, { token });
      assert.equal(removed.status, 204, removed.text);
      assert.deepEqual(
        listed((await ask()).body),
        before.filter((route) => !late.includes(route)),
      );
    });
  });

  it(`the OpenAPI document names the admin root that it was asked by, ${target.title}`, async () => {
    const probes = new Probes();
    await probes.build();
    const nodeRed = await startNodeRed({
      target,
      without: 'all',
      packages: [await probes.make({ id: 'probe' })],
      settings: "httpAdminRoot: '/plant/admin',",
    });
    try {
      const { body } = await nodeRed.request<Document>('GET', '/plant/admin/millwright/openapi.json');
      assert.deepEqual(body.servers, [{ url: '/plant/admin' }]);
      const { status } = await nodeRed.request('GET', `${body.servers[0]?.url}${Object.keys(body.paths)[0]}`);
      assert.equal(status, 200);
    } finally {
      await nodeRed.stop();
      await probes.remove();
    }
  });
}
