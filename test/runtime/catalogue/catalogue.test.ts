import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue, functionCatalogue, isRefusable } from '@millwright/runtime';
import {
  createProject,
  everything,
  GitRemote,
  type NodeRedOptions,
  type NodeRedProcess,
  requirePeer,
  root,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { paletteRequests } from '../palette-requests.ts';
import type { Described } from '../probe/src/runtime/recorder.ts';
import { ProbeClient } from '../probe-client.ts';
import { Probes } from '../probes.ts';
import { type Ask, type Case, type Lab, packPalette, send } from './case.ts';
import { flows, foreignCases, plainCases } from './cases.ts';
import { projectCases } from './project-cases.ts';
import { compareWithCatalogue, type Layer } from './routers.ts';

const users = [{ username: 'anna', password: 'a', permissions: '*' }];
const settings = `httpAdminMiddleware: require(${JSON.stringify(join(root, 'test/runtime/catalogue/routers.cjs'))}),
runtimeState: { enabled: true, ui: true },`;
/** Nothing of this needs a registry: the discard port of the loopback answers nobody. */
const environment = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };

const plain = [...plainCases, ...foreignCases];

/** Ways in which people run Node-RED, and what is tried on each. */
const ways: readonly {
  readonly title: string;
  readonly options: NodeRedOptions;
  readonly projects?: true;
  /** Tried at a user's width too: those between them have all rows. */
  readonly isUsual?: true;
}[] = [
  { title: 'with a log-in', options: { users }, isUsual: true },
  { title: 'without any log-in, below /admin', options: { adminRoot: '/admin' } },
  { title: 'inside another application', options: { users, embedded: true } },
  { title: 'with Projects', options: { users, projects: true }, projects: true, isUsual: true },
];

