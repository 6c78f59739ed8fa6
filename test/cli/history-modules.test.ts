import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, type NodeRedProcess, Registry, targets, waitFor } from '@millwright/testing';
import type { RestoreProgress } from '../../plugins/history/src/common/restoring.ts';
import { endpoint, type HistoryClient, startWithHistory } from '../history/client.ts';
import { packed, registryEnvironment, tabWith } from '../history/packages.ts';
import { millwright } from './command.ts';

const pump = 'node-red-contrib-pump';

for (const target of everything ? targets() : []) {
  describe(`millwright history restore with modules, ${target.title}`, () => {
    let scratch: string;
    let registry: Registry;
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;

    const run = (args: readonly string[], interruptAfter?: Promise<unknown>) =>
      millwright(['history', ...args], {
        node: target.node,
        environment: { MILLWRIGHT_URL: nodeRed.adminUrl },
        ...(interruptAfter === undefined ? {} : { interruptAfter }),
      });

    before(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'millwright-cli-modules-'));
      registry = await Registry.start([await packed(scratch, pump, '1.0.0')]);
      const environment = registryEnvironment(registry, scratch);
      ({ nodeRed, history } = await startWithHistory({ target, flows: endpoint('one'), environment }));
      const palette = async (method: string, path: string, body?: object) => {
        const { status, text } = await nodeRed.request(method, path, body);
        assert.ok(status < 300, text);
      };
      await palette('POST', '/nodes', { module: pump, version: '1.0.0' });
      await nodeRed.deploy([...endpoint('one'), ...tabWith('pump')]);
      await nodeRed.deploy(endpoint('one'));
      await palette('DELETE', `/nodes/${pump}`);
    });
    after(async () => {
      await nodeRed?.stop();
      await registry?.stop();
      await rm(scratch, { recursive: true, force: true });
    });

    it('says what is missing, can be stopped while npm is at work, and installs it', async () => {
      const withPump = (await history.versions()).find(({ change }) =>
        change.parts.some(({ label, state }) => label === 'pump' && state === 'added'),
      );
      const number = String(withPump?.number);
      const before = (await history.newest()).number;

      const refused = await run(['restore', number, '--yes']);
      assert.equal(refused.code, 2);
      assert.match(
        refused.out,
        /node-red-contrib-pump 1\.0\.0 is not installed now: --install-modules does it/,
      );
      assert.match(refused.err, /history\.modules-missing/);

      const hold = registry.hold(pump);
      // npm ends before the restore does, and the command has asked to stop by then.
      const stopped = run(['restore', number, '--yes', '--install-modules'], hold.asked);
      await waitFor('the restore to be stopped', async () => {
        const { body } = await nodeRed.request<RestoreProgress>('GET', '/millwright/history/restore');
        return body.cancellable === false;
      });
      hold.release();
      const { code, err } = await stopped;
      assert.equal(code, 2, err);
      assert.match(err, /history\.restore-cancelled/);
      assert.equal((await history.newest()).restoredFrom, undefined);

      const done = await run(['restore', number, '--yes', '--install-modules']);
      // Node-RED has loaded the module once, and keeps its code until it is restarted.
      assert.equal(done.code, 1, done.err);
      assert.match(done.out, /▲ Restart Node-RED .*history\.restart-needed/s);
      assert.match(done.out, /node-red-contrib-pump 1\.0\.0 is installed first/);
      assert.equal((await history.newest()).restoredFrom, Number(number));
      assert.ok((await history.newest()).number > before);
    });
  });
}
