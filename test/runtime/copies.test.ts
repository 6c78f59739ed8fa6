import assert from 'node:assert/strict';
import { join } from 'node:path';
import { functionCatalogue } from '@millwright/runtime';
import { type NodeRedProcess, root, startNodeRed, targets, waitFor } from '@millwright/testing';
import { installProbe, removeProbe, withoutRegistry } from './installing.ts';
import { comment, ProbeClient, tab } from './probe-client.ts';
import { type ProbeOptions, Probes } from './probes.ts';

const settings = `httpAdminMiddleware: require(${JSON.stringify(join(root, 'test/runtime/witness.cjs'))}),`;
const flows = [tab('a')];

interface Witness {
  /** The number of each function's identity. */
  readonly functions: Readonly<Record<string, number>>;
}

interface Status {
  readonly ok: boolean;
  readonly checks: readonly { readonly id: string; readonly ok: boolean; readonly message: string }[];
  readonly copies: readonly {
    readonly plugin: string;
    readonly version: string;
    readonly state: string;
    readonly message?: string;
  }[];
  readonly running: readonly {
    readonly name: string;
    readonly actor: string;
    readonly locks: readonly string[];
  }[];
}

for (const target of targets()) {
  describe(`several copies in one process, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;

    before(() => probes.build());
    after(() => probes.remove());

    beforeEach(async () => {
      nodeRed = await startNodeRed({ target, without: 'all', flows, settings, environment: withoutRegistry });
    });
    afterEach(() => nodeRed?.stop());

    const install = async (options: ProbeOptions): Promise<ProbeClient> => {
      await installProbe(nodeRed, probes, options);
      return new ProbeClient(nodeRed, options.id);
    };
    const remove = (id: string): Promise<void> => removeProbe(nodeRed, id);
    const witness = async (): Promise<Witness> => (await nodeRed.request<Witness>('GET', '/witness')).body;
    const status = async (): Promise<Status> =>
      (await nodeRed.request<Status>('GET', '/millwright/door/status')).body;
    const states = async (): Promise<readonly string[]> =>
      (await status()).copies.map(({ plugin, version, state }) => `${plugin} ${version} ${state}`);
    const failing = async (): Promise<readonly string[]> =>
      (await status()).checks.filter(({ ok }) => !ok).map(({ id }) => id);
    let deploys = 0;
    const deploy = async (): Promise<void> => {
      deploys += 1;
      const answer = await nodeRed.deploy([tab('a'), comment(`c${deploys}`, 'a')]);
      assert.equal(answer.status, 200, answer.text);
    };

    it('one plugin, installed live and removed: Node-RED is as it was, to the identity', async () => {
      const before = await witness();
      const probe = await install({ id: 'probe' });
      const { functions } = await witness();
      const changed = Object.keys(functions).filter((name) => functions[name] !== before.functions[name]);
      const captured = functionCatalogue.map(({ group, call }) => `${group}.${call}`);
      assert.deepEqual(new Set(changed), new Set(captured));
      assert.deepEqual(await states(), ['probe 0.1.0 owner']);
      assert.deepEqual(await failing(), []);
      const operation = await probe.single(deploy);
      assert.equal(operation.source?.address, '127.0.0.1');
      assert.equal((await probe.record()).ready.length, 1);

      await remove('probe');
      await nodeRed.waitForLog(/the probe is gone/);
      assert.deepEqual(await witness(), before);
      assert.equal((await probe.request('GET', '/record')).status, 404);
      assert.equal((await nodeRed.request('GET', '/millwright/door/status')).status, 404);
      await deploy();
    });

    it('installed again in the same process, it runs the new code', async () => {
      const before = await witness();
      await install({ id: 'probe' });
      await remove('probe');
      const probe = await install({ id: 'probe', version: '0.2.0' });
      assert.deepEqual(await states(), ['probe 0.2.0 owner']);
      await probe.single(deploy);
      await remove('probe');
      assert.deepEqual(await witness(), before);
    });

    it('a second copy attaches: each sees every operation once, and the service of the other', async () => {
      const before = await witness();
      const one = await install({ id: 'probe-one', greeting: 'hello from one' });
      const other = await install({ id: 'probe-other' });
      assert.deepEqual(await states(), ['probe-one 0.1.0 owner', 'probe-other 0.1.0 attached']);
      const [seenByOther] = await other.during(async () => {
        const seenByOne = await one.single(deploy);
        assert.equal(seenByOne.name, 'flows.deploy');
      });
      assert.equal(seenByOther?.name, 'flows.deploy');
      assert.equal((await other.record()).greeting, 'hello from one');

      const [child, parent] = await one.during(() => other.request('POST', '/restore', { flows }));
      assert.equal(parent?.name, 'probe-other.restore');
      assert.equal(child?.parent, parent?.id);

      const refused = await other.while('authorise', 'refuse', () => nodeRed.deploy([]));
      assert.equal(refused.status, 403);

      await remove('probe-other');
      assert.deepEqual(await states(), ['probe-one 0.1.0 owner']);
      await one.single(deploy);
      await remove('probe-one');
      assert.deepEqual(await witness(), before);
    });

    it('the owner goes first: the next one takes over, the last one undoes all', async () => {
      const before = await witness();
      await install({ id: 'probe-one', greeting: 'hello from one' });
      const other = await install({ id: 'probe-other' });
      await remove('probe-one');
      assert.deepEqual(await states(), ['probe-other 0.1.0 owner']);
      assert.deepEqual(await failing(), []);
      await other.single(deploy);
      assert.equal((await other.record()).greeting, undefined);
      await remove('probe-other');
      assert.deepEqual(await witness(), before);
    });

    it('a newer copy takes over, an older one does not, and what is removed leaves nothing', async () => {
      const before = await witness();
      const one = await install({ id: 'probe-one' });
      const newer = await install({ id: 'probe-newer', version: '0.2.0' });
      assert.deepEqual(await states(), ['probe-one 0.1.0 attached', 'probe-newer 0.2.0 owner']);
      await newer.single(() => one.single(deploy));
      const older = await install({ id: 'probe-older', version: '0.0.9' });
      assert.deepEqual(await states(), [
        'probe-one 0.1.0 attached',
        'probe-newer 0.2.0 owner',
        'probe-older 0.0.9 attached',
      ]);
      await older.single(() => newer.single(() => one.single(deploy)));
      await remove('probe-newer');
      assert.deepEqual(await states(), ['probe-one 0.1.0 owner', 'probe-older 0.0.9 attached']);
      await older.single(() => one.single(deploy));
      await remove('probe-one');
      assert.deepEqual(await states(), ['probe-older 0.0.9 owner']);
      await older.single(deploy);
      await remove('probe-older');
      assert.deepEqual(await witness(), before);
    });

    it('a newer copy waits with taking over until nobody is in the middle of something', async () => {
      const before = await witness();
      const one = await install({ id: 'probe-one' });
      await one.holding(['flows'], async () => {
        await install({ id: 'probe-newer', version: '0.2.0' });
        assert.deepEqual(await states(), ['probe-one 0.1.0 owner', 'probe-newer 0.2.0 attached']);
        assert.deepEqual(
          (await status()).running.map(({ name, actor, locks }) => ({ name, actor, locks })),
          [{ name: 'probe-one.hold', actor: 'anyone', locks: ['flows'] }],
        );
      });
      assert.deepEqual(await states(), ['probe-one 0.1.0 attached', 'probe-newer 0.2.0 owner']);
      await remove('probe-newer');
      await remove('probe-one');
      assert.deepEqual(await witness(), before);
    });

    it('an update through the palette manager is told, and what runs goes on until the restart', async () => {
      const probe = await install({ id: 'probe' });
      await install({ id: 'probe', version: '0.2.0' });
      assert.deepEqual(await states(), ['probe 0.1.0 owner']);
      assert.deepEqual(await failing(), ['restart']);
      const restart = (await status()).checks.find(({ id }) => id === 'restart');
      assert.equal(
        restart?.message,
        'millwright-probe 0.2.0 is installed, 0.1.0 still runs. Restart Node-RED',
      );
      await probe.single(deploy);
      await nodeRed.restart();
      assert.deepEqual(await states(), ['probe 0.2.0 owner']);
      assert.deepEqual(await failing(), []);
    });

    for (const [name, first, second, advice] of [
      [
        'an older',
        { api: 1 },
        { api: 0 },
        /millwright-probe-second is too old .* Update millwright-probe-second/,
      ],
      ['a newer', { api: 0 }, { api: 1 }, /Update millwright-probe-first, then restart Node-RED/],
    ] as const) {
      it(`${name} copy with another number stays passive, and the chip and the log say what to update`, async () => {
        const before = await witness();
        const active = await install({ id: 'probe-first', ...first });
        const passive = await install({ id: 'probe-second', ...second });
        assert.deepEqual(await states(), ['probe-first 0.1.0 owner', 'probe-second 0.1.0 passive']);
        assert.match((await status()).copies[1]?.message ?? '', advice);
        assert.deepEqual(await failing(), ['plugin.probe-second']);
        assert.match(nodeRed.log, /\[error\] \[millwright\/probe-second\] Not active: /);
        assert.equal((await passive.request('GET', '/record')).status, 404);
        await active.single(deploy);
        await remove('probe-second');
        assert.deepEqual(await failing(), []);
        await remove('probe-first');
        assert.deepEqual(await witness(), before);
      });
    }

    it('the same plugin in a second package stays passive: nothing happens twice', async () => {
      const probe = await install({ id: 'probe' });
      await install({ id: 'probe', name: 'millwright-probe-twin', version: '0.2.0' });
      assert.deepEqual(await states(), ['probe 0.1.0 owner', 'probe 0.2.0 passive']);
      assert.match(
        (await status()).copies[1]?.message ?? '',
        /millwright-probe-twin is already loaded\. Restart/,
      );
      await probe.single(deploy);
      await remove('probe-twin');
      await probe.single(deploy);
    });

    it('a plugin that cannot start leaves nothing behind, says so, and Node-RED runs on', async () => {
      const broken = await install({ id: 'probe-broken', broken: true });
      assert.deepEqual(await states(), ['probe-broken 0.1.0 failed']);
      assert.deepEqual(await failing(), ['plugin.probe-broken']);
      assert.match(nodeRed.log, /\[error\] \[millwright\/probe-broken\] Could not start: RangeError: /);
      assert.equal((await broken.request('GET', '/record')).status, 404);
      await deploy();
      await remove('probe-broken');
    });
  });

  describe(`a Node-RED that lacks a function, ${target.title}`, () => {
    it('works as without Millwright, and the chip and the log say that nothing is captured', async () => {
      const probes = new Probes();
      await probes.build();
      const lacking = `...(() => { delete require.main.require('@node-red/runtime').flows.addFlow; return {}; })(),`;
      const nodeRed = await startNodeRed({
        target,
        without: 'all',
        packages: [await probes.make({ id: 'probe' })],
        settings: lacking,
      });
      try {
        const probe = new ProbeClient(nodeRed);
        const answer = await nodeRed.deploy([tab('a')]);
        assert.equal(answer.status, 200, answer.text);
        assert.deepEqual(await probe.operations(), []);
        const { body } = await nodeRed.request<Status>('GET', '/millwright/door/status');
        assert.equal(body.ok, false);
        const capture = body.checks.find(({ id }) => id === 'capture');
        assert.match(
          capture?.message ?? '',
          /^Operations are not captured: Node-RED \S+ lacks flows\.addFlow$/,
        );
        assert.match(
          nodeRed.log,
          /\[error\] \[millwright\] Operations are not captured: .* lacks flows\.addFlow\./,
        );

        const flowsOfPlugin = await probe.request('POST', '/restore', { flows: [tab('b')] });
        assert.equal(flowsOfPlugin.status, 200, flowsOfPlugin.text);
        await waitFor('the flows to be there', async () => (await nodeRed.flows()).flows[0]?.['id'] === 'b');
      } finally {
        await nodeRed.stop();
        await probes.remove();
      }
    });
  });
}
