import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everyTarget, type NodeRedProcess, startNodeRed } from '@millwright/testing';
import type { Described } from './probe/src/runtime/recorder.ts';
import { comment, ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';

const flows = [
  tab('a'),
  tab('b'),
  { id: 'sub', type: 'subflow', name: 'sub', in: [], out: [] },
  comment('s1', 'sub'),
  comment('a1', 'a'),
  comment('b1', 'b'),
  { id: 'orphan', type: 'comment', z: 'nowhere', name: 'on a tab that is not there', x: 1, y: 1, wires: [] },
  { id: 'config', type: 'mqtt-broker', name: 'broker', broker: 'localhost', port: '1883' },
];

interface Answer {
  readonly status: number;
  readonly code?: string;
}

for (const target of everyTarget()) {
  describe(`deploys on the pipeline, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        without: 'all',
        packages: [await probes.make({ id: 'probe' })],
        flows,
      });
      probe = new ProbeClient(nodeRed);
    });

    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    const allPhases = ['rewrite', 'authorise', 'intend', 'stage', 'commit', 'reveal', 'settle'];

    /** One operation, all phases, and the candidate was what Node-RED then saved, to the byte. */
    const assertWrite = async (operation: Described, name: string, deploymentType: string): Promise<void> => {
      const { rev } = await nodeRed.flows();
      assert.equal(operation.name, name);
      assert.deepEqual(operation.outcome, { status: 'success', rev });
      assert.deepEqual(operation.actor, { kind: 'anyone' });
      assert.equal(operation.source?.address, '127.0.0.1');
      assert.equal(operation.source?.userAgent, 'node');
      assert.deepEqual(operation.phases, allPhases);
      assert.equal(operation.flows?.deploymentType, deploymentType);
      assert.equal(operation.flows?.result, rev);
      assert.equal(operation.flows?.candidateIsResult, true);
      const saved = await readFile(join(nodeRed.userDirectory, 'flows.json'), 'utf8');
      const text = JSON.stringify(JSON.parse(saved));
      assert.equal(createHash('sha256').update(text).digest('hex'), rev);
    };

    for (const type of ['full', 'flows', 'nodes'] as const) {
      it(`POST /flows (${type})`, async () => {
        const { flows: running, rev } = await nodeRed.flows();
        const operation = await probe.single(async () => {
          const answer = await nodeRed.deploy([...running, comment(`new-${type}`, 'a')], { type, rev });
          assert.equal(answer.status, 200, answer.text);
        });
        await assertWrite(operation, 'flows.deploy', type);
        assert.equal(operation.source?.path, '/flows');
        assert.equal(operation.source?.method, 'POST');
        assert.equal(operation.flows?.before, rev);
        assert.deepEqual(operation.flows?.changed, [{ kind: 'tab', id: 'a', state: 'changed' }]);
      });
    }

    it('POST /flows in the first version of the API', async () => {
      const { flows: running } = await nodeRed.flows();
      const operation = await probe.single(async () => {
        const answer = await nodeRed.request('POST', '/flows', [...running, comment('v1', 'b')]);
        assert.equal(answer.status, 204, answer.text);
      });
      await assertWrite(operation, 'flows.deploy', 'full');
    });

    it('POST /flows (reload)', async () => {
      const file = join(nodeRed.userDirectory, 'flows.json');
      const stored = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify([...stored, comment('by-hand', 'b')]));
      const operation = await probe.single(async () => {
        const answer = await nodeRed.deploy([], { type: 'reload' });
        assert.equal(answer.status, 200, answer.text);
      });
      await assertWrite(operation, 'flows.reload', 'reload');
      assert.deepEqual(operation.flows?.changed, [{ kind: 'tab', id: 'b', state: 'changed' }]);
    });

    it('POST /flow, whose id is known before Node-RED adds it', async () => {
      let id = '';
      const operation = await probe.single(async () => {
        const flow = { label: 'added', info: 'text', nodes: [comment('f1', 'ignored')], configs: [] };
        const answer = await nodeRed.request<{ id: string }>('POST', '/flow', flow);
        assert.equal(answer.status, 200, answer.text);
        id = answer.body.id;
      });
      await assertWrite(operation, 'flow.add', 'flows');
      assert.deepEqual(operation.target, { kind: 'flow', id });
      assert.deepEqual(operation.flows?.changed, [{ kind: 'tab', id, state: 'added' }]);
    });

    it('PUT /flow/:id', async () => {
      const operation = await probe.single(async () => {
        const flow = { id: 'b', label: 'changed', env: [], disabled: true, nodes: [comment('b2', 'b')] };
        const answer = await nodeRed.request('PUT', '/flow/b', flow);
        assert.equal(answer.status, 200, answer.text);
      });
      await assertWrite(operation, 'flow.update', 'flows');
      assert.deepEqual(operation.target, { kind: 'flow', id: 'b' });
    });

    it('PUT /flow/:id of a tab that exists only because nodes name it', async () => {
      const operation = await probe.single(async () => {
        const flow = { id: 'nowhere', label: 'somewhere', nodes: [comment('orphan', 'nowhere')] };
        const answer = await nodeRed.request('PUT', '/flow/nowhere', flow);
        assert.equal(answer.status, 200, answer.text);
      });
      await assertWrite(operation, 'flow.update', 'flows');
    });

    it('PUT /flow/global', async () => {
      const operation = await probe.single(async () => {
        const { body } = await nodeRed.request<Record<string, object[]>>('GET', '/flow/global');
        const configs = [...(body['configs'] ?? []), { id: 'config2', type: 'tls-config', name: 'tls' }];
        const answer = await nodeRed.request('PUT', '/flow/global', { ...body, configs });
        assert.equal(answer.status, 200, answer.text);
      });
      await assertWrite(operation, 'flow.update', 'flows');
      assert.deepEqual(operation.target, { kind: 'flow', id: 'global' });
    });

    it('DELETE /flow/:id', async () => {
      const operation = await probe.single(async () => {
        const answer = await nodeRed.request('DELETE', '/flow/b');
        assert.equal(answer.status, 204, answer.text);
      });
      await assertWrite(operation, 'flow.remove', 'flows');
      assert.deepEqual(operation.flows?.changed, [{ kind: 'tab', id: 'b', state: 'removed' }]);
    });

    it('a deploy of a plugin: a child of its operation, by the same actor, under the same locks', async () => {
      const { flows: running } = await nodeRed.flows();
      const [child, parent] = await probe.during(async () => {
        const answer = await probe.request('POST', '/restore', { flows: running.slice(0, 2) });
        assert.equal(answer.status, 200, answer.text);
      });
      assert.ok(child && parent);
      await assertWrite(child, 'flows.deploy', 'full');
      assert.equal(child.parent, parent.id);
      assert.equal(child.correlation, parent.id);
      assert.equal(parent.name, 'probe.restore');
      assert.deepEqual(parent.target, { kind: 'version', id: '7' });
      assert.equal(parent.note, 'because');
      assert.equal(parent.parent, undefined);
      assert.equal(parent.flows, undefined);
      assert.deepEqual(parent.outcome, { status: 'success' });
      assert.equal(parent.source?.path, '/millwright/probe/restore');
    });

    it("what fails in Node-RED is a failed operation with Node-RED's own answer", async () => {
      const failures = [
        { name: 'flows.deploy', work: () => nodeRed.deploy([], { rev: 'stale' }), status: 409 },
        { name: 'flow.update', work: () => nodeRed.request('PUT', '/flow/none', { nodes: [] }), status: 404 },
        { name: 'flow.remove', work: () => nodeRed.request('DELETE', '/flow/none'), status: 404 },
        {
          name: 'flow.add',
          work: () => nodeRed.request('POST', '/flow', { nodes: [tab('no')] }),
          status: 400,
        },
      ];
      for (const { name, work, status } of failures) {
        const operation = await probe.single(async () => assert.equal((await work()).status, status));
        assert.equal(operation.name, name);
        assert.equal(operation.outcome?.status, 'failed');
        assert.deepEqual(operation.phases, ['rewrite', 'authorise', 'intend', 'stage', 'settle']);
        assert.equal(operation.flows?.result, undefined);
      }
    });

    it('flows that are no flows are refused before anything else sees them', async () => {
      const { rev } = await nodeRed.flows();
      const operation = await probe.single(async () => {
        const answer = await nodeRed.request<{ code: string }>('POST', '/flows', { not: 'an array' });
        assert.equal(answer.status, 400);
        assert.equal(answer.body.code, 'runtime.flows-invalid');
      });
      assert.equal(operation.outcome?.status, 'refused');
      assert.equal((await nodeRed.flows()).rev, rev);
    });

    it('flows that are nested too deep are refused on every road, and Node-RED runs on', async () => {
      const { rev } = await nodeRed.flows();
      // As text: the test's own JSON.stringify would overflow.
      const deepNode = (depth: number): string =>
        JSON.stringify(comment('deep', 'a', { deep: 0 })).replace(
          '"deep":0',
          `"deep":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
        );
      const send = async (method: string, path: string, body: string): Promise<Answer> => {
        const headers = { 'Content-Type': 'application/json', 'Node-RED-API-Version': 'v2' };
        const response = await fetch(nodeRed.url + path, { method, headers, body });
        return { status: response.status, ...((await response.json()) as { code?: string }) };
      };
      const deploy = (depth: number) =>
        send('POST', '/flows', `{"flows":[${JSON.stringify(tab('a'))},${deepNode(depth)}]}`);
      for (const depth of [1200, 3000, 4500, 20_000, 100_000]) {
        const nodes = `{"label":"a","nodes":[${deepNode(depth)}]}`;
        for (const road of [
          () => deploy(depth),
          () => send('POST', '/flow', nodes),
          () => send('PUT', '/flow/a', nodes),
        ]) {
          const operation = await probe.single(async () => {
            const { status, code } = await road();
            assert.deepEqual([status, code], [400, 'runtime.flows-too-deep']);
          });
          assert.equal(operation.outcome?.status, 'refused');
        }
        assert.equal((await nodeRed.flows()).rev, rev);
      }
      assert.equal((await deploy(900)).status, 200);
    });

    it('credentials: which are touched is known, what they are is nowhere', async () => {
      const secret = 'QX7-very-secret-0815';
      const broker = { id: 'mqtt', type: 'mqtt-broker', name: 'x', broker: 'localhost', port: '1883' };
      const from = nodeRed.log.length;
      const set = await probe.single(async () => {
        const items = [tab('a'), { ...broker, credentials: { user: 'u', password: secret } }];
        assert.equal((await nodeRed.deploy(items)).status, 200);
      });
      assert.deepEqual(set.flows?.credentialsTouched, ['mqtt']);
      assert.equal(set.flows?.candidateIsResult, true);

      const beside = await probe.single(async () => {
        const credentials = { mqtt: { user: 'u', password: `${secret}-2` } };
        assert.equal((await nodeRed.deploy([tab('a'), broker], { credentials })).status, 200);
      });
      assert.deepEqual(beside.flows?.credentialsTouched, ['mqtt']);

      const removed = await probe.single(async () => {
        assert.equal((await nodeRed.deploy([tab('a')])).status, 200);
      });
      assert.deepEqual(removed.flows?.credentialsTouched, ['mqtt']);

      assert.ok(!JSON.stringify(await probe.operations()).includes(secret));
      assert.ok(!nodeRed.log.slice(from).includes(secret));
    });
  });
}
