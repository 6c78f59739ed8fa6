import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { everyTarget, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import { comment, ProbeClient, type ProbeRecord, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const users = [
  { username: 'anna', password: 'a', permissions: '*' },
  { username: 'reader', password: 'r', permissions: 'read' },
  { username: 'narrow', password: 'n', permissions: ['flows.read', 'settings.read'] },
];
const settings = `functionGlobalContext: { key: 'SECRET-VALUE' }, functionTimeout: 30, contextStorage: { default: { module: 'memory' }, file: { module: 'localfilesystem' } },`;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

for (const target of everyTarget()) {
  describe(`routes and host, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    const tokens: Record<string, string> = {};

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        without: 'all',
        packages: [await probes.make({ id: 'probe' })],
        flows: [tab('a'), comment('a1', 'a')],
        users,
        adminRoot: '/admin',
        settings,
      });
      for (const { username, password } of users)
        tokens[username] = await nodeRed.token(username, password, '');
    });

    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const ask = async (
      method: string,
      path: string,
      {
        as = 'anna',
        body,
        headers = {},
      }: { as?: string; body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
    ): Promise<{ status: number; headers: Headers; body: Failure; text: string }> => {
      const authorization: Record<string, string> =
        as === '' ? {} : { Authorization: `Bearer ${tokens[as]}` };
      const response = await fetch(`${nodeRed.adminUrl}/millwright/${path}`, {
        method,
        headers: { ...authorization, ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.startsWith('application/json');
      return {
        status: response.status,
        headers: response.headers,
        body: json ? JSON.parse(text) : undefined,
        text,
      };
    };
    const json = { 'Content-Type': 'application/json' };

    it('each route asks for its permission', async () => {
      const expected: readonly (readonly [string, string, string, number])[] = [
        ['', 'GET', 'probe/record', 401],
        ['', 'GET', 'door/status', 401],
        ['anna', 'GET', 'probe/record', 200],
        ['anna', 'POST', 'probe/let-go', 204],
        ['reader', 'GET', 'probe/record', 200],
        ['reader', 'POST', 'probe/let-go', 401],
        ['reader', 'GET', 'door/status', 200],
        ['narrow', 'GET', 'probe/record', 401],
        ['narrow', 'GET', 'door/status', 200],
      ];
      for (const [as, method, path, status] of expected)
        assert.equal((await ask(method, path, { as })).status, status, `${as} ${method} ${path}`);
    });

    it('answers are JSON and never kept by anyone on the way', async () => {
      for (const path of ['probe/record', 'door/status', 'probe/fail']) {
        const { headers } = await ask('GET', path);
        assert.equal(headers.get('cache-control'), 'no-store', path);
        assert.equal(headers.get('content-type'), 'application/json; charset=utf-8', path);
        assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      }
    });

    it('an unexpected error is in the log, not in the answer', async () => {
      const { status, body, text } = await ask('GET', 'probe/fail');
      assert.equal(status, 500);
      assert.equal(body.code, 'runtime.unexpected');
      assert.ok(!text.includes('secret inner details'));
      assert.match(nodeRed.log, /\[error\] \[millwright\/probe\] TypeError: secret inner details\n\s+at /);
    });

    it('what changes something without being an operation fails, so that nobody can be let by', async () => {
      const { status, body } = await ask('POST', 'probe/forget');
      assert.deepEqual([status, body.code], [500, 'runtime.no-operation']);
      assert.match(nodeRed.log, /The route probe\.forget changes something and ran no operation/);
    });

    it('what is wrong with a request is said by code, before the handler sees it', async () => {
      const huge = JSON.stringify({ flows: [{ text: 'x'.repeat(5000) }] });
      const wrong: readonly (readonly [string, string, Parameters<typeof ask>[2], number, string])[] = [
        [
          'PUT',
          'probe/behaviour/commit',
          { body: '{"behaviour":"dance"}', headers: json },
          400,
          'request.invalid',
        ],
        [
          'PUT',
          'probe/behaviour/never',
          { body: '{"behaviour":null}', headers: json },
          400,
          'request.invalid',
        ],
        ['PUT', 'probe/behaviour/%E0%A4%A', { body: '{}', headers: json }, 400, 'request.invalid'],
        [
          'PUT',
          'probe/behaviour/commit',
          { body: '{"behaviour":', headers: json },
          400,
          'runtime.malformed-json',
        ],
        ['PUT', 'probe/behaviour/commit', { body: 'behaviour=hang' }, 415, 'runtime.not-json'],
        ['PUT', 'probe/behaviour/commit', {}, 415, 'runtime.not-json'],
        ['POST', 'probe/restore', { body: huge, headers: json }, 413, 'request.too-large'],
        ['POST', 'probe/let-go', { headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403, 'runtime.cross-site'],
      ];
      for (const [method, path, options, status, code] of wrong) {
        const answer = await ask(method, path, options);
        assert.deepEqual(
          [answer.status, answer.body?.code],
          [status, code],
          `${method} ${path}: ${answer.text}`,
        );
        assert.deepEqual(Object.keys(answer.body).sort().slice(0, 2), [
          'code',
          answer.body.details ? 'details' : 'message',
        ]);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
      }
    });

    it('each problem of a request is a place and a code, with nothing of how it is checked', async () => {
      const body = '{"behaviour":"dance"}';
      const { body: failure } = await ask('PUT', 'probe/behaviour/never', { body, headers: json });
      assert.deepEqual(failure.details, {
        problems: [
          { path: ['params', 'phase'], code: 'not-a-choice' },
          { path: ['body', 'behaviour'], code: 'not-a-choice' },
        ],
      });
      assert.equal(
        failure.message,
        'The request is not valid: params.phase: not-a-choice; body.behaviour: not-a-choice',
      );
    });

    it('a body that cannot be decoded is said by code, not by a page of Express', async () => {
      const compressed = new Uint8Array(gzipSync('{"behaviour":null}'));
      const bomb = new Uint8Array(gzipSync(JSON.stringify({ flows: [{ text: 'x'.repeat(100_000) }] })));
      assert.ok(bomb.length < 4096);
      const deep = new Uint8Array(gzipSync('['.repeat(100_000) + ']'.repeat(100_000)));
      const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const wrong: readonly (readonly [Record<string, string>, string | Uint8Array<ArrayBuffer>, string])[] =
        [
          [{ ...json, 'Content-Encoding': 'gzip' }, 'this is no gzip', '400 runtime.unreadable-body'],
          [{ ...json, 'Content-Encoding': 'deflate' }, 'nor is it deflate', '400 runtime.unreadable-body'],
          [
            { ...json, 'Content-Encoding': 'gzip' },
            compressed.slice(0, compressed.length - 6),
            '400 runtime.unreadable-body',
          ],
          [{ ...json, 'Content-Encoding': 'br' }, '{}', '415 runtime.unsupported-encoding'],
          [{ 'Content-Type': 'application/json; charset=latin1' }, '{}', '415 runtime.unsupported-encoding'],
          [{ 'Content-Type': 'application/json; charset=utf-99' }, '{}', '415 runtime.unsupported-encoding'],
          [form, `${'a=1&'.repeat(2000)}`, '415 runtime.not-json'],
          [form, `a${'[x]'.repeat(100)}=1`, '415 runtime.not-json'],
          [{ ...json, 'Content-Encoding': 'gzip' }, bomb, '413 request.too-large'],
          [{ ...json, 'Content-Encoding': 'gzip' }, deep, '400 request.invalid'],
          [json, `{"flows":["${'x'.repeat(6_000_000)}"]}`, '413 request.too-large'],
        ];
      for (const [headers, body, expected] of wrong) {
        const answer = await ask('POST', 'probe/restore', { headers, body });
        assert.equal(`${answer.status} ${answer.body?.code}`, expected, JSON.stringify(headers));
        assert.equal(answer.headers.get('cache-control'), 'no-store');
      }
      const headers = { ...json, 'Content-Encoding': 'gzip' };
      assert.equal((await ask('PUT', 'probe/behaviour/commit', { headers, body: compressed })).status, 204);
      assert.doesNotMatch(nodeRed.log, /\[error\] \[millwright\/door\]/);
    });

    it('what no route of ours matches is for others', async () => {
      for (const path of ['probe', 'probe/nothing', 'probe/record/more', 'other', ''])
        assert.equal((await ask('GET', path)).status, 404, path);
      assert.equal((await ask('DELETE', 'probe/record')).status, 404);
    });

    const record = (): Promise<ProbeRecord> => {
      const probe = new ProbeClient(nodeRed);
      probe.token = tokens['reader'];
      return probe.record();
    };

    it('a handler knows who asks', async () => {
      assert.deepEqual((await record()).actor, { kind: 'user', name: 'reader' });
    });

    it('the host tells what runs: modules, settings without secrets, key of the credentials, flows', async () => {
      const { modules, settings: kept, secret, ready, started, flows, directory } = await record();
      assert.deepEqual(modules, [
        { name: 'millwright-probe', version: '0.1.0', kind: 'node-red', disabled: [] },
      ]);
      assert.match(kept.nodeRed, /^[45]\./);
      assert.deepEqual(kept.values['functionGlobalContext'], ['key']);
      assert.deepEqual(kept.values['contextStorage'], { default: 'memory', file: 'localfilesystem' });
      assert.equal(kept.values['functionTimeout'], 30);
      assert.equal(secret, 'system');
      assert.deepEqual(ready, [flows]);
      assert.deepEqual(started, [{ rev: flows, type: 'full', given: false }]);
      assert.equal(directory, join(nodeRed.userDirectory, 'millwright'));
      assert.equal((await stat(directory)).mode & 0o777, 0o700);
    });
  });

  describe(`flows that do not run, ${target.title}`, () => {
    const cases: readonly (readonly [string, readonly object[], string])[] = [
      [
        'a node type is missing',
        [tab('a'), { id: 'x', type: 'no-such-node', z: 'a', x: 1, y: 1, wires: [] }],
        '',
      ],
      ['safe mode', [tab('a')], 'safeMode: true,'],
    ];
    for (const [what, flows, more] of cases) {
      it(`are reported as ready once all the same: ${what}`, async () => {
        const probes = new Probes();
        await probes.build();
        const packages = [await probes.make({ id: 'probe' })];
        const nodeRed = await startNodeRed({ target, without: 'all', packages, flows, settings: more });
        try {
          const { ready, started, flows: running } = await new ProbeClient(nodeRed).record();
          assert.deepEqual(ready, [running]);
          assert.deepEqual(started, []);
        } finally {
          await nodeRed.stop();
          await probes.remove();
        }
      });
    }
  });
}
