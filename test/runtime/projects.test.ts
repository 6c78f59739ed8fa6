import assert from 'node:assert/strict';
import {
  createProject,
  GitRemote,
  type NodeRedProcess,
  requirePeer,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

for (const target of targets()) {
  describe(`Projects, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;
    let remote: GitRemote;

    before(async function () {
      requirePeer(this, 'git');
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        projects: true,
        without: 'all',
        packages: [await probes.make({ id: 'probe' })],
        flows: [tab('before')],
      });
      probe = new ProbeClient(nodeRed);
      remote = GitRemote.make(nodeRed);
      await createProject(nodeRed, 'oven');
    });

    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const ask = async (method: string, path: string, body?: unknown): Promise<void> => {
      const { status, text } = await nodeRed.request(method, `/projects/oven${path}`, body);
      assert.ok(status === 200 || status === 204, `${method} ${path}: ${status} ${text}`);
    };

    it('a deploy in a project is an operation, and what was deployed can be pushed', async () => {
      const operation = await probe.single(() => nodeRed.deploy([tab('deployed')]));
      assert.equal(operation.name, 'flows.deploy');
      await ask('POST', '/stage', { files: ['flows.json'] });
      await ask('POST', '/commit', { message: 'Deploy' });
      await ask('POST', '/remotes', { name: 'origin', url: remote.url });
      await ask('POST', '/push/origin/main?u=true');
      assert.deepEqual(JSON.parse(remote.read('flows.json')), [tab('deployed')]);
    });

    it('flows that a colleague pushed run after a pull, and plugins hear of them', async () => {
      const before = (await probe.record()).started.length;
      await remote.change('flows.json', JSON.stringify([tab('pulled')]));
      await ask('POST', '/pull/origin/main');
      const { flows, rev } = await nodeRed.flows();
      assert.deepEqual(flows, [tab('pulled')]);
      const started = await waitFor('the pulled flows to start', async () => {
        const record = await probe.record();
        return record.started.length > before && record.started.at(-1);
      });
      assert.deepEqual(started, { rev, type: 'full', given: false });
    });
  });
}
