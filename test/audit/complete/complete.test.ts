import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditEvent } from '@millwright/ledger';
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
} from '@millwright/testing';
import { setUpAccess } from '../../access/access.ts';
import { type Ask, type Case, packPalette } from '../../runtime/catalogue/case.ts';
import { flows, foreignCases, plainCases } from '../../runtime/catalogue/cases.ts';
import { projectCases } from '../../runtime/catalogue/project-cases.ts';
import { Probes } from '../../runtime/probes.ts';
import { tokenOfRefused } from './refused.ts';
import { short, Watch } from './watch.ts';

const users = [
  { username: 'anna', password: 'a', permissions: '*' },
  { username: 'carl', password: 'c', permissions: 'nothing.read' },
];
const settings = `httpAdminMiddleware: require(${JSON.stringify(join(root, 'test/runtime/catalogue/routers.cjs'))}),
runtimeState: { enabled: true, ui: true },`;
/** Nothing of this needs a registry: the discard port of the loopback answers nobody. */
const environment = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };

const plain = [...plainCases, ...foreignCases];

interface Way {
  readonly title: string;
  readonly options: NodeRedOptions;
  readonly projects?: true;
  /** Rules of access hold. */
  readonly rules?: true;
}

const ways: readonly Way[] = [
  { title: 'with a log-in', options: { users } },
  { title: 'with rules', options: { users }, rules: true },
  ...(everything
    ? ([
        { title: 'without any log-in, below /admin', options: { adminRoot: '/admin' } },
        { title: 'with Projects', options: { users, projects: true }, projects: true },
        { title: 'with Projects and rules', options: { users, projects: true }, projects: true, rules: true },
      ] as const)
    : []),
];

const isRead = ({ row, kind }: Case): boolean =>
  (kind ?? catalogue.find(({ name }) => name === row)?.kind) === 'read';

/** Which settings an editor has: it saves them by itself. */
const isOfEditor = ({ name }: AuditEvent): boolean => name === 'settings.update';

