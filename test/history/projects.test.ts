import assert from 'node:assert/strict';
import { createProject, type NodeRedProcess, requirePeer, targets } from '@millwright/testing';
import { type HistoryClient, startWithHistory } from './client.ts';

for (const target of targets()) {
  describe(`history and Projects, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;

    before(async function () {
      requirePeer(this, 'git');
      ({ nodeRed, history } = await startWithHistory({
        target,
        flows: [{ id: 'before', type: 'tab', label: 'Before projects' }],
        projects: true,
      }));
    });
    after(() => nodeRed?.stop());

    const deploy = async (label: string): Promise<void> => {
      const { status, text } = await nodeRed.deploy([{ id: label, type: 'tab', label }]);
      assert.equal(status, 200, text);
    };

    it('flows that come without a deploy are a version too', async () => {
      await createProject(nodeRed, 'oven');
      await deploy('In project oven');
      const deployed = await history.newest();
      assert.equal(deployed.operation, 'flows.deploy');

      await createProject(nodeRed, 'press');
      const created = await history.reaches(deployed.number + 1);
      assert.equal(created.operation, 'projects.create');
      assert.deepEqual(created.actor, { kind: 'anyone' });

      assert.equal((await nodeRed.request('PUT', '/projects/oven', { active: true })).status, 200);
      const switched = await history.reaches(created.number + 1);
      assert.equal(switched.operation, 'projects.set');
      assert.equal(switched.rev, deployed.rev);
      assert.equal(switched.state, 'current');
    });

    it('a version of one project can be restored in another', async () => {
      const [, created] = await history.versions();
      assert.ok(created);
      const { status, text } = await history.restore(created.number);
      assert.equal(status, 200, text);
      assert.equal((await nodeRed.flows()).rev, created.rev);
    });
  });
}
