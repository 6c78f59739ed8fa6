import assert from 'node:assert/strict';
import { everyTarget, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import { EditorConnection } from './editor-connection.ts';
import { installProbe, removeProbe, withoutRegistry } from './installing.ts';
import { people } from './log-in-people.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const users = [
  { username: 'anna', password: 'a', permissions: '*' },
  { username: 'ben', password: 'b', permissions: 'read' },
];

for (const target of everyTarget()) {
  describe(`what live connections are sent, ${target.title}`, () => {
    const probes = new Probes();
    const open: EditorConnection[] = [];
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;
    let anna: string;
    let ben: string;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        without: 'all',
        flows: [tab('a')],
        users,
        environment: withoutRegistry,
      });
      anna = await nodeRed.token('anna', 'a');
      ben = await nodeRed.token('ben', 'b', 'read');
      probe = new ProbeClient(nodeRed);
      probe.token = anna;
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((connection) => connection.close()));
    });
    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const connect = async (token: string): Promise<EditorConnection> => {
      const connection = await EditorConnection.open(nodeRed, token);
      open.push(connection);
      return connection;
    };
    const keepBack = async (topics: readonly string[], from: readonly string[]): Promise<void> => {
      const { status } = await probe.request('PUT', '/live/kept-back', { topics, from });
      assert.equal(status, 204);
    };
    const say = async (topic: string): Promise<void> => {
      assert.equal((await probe.request('POST', '/live/say', { topic })).status, 204);
    };
    /** Says a secret, then something else; resolves when that has been heard by all: the secret would have come first. */
    const told = async (...connections: readonly EditorConnection[]): Promise<readonly boolean[]> => {
      for (const each of connections) each.topics.length = 0;
      await say('secret');
      await say('plain');
      await Promise.all(connections.map((each) => each.heard('probe/plain')));
      return connections.map(({ topics }) => topics.includes('millwright/probe/secret'));
    };

    it('is asked for each of them and each message, for those that were open before too', async () => {
      const early = await connect(ben);
      await installProbe(nodeRed, probes, { id: 'probe' }, anna);
      const late = await connect(anna);
      assert.deepEqual(await told(early, late), [true, true]);
      await keepBack(['secret'], ['ben']);
      assert.deepEqual(await told(early, late), [false, true]);
      assert.deepEqual(await told(await connect(ben)), [false]);
      await keepBack(['secret'], ['anna']);
      assert.deepEqual(await told(early, late), [true, false]);
      await keepBack([], []);
      assert.deepEqual(await told(early, late), [true, true]);
    });

    it('is asked of what is kept for those who come later', async () => {
      await keepBack(['millwright/probe/last'], ['ben']);
      const connections = [await connect(ben), await connect(anna)];
      for (const each of connections) {
        each.subscribe('millwright/#');
        each.subscribe('notification/#');
        await each.heard('notification/');
      }
      assert.deepEqual(
        connections.map(({ topics }) => topics.includes('millwright/probe/last')),
        [false, true],
      );
      await keepBack([], []);
    });

    it('is asked of every message of a packet', async () => {
      await keepBack(['odd'], ['ben']);
      const connection = await connect(ben);
      await Promise.all(
        Array.from({ length: 60 }, (_, index) => say(`${index % 2 ? 'odd' : 'even'}/${index}`)),
      );
      await say('end');
      await connection.heard('probe/end');
      const heard = connection.topics.filter((topic) => /odd|even/.test(topic));
      assert.equal(heard.length, 30);
      assert.ok(heard.every((topic) => topic.includes('even')));
      await keepBack([], []);
    });

    it('keeps back what a filter fails at, and Node-RED runs on', async () => {
      const connection = await connect(ben);
      await keepBack(['throw'], []);
      await say('secret');
      await nodeRed.waitForLog(/the probe stumbles over a message/);
      await keepBack([], []);
      assert.deepEqual(await told(connection), [true]);
      assert.ok(!connection.topics.includes('throw'));
    });

    it('says who each is, by the log-in of the connection', async () => {
      const { token } = people;
      await probe.request('POST', '/log-in', { people: [token] });
      await connect(token.token);
      await keepBack(['nothing'], []);
      await say('who');
      const { body } = await probe.request<readonly { readonly actor: object; readonly topic: string }[]>(
        'GET',
        '/live/frames',
      );
      const actors = body.filter(({ topic }) => topic.endsWith('/who')).map(({ actor }) => actor);
      assert.deepEqual(actors, [{ kind: 'token', name: 'line 3' }]);
      await keepBack([], []);
      await probe.request('DELETE', '/log-in');
    });

    it('can be ended for some, who may come again', async () => {
      const [gone, stays] = [await connect(ben), await connect(anna)];
      assert.equal((await probe.request('POST', '/live/hang-up', { name: 'ben' })).status, 204);
      await gone.hungUp();
      assert.equal(stays.closed, false);
      assert.deepEqual(await told(await connect(ben), stays), [true, true]);
    });

    it('is still asked when another copy takes charge of the door and goes, until the plugin goes itself', async () => {
      const connection = await connect(ben);
      await keepBack(['secret'], ['ben']);
      await installProbe(nodeRed, probes, { id: 'other', version: '0.2.0' }, anna);
      assert.deepEqual(await told(connection), [false]);
      await removeProbe(nodeRed, 'other', anna);
      assert.deepEqual(await told(connection), [false]);
      await removeProbe(nodeRed, 'probe', anna);
      await installProbe(nodeRed, probes, { id: 'other' }, anna);
      const other = new ProbeClient(nodeRed, 'other');
      other.token = anna;
      await other.request('POST', '/live/say', { topic: 'secret' });
      await connection.heard('other/secret');
    });
  });
}
