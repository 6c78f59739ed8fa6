import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  everything,
  type NodeRedProcess,
  Registry,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { answerOf, endpoint, HistoryClient } from './client.ts';
import { packed, registryEnvironment, tabWith } from './packages.ts';

const pump = 'node-red-contrib-pump';
const valve = 'node-red-contrib-valve';
const users = [
  { username: 'anna', password: 'a', permissions: '*' },
  { username: 'deployer', password: 'd', permissions: ['flows.read', 'flows.write', 'history.read'] },
];

for (const target of targets()) {
  describe(`restore and modules, ${target.title}`, () => {
    let scratch: string;
    let registry: Registry;
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    let token: string;
    /** The version with both modules, and the one without. */
    let both: number;
    let none: number;

    const palette = async (method: string, path: string, body?: object) => {
      const { status, text } = await nodeRed.request(method, `/nodes${path}`, body, { token });
      assert.ok(status < 300, text);
    };
    const installed = async () => {
      const { body } = await nodeRed.request<{ module: string; version: string }[]>(
        'GET',
        '/nodes',
        undefined,
        {
          token,
        },
      );
      return body
        .filter(({ module }) => module.startsWith('node-red-contrib-'))
        .map(({ module, version }) => `${module} ${version}`)
        .sort();
    };
    const deploy = async (flows: object[]) => {
      const { status, text } = await nodeRed.deploy(flows, { token });
      assert.equal(status, 200, text);
      return (await history.newest()).number;
    };
    const removeAll = async () => {
      for (const entry of await installed()) await palette('DELETE', `/${entry.split(' ')[0]}`);
    };
    const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

    beforeEach(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'millwright-modules-'));
      registry = await Registry.start([
        await packed(scratch, pump, '1.0.0'),
        await packed(scratch, pump, '1.1.0'),
        await packed(scratch, valve, '2.0.0'),
      ]);
      nodeRed = await startNodeRed({
        target,
        only: ['node-red-history'],
        users,
        flows: endpoint('one'),
        environment: registryEnvironment(registry, scratch),
      });
      token = await nodeRed.token('anna', 'a');
      history = new HistoryClient(nodeRed, token);
      await history.reaches(1);
      await palette('POST', '', { module: pump, version: '1.0.0' });
      await palette('POST', '', { module: valve, version: '2.0.0' });
      both = await deploy([...endpoint('two'), ...tabWith('pump'), ...tabWith('valve')]);
      await deploy(endpoint('three'));
      await removeAll();
      none = await deploy(endpoint('four'));
    });
    afterEach(async () => {
      await nodeRed?.stop();
      await registry?.stop();
      await rm(scratch, { recursive: true, force: true });
    });

    it('installs what is missing only if asked, in exactly the version, and removes what is superfluous again', async () => {
      const { body: plan } = await history.plan(both);
      assert.deepEqual(plan.modules, {
        missing: [
          { name: pump, version: '1.0.0' },
          { name: valve, version: '2.0.0' },
        ],
        superfluous: [],
        other: [],
      });
      assert.deepEqual(plan.missingTypes, ['pump', 'valve']);
      const { body: tab } = await history.plan(both, { parts: [{ kind: 'tab', id: 'pump-tab' }] });
      assert.deepEqual(
        [tab.modules.missing, tab.missingTypes],
        [[{ name: pump, version: '1.0.0' }], ['pump']],
      );

      const { rev } = await nodeRed.flows(token);
      const refused = await history.restore(both);
      assert.deepEqual([refused.status, refused.body.code], [422, 'history.modules-missing']);
      assert.match(refused.body.message, /pump, valve.*node-red-contrib-pump 1\.0\.0/);
      assert.deepEqual([await installed(), (await nodeRed.flows(token)).rev], [[], rev]);

      // It loaded these packages before, in this process.
      const { status, body, text } = await history.restore(both, { installModules: true });
      assert.equal(status, 200, text);
      assert.deepEqual(codes(body.notices), ['history.restart-needed']);
      assert.deepEqual(await installed(), [`${pump} 1.0.0`, `${valve} 2.0.0`]);
      assert.equal(await answerOf(nodeRed, '/pump'), `${pump} 1.0.0`);
      assert.equal(await answerOf(nodeRed), 'two');

      await nodeRed.restart();
      await history.reaches(body.version ?? 0);
      assert.equal(await answerOf(nodeRed, '/valve'), `${valve} 2.0.0`);
      const { body: back } = await history.plan(none);
      assert.deepEqual(back.modules.superfluous, plan.modules.missing);
      const again = await history.restore(none, { removeModules: true });
      assert.deepEqual([again.status, again.body.notices, await installed()], [200, [], []]);
      assert.equal(await answerOf(nodeRed), 'four');
    });

    // npm has to run often in what follows.
    if (!everything) return;

    it('never fetches one that was uploaded, since the registry may have a stranger’s under its name', async () => {
      const { tarball } = await packed(scratch, valve, '2.0.0');
      const upload = async () => {
        const form = new FormData();
        form.set('tarball', new Blob([await readFile(tarball)]), 'valve.tgz');
        const headers = { authorization: `Bearer ${token}` };
        const { status } = await fetch(`${nodeRed.url}/nodes`, { method: 'POST', headers, body: form });
        assert.equal(status, 200);
      };
      await upload();
      const number = await deploy([...endpoint('five'), ...tabWith('valve')]);
      await deploy(endpoint('six'));
      await removeAll();
      const { body: plan } = await history.plan(number);
      assert.deepEqual(plan.modules.missing, [{ name: valve, version: '2.0.0', local: true }]);
      for (const body of [{}, { installModules: true }]) {
        const refused = await history.restore(number, body);
        assert.deepEqual([refused.status, refused.body.code], [422, 'history.modules-by-hand']);
      }
      assert.deepEqual([await installed(), await answerOf(nodeRed)], [[], 'six']);
      await upload();
      // It loaded that package before, in this process.
      await nodeRed.restart();
      assert.equal((await history.restore(number)).status, 200);
      assert.equal(await answerOf(nodeRed), 'five');
    });

    it('leaves modules in other versions as they are, and such whose nodes are still there', async () => {
      await palette('POST', '', { module: pump, version: '1.1.0' });
      await palette('POST', '', { module: valve, version: '2.0.0' });
      // Node-RED itself notices another version of what it had loaded only now.
      await nodeRed.restart();
      await deploy([...endpoint('five'), ...tabWith('valve')]);
      const { body: plan } = await history.plan(both);
      assert.deepEqual(plan.modules.other, [{ name: pump, version: '1.0.0', installed: '1.1.0' }]);
      const tab = { parts: [{ kind: 'tab', id: 'endpoints' }] };
      const { status, body, text } = await history.restore(none, { scope: tab, removeModules: true });
      assert.equal(status, 200, text);
      assert.deepEqual([body.notices, await installed()], [[], [`${valve} 2.0.0`]]);
      assert.equal(await answerOf(nodeRed, '/valve'), `${valve} 2.0.0`);
    });

    it('that cannot be installed leave all as it was, and are named with what npm says', async () => {
      const { rev } = await nodeRed.flows(token);
      registry.withdraw(valve);
      const { status, body } = await history.restore(both, { installModules: true });
      assert.deepEqual([status, body.code], [502, 'history.module-failed']);
      assert.match(body.message, /^node-red-contrib-valve 2\.0\.0 could not be installed.*E404/s);
      assert.deepEqual([await installed(), (await nodeRed.flows(token)).rev], [[], rev]);
      assert.equal(await answerOf(nodeRed), 'four');
      assert.deepEqual(await history.progress(), { running: false });
    });

    it('shows how far it is, can be stopped until it is deployed, and keeps others from deploying meanwhile', async () => {
      const { rev } = await nodeRed.flows(token);
      const hold = registry.hold(valve);
      const restoring = history.restore(both, { installModules: true });
      await hold.asked;
      const progress = await history.progress();
      assert.deepEqual(progress, {
        running: true,
        number: both,
        step: 'installing',
        module: valve,
        done: 3,
        total: 6,
        cancellable: true,
      });
      const deployed = await nodeRed.deploy(endpoint('five'), { token });
      assert.deepEqual([deployed.status, deployed.body.code], [423, 'runtime.busy']);
      assert.equal((await history.cancel()).body.cancellable, false);
      hold.release();
      const { status, body } = await restoring;
      assert.deepEqual([status, body.code], [409, 'history.restore-cancelled']);
      assert.deepEqual([await installed(), (await nodeRed.flows(token)).rev], [[], rev]);
      await waitFor('the end of it', async () => !(await history.progress()).running);
    });

    it('are not for people who may deploy only', async () => {
      const deployer = new HistoryClient(nodeRed, await nodeRed.token('deployer', 'd', ''));
      for (const body of [{ installModules: true }, { removeModules: true }]) {
        const { status, body: answer } = await deployer.restore(both, body);
        assert.deepEqual([status, answer.code], [403, 'history.modules-not-allowed']);
      }
      assert.deepEqual(await installed(), []);
      assert.equal((await deployer.restore(1)).status, 200);
    });
  });
}
