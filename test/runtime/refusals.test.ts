import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { comment, ProbeClient, tab } from './probe-client.ts';
import { Probes } from './probes.ts';
import { Subscription } from './subscription.ts';

const broker = { id: 'mqtt', type: 'mqtt-broker', name: 'x', broker: 'localhost', port: '1883' };
const flows = [tab('a'), comment('a1', 'a'), broker];
const users = [
  { username: 'anna', password: 'a', permissions: '*' },
  { username: 'bert', password: 'b', permissions: '*' },
];

for (const target of targets()) {
  describe(`refusals, faults and waiting, ${target.title}`, () => {
    const probes = new Probes();
    let nodeRed: NodeRedProcess;
    let probe: ProbeClient;
    let anna: string;
    let bert: string;

    before(async () => {
      await probes.build();
      nodeRed = await startNodeRed({
        target,
        without: 'all',
        packages: [await probes.make({ id: 'probe' })],
        flows,
        users,
        credentialSecret: 'test',
      });
      anna = await nodeRed.token('anna', 'a');
      bert = await nodeRed.token('bert', 'b');
      probe = new ProbeClient(nodeRed);
      probe.token = anna;
      const credentials = { mqtt: { user: 'u', password: 'p' } };
      assert.equal((await nodeRed.deploy(flows, { token: anna, credentials })).status, 200);
    });

    after(async () => {
      await nodeRed?.stop();
      await probes.remove();
    });

    /** Flows and credentials, in memory and on disk. */
    const everything = async (): Promise<unknown> => {
      const read = (file: string) => readFile(join(nodeRed.userDirectory, file), 'utf8');
      return {
        flows: await nodeRed.flows(anna),
        credentials: (await probe.request('GET', '/credentials/mqtt')).body,
        flowFile: await read('flows.json'),
        credentialFile: await read('flows_cred.json'),
      };
    };

    const stealing = [tab('a'), { ...broker, credentials: { user: 'x', password: 'y' } }];
    const writes: readonly (readonly [
      string,
      () => Promise<{ status: number; body: unknown; text: string }>,
    ])[] = [
      ['POST /flows (full)', () => nodeRed.deploy(stealing, { token: anna })],
      ['POST /flows (flows)', () => nodeRed.deploy(stealing, { token: anna, type: 'flows' })],
      ['POST /flows (nodes)', () => nodeRed.deploy(stealing, { token: anna, type: 'nodes' })],
      [
        'POST /flows with a map of credentials',
        () => nodeRed.deploy(flows, { token: anna, credentials: { mqtt: { user: 'x' } } }),
      ],
      ['POST /flows (reload)', () => nodeRed.deploy([], { token: anna, type: 'reload' })],
      ['POST /flow', () => nodeRed.request('POST', '/flow', { label: 'new', nodes: [] }, { token: anna })],
      ['PUT /flow/:id', () => nodeRed.request('PUT', '/flow/a', { nodes: [] }, { token: anna })],
      ['PUT /flow/global', () => nodeRed.request('PUT', '/flow/global', { configs: [] }, { token: anna })],
      ['DELETE /flow/:id', () => nodeRed.request('DELETE', '/flow/a', undefined, { token: anna })],
    ];

    for (const phase of ['rewrite', 'authorise', 'intend', 'stage']) {
      it(`a refusal in ${phase} changes nothing, on every road, and says why`, async () => {
        const before = await everything();
        for (const [road, write] of writes) {
          const operation = await probe.single(() =>
            probe.while(phase, 'refuse', async () => {
              const answer = await write();
              assert.equal(answer.status, 403, `${road}: ${answer.text}`);
              // The editor shows this as HTML.
              const message = `The probe says ‹b›no‹/b› in ${phase}`;
              assert.deepEqual(answer.body, { code: 'probe.refused', message, details: { phase } }, road);
            }),
          );
          assert.equal(operation.outcome?.status, 'refused');
          assert.equal(operation.outcome?.code, 'probe.refused');
          assert.deepEqual(operation.actor, { kind: 'user', name: 'anna' });
          assert.equal(operation.phases.at(-1), 'settle');
        }
        assert.deepEqual(await everything(), before);
      });
    }

    it('an interceptor that throws before the change refuses it as a fault, and Node-RED goes on', async () => {
      const before = await everything();
      const answer = await probe.while('stage', 'throw', () => nodeRed.deploy([], { token: anna }));
      assert.equal(answer.status, 500);
      assert.equal(answer.body.code, 'runtime.interceptor-failed');
      assert.match(nodeRed.log, /TypeError: the probe stumbles\n\s+at Probe/);
      assert.deepEqual(await everything(), before);
    });

    it('an interceptor that hangs before the change ends at its deadline', async () => {
      const before = await everything();
      const answer = await probe.while('authorise', 'hang', () => nodeRed.deploy([], { token: anna }));
      assert.equal(answer.status, 503);
      assert.equal(answer.body.code, 'runtime.interceptor-timeout');
      assert.deepEqual(await everything(), before);
    });

    for (const [phase, behaviour, code] of [
      ['commit', 'throw', 'runtime.interceptor-failed'],
      ['reveal', 'hang', 'runtime.interceptor-timeout'],
      ['settle', 'throw', 'runtime.interceptor-failed'],
      ['stage', 'warn', 'probe.warned'],
    ] as const) {
      it(`what goes wrong in ${phase} (${behaviour}) warns in the log and in the editor, and the change stands`, async () => {
        const subscription = await Subscription.open(nodeRed, 'millwright/door/warning', anna);
        try {
          const from = nodeRed.log.length;
          const answer = await probe.while(phase, behaviour, () =>
            nodeRed.deploy([...flows, comment(`${phase}-1`, 'a')], { token: anna }),
          );
          assert.equal(answer.status, 200, answer.text);
          assert.equal((await nodeRed.flows(anna)).rev, answer.body.rev);
          // Whatever else happens meanwhile, the connection of the last test that closes, meets the same fate.
          const told = await subscription.first(({ name }) => name === 'flows.deploy');
          assert.deepEqual([told['code'], told['plugin']], [code, 'probe']);
          await nodeRed.waitForLog(/\[warn\] \[millwright\/probe\] flows\.deploy by anna: /, { from });
        } finally {
          subscription.close();
        }
      });
    }

    it('rewrite alters what Node-RED gets, reveal what the caller gets', async () => {
      const answer = await probe.while('rewrite', 'rewrite', () =>
        probe.while('reveal', 'hide', () => nodeRed.deploy(flows, { token: anna })),
      );
      assert.deepEqual(answer.body, { rev: 'hidden' });
      assert.deepEqual((await nodeRed.flows(anna)).flows, [tab('rewritten')]);
      assert.equal((await nodeRed.deploy(flows, { token: anna })).status, 200);
    });

    it('two operations at once wait for each other', async () => {
      const deploy = await probe.holding(['flows'], async () => {
        const begun = nodeRed.deploy(flows, { token: bert });
        assert.equal(await isPending(begun), true);
        return { begun };
      });
      assert.equal((await deploy.begun).status, 200);
    });

    it('who waits too long is told what runs, by whom, since when', async () => {
      const [operation] = await probe.holding(['flows'], () =>
        probe.during(async () => {
          const answer = await nodeRed.deploy([], { token: bert });
          assert.equal(answer.status, 423);
          assert.equal(answer.body.code, 'runtime.busy');
          const { since, ...details } = (answer.body as { details?: Record<string, string> }).details ?? {};
          assert.deepEqual(details, { lock: 'flows', operation: 'probe.hold', by: 'anna' });
          assert.ok(Date.parse(since ?? '') > 0);
          assert.match(
            answer.body.message ?? '',
            /^probe\.hold by anna has been running since \d{4}-\d\d-\d\dT\S+Z and holds the flows\. /,
          );
        }),
      );
      assert.equal(operation?.outcome?.status, 'refused');
      assert.deepEqual(operation?.actor, { kind: 'user', name: 'bert' });
    });

    const isPending = async (promise: Promise<unknown>): Promise<boolean> => {
      // A request that needs no lock takes as long as one that would not have to wait.
      await Promise.race([promise, nodeRed.flows(bert)]);
      return (await Promise.race([promise, Promise.resolve('pending')])) === 'pending';
    };
  });
}
