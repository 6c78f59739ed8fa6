import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NodeRedProcess, type Target, targets } from '@millwright/testing';
import {
  answerOf,
  calledWith,
  caller,
  credentialsOnDisk,
  echo,
  endpoint,
  type HistoryClient,
  startWithHistory,
  withCredentials,
} from './client.ts';

/** A node like those that ask a server for a token as they start: another one each time. */
const tokenNode = {
  'token.html': '<script type="text/html" data-template-name="token"></script>',
  'token.js': `module.exports = (RED) => RED.nodes.registerType('token', function (config) {
    RED.nodes.createNode(this, config);
    RED.nodes.addCredentials(this.id, { token: String(process.hrtime.bigint()) });
  }, { credentials: { token: { type: 'password' } } });`,
};

const flows = (answer: string) => [...endpoint(answer), ...echo, ...caller('press')];

for (const target of targets()) {
  describe(`restore, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;

    const start = async (options: { credentialSecret?: string } = {}, of: Target = target) => {
      ({ nodeRed, history } = await startWithHistory({ target: of, flows: flows('one'), ...options }));
    };
    afterEach(() => nodeRed?.stop());

    const deploy = async (answer: string, credentials: Readonly<Record<string, object>> = {}) => {
      const { status, text } = await nodeRed.deploy(withCredentials(flows(answer), credentials));
      assert.equal(status, 200, text);
      return history.newest();
    };

    it('brings back flows and credentials, its nodes run, and all of it lasts over a restart', async () => {
      await start();
      const ana = await deploy('two', { press: { user: 'ana', password: 'one-secret' } });
      assert.equal(await answerOf(nodeRed), 'two');
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:one-secret');
      const other = await deploy('three', { press: { user: 'bob', password: 'two-secret' } });
      assert.equal(await calledWith(nodeRed, 'press'), 'bob:two-secret');

      const { status, body, text } = await history.restore(ana.number);
      assert.equal(status, 200, text);
      assert.deepEqual(body, {
        restored: ana.number,
        safety: other.number,
        version: other.number + 1,
        rev: ana.rev,
        notices: [],
      });
      const newest = await history.newest();
      assert.deepEqual(
        [
          newest.number,
          newest.rev,
          newest.operation,
          newest.restoredFrom,
          newest.state,
          newest.credentialsChanged,
        ],
        [body.version, ana.rev, 'history.restore', ana.number, 'current', true],
      );

      const check = async () => {
        assert.equal((await nodeRed.flows()).rev, ana.rev);
        assert.equal(await answerOf(nodeRed), 'two');
        assert.equal(await calledWith(nodeRed, 'press'), 'ana:one-secret');
        assert.deepEqual((await credentialsOnDisk(nodeRed))['press'], {
          user: 'ana',
          password: 'one-secret',
        });
      };
      await check();
      await nodeRed.restart();
      await history.reaches(newest.number);
      await check();
      assert.equal((await history.newest()).number, newest.number);

      assert.equal((await history.restore(body.safety)).status, 200);
      assert.equal(await answerOf(nodeRed), 'three');
      assert.equal(await calledWith(nodeRed, 'press'), 'bob:two-secret');
    });

    it('takes credentials away from a node that had none', async () => {
      await start();
      await deploy('two', { press: { user: 'ana', password: 'secret' } });
      assert.equal((await history.restore(1)).status, 200);
      assert.equal(await calledWith(nodeRed, 'press'), '');
      await nodeRed.restart();
      await history.reaches(3);
      assert.equal(await calledWith(nodeRed, 'press'), '');
      assert.equal((await history.newest()).number, 3);
    });

    it('does not let Node-RED write the credentials that it had at its start', async () => {
      await start();
      await deploy('one', { press: { user: 'old', password: 'old' } });
      await nodeRed.restart();
      await history.reaches(2);
      await deploy('two', { press: { user: 'new', password: 'new' } });
      const three = await deploy('three');
      await deploy('four');
      assert.equal((await history.restore(three.number)).status, 200);
      assert.deepEqual((await credentialsOnDisk(nodeRed))['press'], { user: 'new', password: 'new' });
      await nodeRed.restart();
      assert.equal(await calledWith(nodeRed, 'press'), 'new:new');
    });

    it('sets credentials again after credentialSecret changed, which is told', async () => {
      await start({ credentialSecret: 'first' });
      await deploy('two', { press: { user: 'ana', password: 'secret' } });
      await nodeRed.halt();
      const settings = join(nodeRed.userDirectory, 'settings.js');
      await writeFile(settings, (await readFile(settings, 'utf8')).replace('"first"', '"second"'));
      const from = nodeRed.log.length;
      await nodeRed.start();
      const lost = await history.reaches(3);
      assert.deepEqual([lost.operation, lost.credentialsChanged], ['found', true]);
      const { state, reason } = await history.health();
      assert.equal(state, 'degraded');
      assert.equal(reason?.code, 'history.credentials-lost');
      assert.match(reason?.message ?? '', /restore version 2/);
      await nodeRed.waitForLog(/credentialSecret changed/, { from });
      assert.equal(await calledWith(nodeRed, 'press'), '');

      const { status, text } = await history.restore(2);
      assert.equal(status, 200, text);
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:secret');
      assert.deepEqual((await credentialsOnDisk(nodeRed, 'second'))['press'], {
        user: 'ana',
        password: 'secret',
      });
      assert.equal((await history.health()).state, 'ok');
      await nodeRed.restart();
      await history.reaches(4);
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:secret');
    });

    it('names the current version as the way back, and makes one if what runs is none', async () => {
      await start();
      const two = await deploy('two');
      assert.equal((await history.restore(1)).body.safety, two.number);
      assert.equal((await history.versions()).length, 3);
    });

    it('of what runs already deploys nothing', async () => {
      await start();
      const { status, body } = await history.restore(1);
      assert.equal(status, 200);
      assert.deepEqual(
        [body.safety, body.version, body.notices.map(({ code }) => code)],
        [1, 1, ['history.runs-already']],
      );
      assert.equal((await history.versions()).length, 1);
    });

    it('is refused when other flows run than those the caller has seen', async () => {
      await start();
      const { rev } = await nodeRed.flows();
      const two = await deploy('two');
      const { status, body } = await history.restore(1, { rev });
      assert.equal(status, 409);
      assert.equal(body.code, 'history.stale-revision');
      assert.equal((await nodeRed.flows()).rev, two.rev);
      assert.equal((await history.restore(1, { rev: two.rev })).status, 200);
    });

    it('is refused when the name of its guard is mistyped', async () => {
      await start();
      const two = await deploy('two');
      const path = '/millwright/history/versions/1/restore';
      const { status } = await nodeRed.request('POST', path, { revision: two.rev });
      assert.equal(status, 400);
      assert.equal((await nodeRed.flows()).rev, two.rev);
    });

    it('and the deploy of another person do not mix', async () => {
      await start();
      await deploy('two', { press: { user: 'ana', password: 'secret' } });
      const deployed = withCredentials(flows('three'), { press: { user: 'bob', password: 'secret' } });
      const [first, second] = await Promise.all([history.restore(1), nodeRed.deploy(deployed)]);
      assert.deepEqual([first.status, second.status], [200, 200]);
      const answer = await answerOf(nodeRed);
      const user = await calledWith(nodeRed, 'press');
      assert.ok(
        (answer === 'three' && user === 'bob:secret') || (answer === 'one' && user === ''),
        `${answer} with ${user || 'no credentials'}`,
      );
      const versions = await history.versions();
      assert.deepEqual(
        versions.map(({ number }) => number),
        [4, 3, 2, 1],
      );
      assert.equal(versions[0]?.rev, (await nodeRed.flows()).rev);
    });

    it('that fails leaves what ran, with its credentials', async () => {
      await start();
      const two = await deploy('two', { press: { user: 'ana', password: 'secret' } });
      const file = join(nodeRed.userDirectory, 'flows.json');
      const kept = await readFile(file);
      await rm(file);
      await mkdir(join(file, 'in the way'), { recursive: true });
      assert.notEqual((await nodeRed.deploy(flows('three'))).status, 200, 'a plain deploy fails');
      const from = nodeRed.log.length;
      const { status, body } = await history.restore(1);
      assert.equal(status, 500);
      assert.equal(body.code, 'history.restore-failed');
      assert.match(body.message, /what ran before still runs/);
      assert.equal((await nodeRed.flows()).rev, two.rev);
      assert.equal(await answerOf(nodeRed), 'two');
      assert.equal(nodeRed.log.slice(from).includes('secret'), false);

      await rm(file, { recursive: true });
      await writeFile(file, kept);
      await deploy('four');
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:secret');
      await nodeRed.restart();
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:secret');
    });

    it('says so when Node-RED took over the version and then failed', async () => {
      await start();
      const odd = { id: 'constructor', type: 'http request', z: 'endpoints', x: 1, y: 1, wires: [] };
      await nodeRed.deploy([...flows('two'), odd]);
      const two = await history.newest();
      await nodeRed.deploy([...flows('three'), { ...odd, name: 'other' }]);
      const three = await history.newest();
      const { status, body, text } = await history.restore(two.number);
      assert.equal(status, 200, text);
      assert.deepEqual(
        body.notices.map(({ code }) => code),
        ['history.restored-with-fault'],
      );
      assert.match(body.notices[0]?.message ?? '', new RegExp(`Restore version ${three.number} to go back`));
      assert.deepEqual([body.rev, (await nodeRed.flows()).rev], [two.rev, two.rev]);
    });

    it('of flows with a missing node type is refused, or made if asked for, saying that they do not run', async () => {
      await start();
      await nodeRed.deploy([
        ...flows('two'),
        { id: 'm', type: 'not-installed', z: 'endpoints', x: 1, y: 1, wires: [] },
      ]);
      const three = await deploy('three');
      const refused = await history.restore(2);
      assert.deepEqual([refused.status, refused.body.code], [422, 'history.modules-missing']);
      assert.match(refused.body.message, /not-installed/);
      assert.equal(await answerOf(nodeRed), 'three');
      // Nothing that was installed then provides it, so there is nothing to install now.
      const { status, body } = await history.restore(2, { installModules: true });
      assert.equal(status, 200);
      assert.deepEqual(
        body.notices.map(({ code }) => code),
        ['history.not-started'],
      );
      assert.equal((await history.restore(three.number)).body.notices.length, 0);
      assert.equal(await answerOf(nodeRed), 'three');
    });

    it('lets others deploy while it waits for flows to start, and says nothing of those that no longer run', async () => {
      await start();
      await nodeRed.deploy([
        ...flows('two'),
        { id: 'm', type: 'not-installed', z: 'endpoints', x: 1, y: 1, wires: [] },
      ]);
      await deploy('three');
      let answered = false;
      const restoring = history.restore(2, { installModules: true }).finally(() => {
        answered = true;
      });
      const restored = await history.reaches(4);
      assert.equal(restored.restoredFrom, 2);
      await deploy('five');
      assert.equal(answered, false);
      const { status, body } = await restoring;
      assert.deepEqual([status, body.notices], [200, []]);
      assert.equal(await answerOf(nodeRed), 'five');
    });

    it('goes well with a node that writes credentials as it starts', async () => {
      await start();
      await mkdir(join(nodeRed.userDirectory, 'nodes'));
      for (const [name, text] of Object.entries(tokenNode)) {
        await writeFile(join(nodeRed.userDirectory, 'nodes', name), text);
      }
      await nodeRed.restart();
      const token = { id: 'token', type: 'token', z: 'endpoints', x: 1, y: 1, wires: [] };
      await nodeRed.deploy([...flows('two'), token]);
      const two = await history.newest();
      await deploy('three');
      const { status, body, text } = await history.restore(two.number);
      assert.equal(status, 200, text);
      assert.deepEqual(body.notices, []);
      assert.equal(body.rev, two.rev);
      assert.equal(await answerOf(nodeRed), 'two');
    });
  });
}
