import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  editorTargets,
  everyTarget,
  loadablePackages,
  type NodeRedProcess,
  openEditor,
  root,
  startNodeRed,
  type Target,
  waitFor,
} from '@millwright/testing';
import { type Filler, fillerFlow, startFiller } from './filler.ts';
import { assertSelfContained, noRegistry, npmInstall, outsideOfRepository, pack, upload } from './install.ts';

interface VersionsAnswer {
  readonly versions: readonly { readonly number: number; readonly rev: string }[];
}

describe('packed packages, with no registry in reach', function () {
  this.timeout(180_000);
  let scratch: string;
  let tarballs: { readonly history: string; readonly modbus: string };
  let filler: Filler;

  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'millwright-packing-'));
    tarballs = { history: pack('plugins/history', scratch), modbus: pack('nodes/modbus', scratch) };
    filler = await startFiller();
  });

  after(async () => {
    await filler?.close();
    await rm(scratch, { recursive: true, force: true });
  });

  it('run where no registry can be reached', async () => {
    if (process.env['MILLWRIGHT_OFFLINE'] === 'namespace') {
      const outside = Object.values(networkInterfaces())
        .flat()
        .filter((address) => address && !address.internal);
      assert.deepEqual(outside, [], 'the namespace has no way out');
    }
    await assert.rejects(fetch(noRegistry.npm_config_registry), 'nobody listens where npm would ask');
  });

  for (const { name, directory } of loadablePackages(root)) {
    it(`${name} holds only what Node-RED loads, and needs nothing else`, () => {
      assertSelfContained(pack(directory, scratch));
    });
  }

  for (const target of everyTarget()) {
    describe(target.title, () => {
      let outside: Target;
      let nodeRed: NodeRedProcess | undefined;

      before(async () => {
        outside = await outsideOfRepository(target);
      });

      afterEach(async () => {
        await nodeRed?.stop();
        nodeRed = undefined;
      });

      /** Capture, node and sidebar, as a user would see that they work. */
      async function assertThatItWorks(context: Mocha.Context, running: NodeRedProcess): Promise<void> {
        const deployed = await running.deploy(fillerFlow(filler.port));
        assert.equal(deployed.status, 200, deployed.text);
        const { body } = await running.request<VersionsAnswer>('GET', '/millwright/history/versions');
        assert.equal(body.versions[0]?.rev, deployed.body.rev, 'the deploy is the newest version');
        await running.waitForLog(/filler\.speed/, { deadline: 15_000 });

        if (!editorTargets().some(({ title }) => title === target.title)) return;
        const editor = await openEditor(context, running);
        try {
          await editor.page.evaluate(() =>
            (globalThis as unknown as { RED: { sidebar: { show(id: string): void } } }).RED.sidebar.show(
              'millwright-history',
            ),
          );
          const section = editor.page.locator('section[aria-label="History"]');
          await section.getByText(`#${body.versions[0]?.number}`).first().waitFor();
          assert.deepEqual(editor.errors, []);
        } finally {
          await editor.close();
        }
      }

      it('work after npm install of the tarballs', async function () {
        nodeRed = await startNodeRed({ target: outside, heavyNodes: 'all', environment: noRegistry });
        await nodeRed.halt();
        npmInstall(nodeRed.userDirectory, [tarballs.history, tarballs.modbus]);
        await nodeRed.start();
        await assertThatItWorks(this, nodeRed);
      });

      it("work after the palette manager's upload, without a restart", async function () {
        const running = await startNodeRed({ target: outside, heavyNodes: 'all', environment: noRegistry });
        nodeRed = running;
        for (const tarball of [tarballs.history, tarballs.modbus]) {
          const response = await upload(running, tarball);
          assert.equal(response.status, 200, await response.text());
        }
        await waitFor(
          'the history routes',
          async () => (await running.request('GET', '/millwright/history/versions')).status === 200,
        );
        await assertThatItWorks(this, running);
      });

      it('leave nothing behind when they are removed in the palette manager', async () => {
        const running = await startNodeRed({ target: outside, heavyNodes: 'all', environment: noRegistry });
        nodeRed = running;
        for (const tarball of [tarballs.history, tarballs.modbus]) await upload(running, tarball);
        for (const name of ['modbus', 'history']) {
          const removed = await running.request('DELETE', `/nodes/@millwright/node-red-${name}`);
          assert.equal(removed.status, 204, removed.text);
        }
        assert.equal((await running.request('GET', '/millwright/history/versions')).status, 404);
        const deployed = await running.deploy([{ id: 'f00d', type: 'tab', label: 'still works' }]);
        assert.equal(deployed.status, 200);
      });
    });
  }
});