for (const target of targets()) {
  for (const { title, options, projects, rules } of ways) {
    describe(`the audit log ${title}, ${target.title}`, () => {
      const probes = new Probes();
      let nodeRed: NodeRedProcess;
      let watch: Watch;
      let tarball: string;
      let cases: readonly Case[] = plain;
      /** Of who may do everything, of who may do nothing. */
      let token: string | undefined;
      let stranger: string | undefined;
      const actor = rules ? 'owner' : options.users ? 'anna' : 'anyone';

      before(async function () {
        if (projects) {
          requirePeer(this, 'git');
          requirePeer(this, 'ssh-keygen');
        }
        await probes.build();
        nodeRed = await startNodeRed({
          target,
          only: ['node-red-audit', ...(rules ? ['node-red-access'] : [])],
          packages: [await probes.make({ id: 'probe' })],
          flows,
          settings,
          environment,
          ...options,
        });
        token = options.users && (await nodeRed.token('anna', 'a'));
        if (projects) await createProject(nodeRed, 'oven', { token });
        if (rules) {
          const access = await setUpAccess(nodeRed, token === undefined ? {} : { token });
          token = await access.token('owner');
          stranger = await tokenOfRefused(access);
        } else if (options.users) {
          stranger = await nodeRed.token('carl', 'c', 'nothing.read');
        }
        tarball = packPalette();
        watch = new Watch(nodeRed, token, tarball);
        if (projects) cases = projectCases(GitRemote.make(nodeRed));
      });

      after(async () => {
        await nodeRed?.stop();
        await probes.remove();
        if (tarball) await rm(tarball, { force: true });
      });

      /** As whoever may do everything. */
      const outcomesOf = async (each: Case, ask: Ask, besides = each.besides ?? []): Promise<string[]> => {
        const { status, text, events } = await watch.outcomes(ask, token, 1 + besides.length);
        assert.equal(status, ask.status, `${ask.method} ${ask.path}: ${text.slice(0, 500)}`);
        return events.map(short).sort();
      };
      const withBesides = ({ row, besides = [] }: Case, outcome: string): string[] =>
        [row, ...besides].map((name) => `${name} ${outcome} ${actor}`).sort();

      const all = projects ? projectCases({ url: '' } as GitRemote) : plain;
      // Without a token such a read stays as its node declared it.
      const isSeen = (each: Case): boolean => options.users !== undefined || !isForeignRead(each);
      const isForeignRead = (each: Case): boolean => each.row === 'http.admin' && isRead(each);
      for (const [index, each] of all.entries()) {
        if (!isSeen(each)) continue;
        const { row, kind } = each;
        const named = () => cases[index] as Case;
        const label = kind ? `${row} (${kind})` : row;

        if (!rules) {
          it(`has ${label} as one event, for each request that succeeds`, async () => {
            for (const number of named().succeeds.keys()) {
              await named().before?.(watch.lab);
              const ask = named().succeeds[number] as Ask;
              assert.deepEqual(await outcomesOf(named(), ask), withBesides(named(), 'success'));
            }
          });

          it(`has ${label} as one event where it fails`, async () => {
            const { fails } = named();
            if (typeof fails === 'string') return;
            await named().before?.(watch.lab);
            const putBack = await named().breaking?.(watch.lab);
            try {
              assert.deepEqual(await outcomesOf(named(), fails, []), [`${row} failed ${actor}`]);
            } finally {
              await putBack?.();
            }
          });
        }

        if (options.users) {
          it(`has ${label} as one event where somebody may not do it`, async () => {
            if (row === 'http.admin') await named().before?.(watch.lab);
            const ask = named().succeeds[0] as Ask;
            const { status, events } = await watch.outcomes(ask, stranger);
            const who = rules ? 'refused' : 'carl';
            assert.deepEqual(events.map(short).sort(), expected(named(), status, who, ask));
            for (const event of events) {
              if (event.outcome !== 'refused') continue;
              assert.equal(event.class, isRead(named()) || isOfEditor(event) ? 'read' : 'change');
              if (rules) assert.deepEqual(event.rules, [{ role: 'almost', rule: 'With a long reason' }]);
            }
          });

          if (rules) continue;
          it(`has ${label} as one event where nobody is logged in`, async () => {
            if (isForeignRead(named())) return;
            if (row === 'http.admin') await named().before?.(watch.lab);
            const ask = named().succeeds[0] as Ask;
            const { status, events } = await watch.outcomes(ask, undefined);
            assert.deepEqual(events.map(short).sort(), expected(named(), status, 'anyone', ask));
          });
        }
      }

      /** What there has to be for a request of somebody who may do nothing, by how it was answered. */
      const expected = ({ row, besides = [] }: Case, status: number, who: string, ask: Ask): string[] => {
        const isRoute = !functionCatalogue.some(({ name }) => name === row);
        // Its own check turns somebody away within the operation.
        if (status === 401 && isRoute && !(who === 'anyone' && row !== 'http.admin'))
          return [`${row} refused ${who}`];
        if (status === 401)
          return [`${who === 'anyone' ? 'request.refused' : nameBefore(row)} refused ${who}`];
        if (status === 403) return [`${row} refused ${who}`];
        // Node-RED asks for no permission here, or does not survive a refusal.
        assert.equal(status, ask.status);
        const called = functionCatalogue.find(({ name }) => name === row);
        assert.ok(!rules || !called || !isRefusable(called) || openToAll.has(row), `${row} was not refused`);
        return [row, ...besides].map((name) => `${name} success ${who}`).sort();
      };

      if (!projects) {
        it('is tried with every operation that is a request', () => {
          const tried = new Set(all.map(({ row }) => row));
          const names = catalogue.filter(({ name }) => !/^(projects|settings\.keys|comms)\./.test(name));
          assert.deepEqual(
            names.map(({ name }) => name).filter((name) => !tried.has(name)),
            [],
          );
        });
      }
    });
  }
}

/** Before its body is read an operation has the name of the most common one that shares its request. */
function nameBefore(row: string): string {
  const requests = catalogue.find(({ name }) => name === row)?.requests ?? [];
  const same = catalogue.filter((each) => each.requests.some((request) => requests.includes(request)));
  return (same.find((each) => !('when' in each)) ?? same[0])?.name ?? 'permission.fail';
}

/** What the editor's page waits for: everybody who is logged in gets it. */
const openToAll: ReadonlySet<string> = new Set(['nodes.catalogs.get', 'plugins.catalogs.get']);
