import assert from 'node:assert/strict';
import { everything, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { connection, type FlowNode, observed, tags, write } from './flow.ts';
import { counter, inside, insideFlow, insideSettings } from './inside.ts';
import { StorePlc } from './store-plc.ts';

const seconds = everything ? 60 : 4;
/** Of the PLC, for each request. */
const delay = 100;

/** The tab without observers: they would say more than the nodes do. */
const quiet = (nodes: readonly FlowNode[]): readonly FlowNode[] =>
  observed(...nodes).filter(({ id }) => !['statuses', 'catch', 'status', 'error', 'message'].includes(id));

/** Sends so many values in a second, however late its timer comes. */
const source = (rate: number): FlowNode => ({
  id: 'source',
  type: 'function',
  z: 'tab',
  x: 1,
  y: 1,
  initialize: `const began = Date.now();
    let value = 0;
    context.set('timer', setInterval(() => {
      const due = ((Date.now() - began) * ${rate}) / 1000;
      while (value < due) node.send({ payload: value++ % 60000, topic: 'speed' });
    }, 10));`,
  finalize: "clearInterval(context.get('timer'));",
  func: 'return null;',
  outputs: 1,
  wires: [['offered']],
});

for (const target of targets()) {
  describe(`more than a PLC can do, in ${target.title}`, function () {
    this.timeout(180_000);
    let plc: StorePlc;
    let nodeRed: NodeRedProcess;

    before(async () => {
      plc = await StorePlc.listening();
      plc.delay = delay;
    });
    after(async () => {
      await nodeRed?.stop();
      await plc.close();
    });

    const row = { name: 'speed', area: 'holding-register', address: 0, type: 'uint16', access: 'read-write' };
    const base = (...wires: readonly string[]): readonly FlowNode[] => [
      connection(plc.port, { queueLimit: 100 }),
      tags([row]),
      write({ deadline: 60_000, wires: [['done', ...wires]] }),
      counter('done'),
      counter('offered', 'write'),
      { id: 'refused-catch', type: 'catch', z: 'tab', scope: null, uncaught: false, wires: [['refused']] },
      counter('refused'),
    ];

    /**
     * Writes in a second, without the slowest tenth of the times from one to the next: a machine that is busy with other things
     * as well has moments in which nobody keeps any rate.
     */
    const rate = async (writes: number): Promise<number> => {
      const from = plc.askedAt.length;
      const times = await waitFor(
        `${writes} writes`,
        () => plc.askedAt.length > from + writes && plc.askedAt.slice(from, from + writes + 1),
        { deadline: writes * delay * 3 },
      );
      const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
      const most = steps.sort((one, other) => one - other).slice(0, Math.ceil(writes * 0.9));
      return 1_000 / (most.reduce((sum, step) => sum + step, 0) / most.length);
    };

    it('M-Q-01: keeps its rate, holds no more, counts what it refuses, and says little of it', async () => {
      const loop: FlowNode = {
        id: 'loop',
        type: 'function',
        z: 'tab',
        x: 1,
        y: 1,
        initialize: "for (let each = 0; each < 4; each += 1) node.send({ payload: each, topic: 'speed' });",
        func: "return { payload: (msg.next ?? 0) % 60000, next: (msg.next ?? 0) + 1, topic: 'speed' };",
        outputs: 1,
        wires: [['write']],
      };
      nodeRed = await startNodeRed({
        target,
        flows: [...quiet([...base('loop'), loop]), ...insideFlow],
        settings: insideSettings,
      });
      await waitFor('writes', () => plc.asked.length > 20);
      const most = await rate(30);

      await nodeRed.deploy([...quiet([...base(), source(150)]), ...insideFlow]);
      await waitFor('refusals', async () => ((await inside(nodeRed)).counts['refused'] ?? 0) > 100);
      const before = await inside(nodeRed);
      const began = performance.now();
      const lines = nodeRed.log.split('\n').length;
      const under = await rate((seconds * 1_000) / delay);
      const after = await inside(nodeRed);
      const passed = (performance.now() - began) / 1_000;
      const offered = ((after.counts['offered'] ?? 0) - (before.counts['offered'] ?? 0)) / passed;
      assert.ok(offered > most * 10, `offered ${offered}/s, possible ${most}/s`);
      assert.ok(under >= most * 0.95, `${under}/s where ${most}/s are possible`);
      const growth = (after.heap - before.heap) / 1024 / 1024;
      assert.ok(growth < 20, `${growth} MB more`);
      const said = nodeRed.log.split('\n').length - lines;
      assert.ok(said <= passed, `${said} lines in ${passed} s`);
      const { body } = await nodeRed.request<{ connections: { counters: { refused: number } }[] }>(
        'GET',
        '/millwright/modbus/status',
      );
      assert.ok((body.connections[0]?.counters.refused ?? 0) > 100);
    });
  });
}