for (const target of targets()) {
  for (const { title, options, projects } of everything ? ways : ways.filter(({ isUsual }) => isUsual)) {
    describe(`the catalogue ${title}, ${target.title}`, () => {
      const probes = new Probes();
      let nodeRed: NodeRedProcess;
      let probe: ProbeClient;
      let lab: Lab;
      let cases: readonly Case[] = plain;

      before(async function () {
        if (projects) {
          requirePeer(this, 'git');
          requirePeer(this, 'ssh-keygen');
        }
        await probes.build();
        nodeRed = await startNodeRed({
          target,
          without: 'all',
          packages: [await probes.make({ id: 'probe' })],
          flows,
          settings,
          environment,
          ...options,
        });
        const token = options.users && (await nodeRed.token('anna', 'a'));
        probe = new ProbeClient(nodeRed);
        probe.token = token;
        const tarball = packPalette();
        lab = { nodeRed, token, tarball, send: (ask) => send(ask, { nodeRed, token, tarball }) };
        if (!projects) return;
        await createProject(nodeRed, 'oven', { token });
        cases = projectCases(GitRemote.make(nodeRed));
      });

      after(async () => {
        await nodeRed?.stop();
        await probes.remove();
        if (lab) await rm(lab.tarball, { force: true });
      });

      const actor = options.users ? { kind: 'user', name: 'anna' } : { kind: 'anyone' };

      /** Sends the request, and asserts that it led to one operation of the row and to no other than those expected. */
      const operationOf = async (each: Case, ask: Ask): Promise<Described> => {
        const isOfRow = ({ name, kind }: Described): boolean =>
          name === each.row && (each.kind ?? kind) === kind;
        const from = (await probe.operations()).length;
        const { status, text } = await lab.send(ask);
        assert.equal(status, ask.status, `${ask.method} ${ask.path}: ${text.slice(0, 500)}`);
        await waitFor('the operation', async () => (await probe.operations()).slice(from).some(isOfRow));
        const seen = (await probe.operations()).slice(from);
        const [operation, ...more] = seen.filter(isOfRow);
        assert.ok(operation);
        assert.deepEqual(more, []);
        const besides = ask.status < 400 ? (each.besides ?? []) : [];
        assert.deepEqual(
          seen.filter((other) => other !== operation).map(({ name }) => name),
          besides,
        );
        assert.deepEqual(operation.actor, actor);
        assert.deepEqual(operation.source, {
          method: ask.method,
          path: new URL(`http://x${ask.path}`).pathname,
          address: '127.0.0.1',
          userAgent: 'node',
        });
        const row = catalogue.find((one) => one.name === operation.name && one.kind === operation.kind);
        assert.deepEqual([operation.action, operation.kind], [row?.action, row?.kind]);
        return operation;
      };

      const all = projects ? projectCases({ url: '' } as GitRemote) : plain;
      // Without a log-in nobody brings a token, and what is read without one stays as its node declared it.
      const isSeen = ({ row, kind }: Case): boolean =>
        options.users !== undefined || !(row === 'http.admin' && kind === 'read');
      for (const [index, each] of all.entries()) {
        if (!isSeen(each)) continue;
        const { row, kind } = each;
        const named = () => cases[index] as Case;
        const label = kind ? `${row} (${kind})` : row;

        it(`${label}: each request that succeeds is one operation`, async () => {
          for (const number of named().succeeds.keys()) {
            await named().before?.(lab);
            const ask = named().succeeds[number] as Ask;
            const operation = await operationOf(named(), ask);
            assert.equal(operation.outcome?.status, 'success', JSON.stringify(operation.outcome));
            if (number === 0 && named().target) assert.deepEqual(operation.target, named().target);
          }
        });

        it(`${label}: a refusal is one operation, and Node-RED was not asked`, async () => {
          await named().before?.(lab);
          const [ask] = named().succeeds;
          assert.ok(ask);
          const called = functionCatalogue.find(({ name }) => name === row);
          const refusable = !called || isRefusable(called);
          const status = refusable ? 403 : ask.status;
          const operation = await probe.while('authorise', 'refuse', () =>
            operationOf(
              { ...named(), besides: refusable ? [] : (named().besides ?? []) },
              { ...ask, status },
            ),
          );
          if (refusable) {
            assert.deepEqual(
              [operation.outcome?.status, operation.outcome?.code],
              ['refused', 'probe.refused'],
            );
            assert.deepEqual(operation.phases, ['rewrite', 'authorise', 'settle']);
          } else {
            assert.equal(operation.outcome?.status, 'success');
            assert.deepEqual(
              operation.warnings.map(({ code }) => code),
              ['probe.refused'],
            );
          }
        });

        it(`${label}: what fails in Node-RED is one failed operation`, async () => {
          const { fails } = named();
          // Why there is none stands in the table.
          if (typeof fails === 'string') return;
          await named().before?.(lab);
          const putBack = await named().breaking?.(lab);
          try {
            const operation = await operationOf(named(), fails);
            assert.equal(operation.outcome?.status, 'failed', JSON.stringify(operation.outcome));
            assert.ok(operation.outcome?.code);
          } finally {
            await putBack?.();
          }
        });
      }

      it('whatever needs a lock waits 5 s, and is then told what runs and by whom', async () => {
        const waiting = cases.filter(({ row }) => locksOf(row).length > 0);
        assert.ok(waiting.length > 5);
        const from = (await probe.operations()).length;
        await probe.holding(['modules', 'flows', 'settings'], async () => {
          const asks = waiting.map(({ succeeds: [ask] }) => lab.send(ask as Ask));
          for (const [index, { status, text }] of (await Promise.all(asks)).entries()) {
            const { row } = waiting[index] as Case;
            assert.equal(status, 423, `${row}: ${text}`);
            const { code, message } = JSON.parse(text);
            assert.equal(code, 'runtime.busy');
            const by = options.users ? 'anna' : 'anyone';
            assert.match(
              message,
              new RegExp(`^probe\\.hold by ${by} has been running since .* and holds the `),
            );
          }
        });
        const refused = (await probe.operations()).slice(from).filter(({ name }) => name !== 'probe.hold');
        assert.deepEqual(
          new Map(refused.map(({ name, outcome }) => [name, outcome?.code])),
          new Map(waiting.map(({ row }) => [row, 'runtime.busy'])),
        );
      });

      it('every route of this Node-RED is known, and one that is not would be found', async () => {
        const { body } = await lab.send({ method: 'GET', path: '/routers', status: 200 });
        const routers = body as readonly Layer[];
        const { unknownRoutes, lostRequests } = compareWithCatalogue(routers, paletteRequests);
        assert.deepEqual(unknownRoutes, []);
        const strategies = ['GET /auth/strategy', 'GET /auth/strategy/callback'];
        // Node-RED 5 exchanges codes for tokens, log-in or not.
        const absent = target.major === 4 ? ['POST /auth/revoke', 'POST /auth/token'] : ['POST /auth/revoke'];
        const withoutLogIn = options.users ? [] : absent;
        assert.deepEqual(new Set(lostRequests), new Set([...strategies, ...withoutLogIn]));
        const added: Layer = {
          name: 'bound dispatch',
          every: false,
          expression: '^\\/palette\\/brand-new$',
          flags: '',
          route: { path: '/palette/brand-new', methods: ['patch'] },
          inner: [],
        };
        const found = compareWithCatalogue([...routers, added], paletteRequests).unknownRoutes;
        assert.ok(
          found.some((route) => /^patch .*brand-new/.test(route)),
          found.join('\n'),
        );
      });
    });
  }
}

const locksOf = (row: string): readonly string[] =>
  functionCatalogue.find(({ name }) => name === row)?.locks ?? [];

describe('the cases of the catalogue', () => {
  const cases = [...plain, ...projectCases({ url: '' } as GitRemote)];
  const isLive = (name: string): boolean => name.startsWith('comms.');

  it('are as many as its rows', () => {
    const rows = new Set(catalogue.map(({ name }) => name).filter((name) => !isLive(name)));
    assert.deepEqual(new Set(cases.map(({ row }) => row)), rows);
  });

  it('send a request of each pattern', () => {
    for (const { name, requests } of catalogue) {
      const sent = cases
        .filter(({ row }) => row === name)
        .flatMap(({ succeeds }) => succeeds.map(({ method, path }) => `${method} ${path.split('?')[0]}`));
      for (const request of requests) {
        const pattern = new RegExp(
          `^${request.replaceAll(/:path|:branch/g, '.+').replaceAll(/:\w+/g, '[^/]+')}$`,
        );
        assert.ok(
          sent.some((each) => pattern.test(each) || pattern.test(`${each}/`)),
          `${name}: ${request}`,
        );
      }
    }
  });
});
