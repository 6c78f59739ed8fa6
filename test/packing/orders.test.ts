import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  count,
  editorTargets,
  type NodeRedProcess,
  readLoadable,
  root,
  startNodeRed,
} from '@millwright/testing';
import { buildPackage, scaffoldPlugin } from '@millwright/tooling';
import { noRegistry, outsideOfRepository, pack, upload } from './install.ts';

/** History, and the plugin that the scaffolder makes: installed (`+`) and removed (`-`). */
const orders = [
  ['+history', '-history', '+plugin', '-plugin'],
  ['+history', '+plugin', '-history', '-plugin'],
  ['+history', '+plugin', '-plugin', '-history'],
  ['+plugin', '+history', '-history', '-plugin'],
  ['+plugin', '+history', '-plugin', '-history'],
  ['+plugin', '-plugin', '+history', '-history'],
] as const;
type Step = (typeof orders)[number][number];

const own = readLoadable(join(root, 'plugins/history'))?.version ?? '';
const [older, newer] = ['0.0.1', '9.0.0'];

/** Versions of the plugin beside that of history: what it is installed as, and updated to while it is installed. */
const variants: readonly { readonly title: string; readonly versions: readonly [string, string?] }[] = [
  { title: 'of the same version', versions: [own] },
  { title: 'older', versions: [older] },
  { title: 'newer', versions: [newer] },
  { title: 'updated while it runs', versions: [own, newer] },
];

interface Status {
  readonly ok: boolean;
  readonly checks: readonly { readonly id: string; readonly ok: boolean; readonly message: string }[];
  readonly copies: readonly { readonly plugin: string; readonly version: string; readonly state: string }[];
}

const pluginName = 'line-watch';
const packages = {
  history: '@millwright/node-red-history',
  plugin: `@millwright/node-red-${pluginName}`,
} as const;
const settings = `httpAdminMiddleware: require(${JSON.stringify(join(root, 'test/runtime/witness.cjs'))}),`;

const title = `${orders.length} orders of installing and removing two plugins in one process, times ${variants.length} variants of the plugin beside history (without MILLWRIGHT_ALL each order with one variant)`;

describe(title, function () {
  this.timeout(60_000);
  let scratch: string;
  const tarballs = new Map<string, string>();

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-orders-'));
    tarballs.set('history', pack('plugins/history', scratch));
    for (const version of [older, own, newer]) {
      const into = await mkdtemp(join(scratch, 'plugin-'));
      const loadable = readLoadable(scaffoldPlugin({ into, name: pluginName, version }));
      assert.ok(loadable);
      await buildPackage(loadable);
      tarballs.set(version, pack(loadable.directory, into));
    }
  });

  after(() => rm(scratch, { recursive: true, force: true }));

  for (const target of editorTargets()) {
    describe(target.title, () => {
      let nodeRed: NodeRedProcess;
      let start: unknown;
      let deploys = 0;

      before(async () => {
        nodeRed = await startNodeRed({
          target: await outsideOfRepository(target),
          environment: noRegistry,
          settings,
        });
        start = await witness();
      });

      after(() => nodeRed?.stop());

      const witness = async (): Promise<unknown> => (await nodeRed.request('GET', '/witness')).body;
      const ask = async <T>(path: string): Promise<T> => {
        const { status, body, text } = await nodeRed.request<T>('GET', path);
        assert.equal(status, 200, `${path}: ${text}`);
        return body;
      };

      const deploy = async (): Promise<string> => {
        deploys += 1;
        const { status, text, body } = await nodeRed.deploy([
          { id: 'a', type: 'tab', label: `Deploy ${deploys}` },
        ]);
        assert.equal(status, 200, text);
        return body.rev;
      };
      const counted = async (): Promise<number> => {
        const { counts } = await ask<{ counts: readonly { operation: string; count: number }[] }>(
          `/millwright/${pluginName}/counts`,
        );
        return counts.find(({ operation }) => operation === 'flows.deploy')?.count ?? 0;
      };

      /** Each plugin that is there does its work at a deploy; each that is not answers nothing. */
      const assertThatTheyWork = async (there: ReadonlyMap<string, string>): Promise<void> => {
        const before = there.has('plugin') ? await counted() : 0;
        const rev = await deploy();
        if (there.has('plugin')) assert.equal(await counted(), before + 1);
        if (there.has('history')) {
          const { versions } = await ask<{ versions: readonly { rev: string }[] }>(
            '/millwright/history/versions?limit=1',
          );
          assert.equal(versions[0]?.rev, rev);
        }
        for (const area of ['history', 'plugin'])
          if (!there.has(area)) {
            const path =
              area === 'history' ? '/millwright/history/health' : `/millwright/${pluginName}/counts`;
            assert.equal((await nodeRed.request('GET', path)).status, 404, path);
          }
      };

      /** The self-test is good, or it says in plain words to restart, and the newest copy is in charge. */
      const assertStatus = async (there: ReadonlyMap<string, string>, updated?: string): Promise<void> => {
        const { checks, copies } = await ask<Status>('/millwright/door/status');
        const wrong = checks.filter(({ ok }) => !ok).map(({ message }) => message);
        const restart =
          updated &&
          `${packages.plugin} ${updated} is installed, ${there.get('plugin')} still runs. Restart Node-RED`;
        assert.deepEqual(wrong, restart ? [restart] : []);
        const newest = [...there.values()].sort().at(-1);
        const owners = copies.filter(({ state }) => state === 'owner');
        assert.deepEqual(
          owners.map(({ version }) => version),
          [newest],
        );
        assert.equal(copies.length, there.size);
      };

      const install = async (tarball: string | undefined): Promise<void> => {
        assert.ok(tarball);
        const response = await upload(nodeRed, tarball);
        assert.equal(response.status, 200, await response.text());
      };

      const all = variants.flatMap((variant) => orders.map((order) => ({ variant, order })));
      const chosen = all.slice(0, count('orders', { quick: 0, full: all.length }));
      // Each order and each variant at least once.
      const quick = orders.map((order, index) => ({
        order,
        variant: variants[(index + 1) % variants.length],
      }));

      for (const { order, variant } of chosen.length > 0 ? chosen : quick) {
        assert.ok(variant);
        it(`${order.join(', ')}; the plugin is ${variant.title}`, async () => {
          const there = new Map<string, string>();
          const act: Readonly<Record<Step, () => Promise<void>>> = {
            '+history': async () => {
              await install(tarballs.get('history'));
              there.set('history', own);
            },
            '-history': () => remove('history'),
            '+plugin': async () => {
              const [first, second] = variant.versions;
              await install(tarballs.get(first));
              there.set('plugin', first);
              if (second === undefined) return;
              await assertThatTheyWork(there);
              await install(tarballs.get(second));
              updated = second;
            },
            '-plugin': async () => {
              await remove('plugin');
              updated = undefined;
            },
          };
          let updated: string | undefined;
          const remove = async (what: keyof typeof packages): Promise<void> => {
            const { status, text } = await nodeRed.request('DELETE', `/nodes/${packages[what]}`);
            assert.equal(status, 204, text);
            there.delete(what);
          };
          for (const step of order) {
            await act[step]();
            await assertThatTheyWork(there);
            if (there.size > 0) await assertStatus(there, updated);
          }
          assert.deepEqual(await witness(), start);
        });
      }
    });
  }
});
