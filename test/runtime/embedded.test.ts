import assert from 'node:assert/strict';
import { everyTarget, type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { endpoint } from './flows.ts';
import { ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';
import { Subscription } from './subscription.ts';

const users = [{ username: 'anna', password: 'a', permissions: '*' }];

for (const target of everyTarget()) {
  describe(`Node-RED inside another application, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;
    let token: string;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        embedded: true,
        without: 'all',
        packages: [await probes.make({ id: 'probe' })],
        flows: endpoint('/line', 'first'),
        users,
      });
      token = await nodeRed.token('anna', 'a');
      probe = new ProbeClient(nodeRed);
      probe.token = token;
    });

    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const ask = async (path: string): Promise<string> => (await fetch(nodeRed.url + path)).text();

    it('the application, the flows and the admin side each answer below their own path', async () => {
      assert.equal(await ask('/own'), '{"answeredBy":"the application"}');
      assert.equal(await ask('/api/line'), 'first');
      assert.equal((await fetch(`${nodeRed.url}/red/flows`)).status, 401);
      assert.equal((await fetch(`${nodeRed.url}/flows`)).status, 404);
    });

    it('a deploy is one operation of the user who made it, and the new flows run', async () => {
      const operation = await probe.single(async () => {
        const answer = await nodeRed.deploy(endpoint('/line', 'second'), { token });
        assert.equal(answer.status, 200, answer.text);
      });
      await waitFor('the new flows to answer', async () => (await ask('/api/line')) === 'second');
      assert.equal(operation.name, 'flows.deploy');
      assert.deepEqual(operation.actor, { kind: 'user', name: 'anna' });
      assert.equal(operation.source?.address, '127.0.0.1');
    });

    it('a refusal reaches the caller, and nothing has changed', async () => {
      const before = await nodeRed.flows(token);
      const answer = await probe.while('authorise', 'refuse', () =>
        nodeRed.deploy([tab('other')], { token }),
      );
      assert.equal(answer.status, 403, answer.text);
      assert.deepEqual(await nodeRed.flows(token), before);
    });

    it('all checks of the door are good, and warnings reach an open editor', async () => {
      const { body } = await nodeRed.request<{ ok: boolean }>('GET', '/millwright/door/status', undefined, {
        token,
      });
      assert.equal(body.ok, true, JSON.stringify(body));
      const subscription = await Subscription.open(nodeRed, 'millwright/door/warning', token);
      try {
        await probe.while('stage', 'warn', () => nodeRed.deploy([tab('other')], { token }));
        const [warning] = await subscription.messages(1);
        assert.equal(warning?.['code'], 'probe.warned');
      } finally {
        subscription.close();
      }
    });

    it('it starts again over the same user directory', async () => {
      assert.equal((await nodeRed.deploy(endpoint('/line', 'third'), { token })).status, 200);
      await nodeRed.restart();
      assert.equal(await ask('/api/line'), 'third');
      assert.equal((await probe.record()).ready.length, 1);
    });
  });
}
