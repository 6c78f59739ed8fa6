import assert from 'node:assert/strict';
import { everything, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import {
  connection,
  type FlowNode,
  isStatus,
  observed,
  PlcProcess,
  seen,
  tags,
  waitToSee,
  watch,
} from './flow.ts';
import { held, inside, insideFlow, insideSettings } from './inside.ts';
import { StorePlc } from './store-plc.ts';

const row = (name: string, address: number) => ({
  name,
  area: 'holding-register',
  address,
  type: 'uint16',
});

for (const target of targets()) {
  describe(`Modbus nodes over deploys and outages in ${target.title}`, function () {
    this.timeout(120_000);
    let plc: StorePlc;
    let nodeRed: NodeRedProcess;

    const flows = (interval: number): readonly FlowNode[] => [
      ...observed(
        connection(plc.port),
        tags([row('a', 0), row('b', 1)]),
        watch(interval, { wires: [[]] }),
        watch(interval, { id: 'second', report: 'changes' }),
      ),
      ...insideFlow,
    ];

    before(async () => {
      plc = await StorePlc.listening();
      nodeRed = await startNodeRed({ target, flows: flows(50), settings: insideSettings });
      await waitFor('requests', () => plc.asked.length > 5);
    });
    after(async () => {
      await nodeRed?.stop();
      await plc.close();
    });

    /** Requests in a second of two watches that ask every 50 ms. */
    const possible = 40;
    const rate = async (): Promise<number> => {
      const [from, began] = [plc.asked.length, performance.now()];
      await waitFor('a while', () => performance.now() - began > 1_500);
      return ((plc.asked.length - from) * 1_000) / (performance.now() - began);
    };

    for (const type of ['full', 'flows', 'nodes'] as const) {
      it(`M-N-03: leave as many connections and timers, and the same rate, after 10 deploys of ${type}`, async () => {
        const before = held(await inside(nodeRed));
        const quick = await rate();
        for (let turn = 1; turn <= 10; turn += 1) {
          const from = nodeRed.log.length;
          await nodeRed.deploy(flows(turn === 10 ? 50 : 50 + turn), { type });
          await nodeRed.waitForLog(/Started (modified )?(flows|nodes)/, { from });
        }
        await waitFor('one connection', () => plc.connections === 1);
        const asked = plc.asked.length;
        await waitFor('requests', () => plc.asked.length > asked + 5);
        await waitFor('no timer or socket more than before', async () => {
          const after = held(await inside(nodeRed));
          return (
            after.timers <= before.timers &&
            after.clients <= before.clients &&
            after.servers <= before.servers
          );
        });
        const after = await rate();
        // A machine that is busy may keep fewer; whoever is left over would ask besides.
        assert.ok(after < possible * 1.2 && after > quick * 0.7, `${quick} before, ${after} after`);
        assert.doesNotMatch(nodeRed.log, /MaxListenersExceeded|Did not close|Error stopping node/);
      });
    }

    it('show the gap of a PLC that was killed, and hold no more than before', async () => {
      const outage = everything ? 10_000 : 2_500;
      const other = await PlcProcess.prepare();
      await other.start();
      try {
        const from = nodeRed.log.length;
        await nodeRed.deploy([
          ...observed(
            connection(other.port),
            tags([{ name: 'speed', area: 'input-register', address: 2, type: 'float32' }]),
            watch(20),
          ),
          ...insideFlow,
        ]);
        const isGood = { from };
        await waitToSee(nodeRed, 'values', ({ sample }) => sample?.quality === 'good', isGood);
        const before = await inside(nodeRed);
        const killedAt = Date.now();
        await other.end('SIGKILL');
        await waitToSee(nodeRed, 'a retry', isStatus('watch', /^retry in/), { from });
        await waitFor('the outage', () => Date.now() - killedAt > outage, { deadline: outage * 2 });
        const during = await inside(nodeRed);
        await other.start();
        const { gap } = await waitToSee(nodeRed, 'the gap', (what) => what.gap !== undefined, {
          from,
          deadline: 30_000,
        });
        assert.ok(gap && gap.to - gap.from >= outage * 0.9);
        const at = nodeRed.log.length;
        await waitToSee(nodeRed, 'values again', ({ sample }) => sample?.quality === 'good', { from: at });
        assert.equal(seen(nodeRed, from).filter(({ sample }) => sample?.quality === 'bad').length, 1);
        const megabyte = 1024 * 1024;
        assert.ok(
          during.heap - before.heap < 5 * megabyte,
          `${(during.heap - before.heap) / megabyte} MB more`,
        );
        await waitFor('no timer or socket more than before', async () => {
          const after = held(await inside(nodeRed));
          return after.timers <= held(before).timers && after.clients <= held(before).clients;
        });
      } finally {
        await other.end();
      }
    });

    it('M-N-01: make one of 100 tags bad, and bring 99 good ones in the same message', async () => {
      const rows = [...Array.from({ length: 99 }, (_, index) => row(`t${index}`, index)), row('bad', 500)];
      const from = nodeRed.log.length;
      await nodeRed.deploy([...observed(connection(plc.port), tags(rows), watch(50)), ...insideFlow]);
      for (let turn = 0; turn < 3; turn += 1) {
        const at = turn === 0 ? from : nodeRed.log.length;
        const { samples } = await waitToSee(nodeRed, 'values', ({ samples }) => samples?.length === 100, {
          from: at,
        });
        assert.equal(samples?.filter(({ quality }) => quality === 'good').length, 99);
        const bad = samples?.filter(({ quality }) => quality === 'bad') ?? [];
        assert.deepEqual(
          bad.map(({ tag, status }) => [tag, status?.name]),
          [['bad', 'BadConfigurationError']],
        );
      }
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^1 of 100 bad$/), { from });
    });

    it('M-N-01: find the one that is not there among those that are read with it', async () => {
      const rows = [row('first', 97), row('second', 98), row('beyond', 101), row('third', 99)];
      const from = nodeRed.log.length;
      await nodeRed.deploy([...observed(connection(plc.port), tags(rows), watch(50)), ...insideFlow]);
      const { samples } = await waitToSee(nodeRed, 'values', ({ samples }) => samples?.length === 4, {
        from,
      });
      assert.deepEqual(
        samples?.map(({ tag, quality }) => [tag, quality]),
        [
          ['first', 'good'],
          ['second', 'good'],
          ['beyond', 'bad'],
          ['third', 'good'],
        ],
      );
    });
  });
}
