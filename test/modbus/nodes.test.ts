import assert from 'node:assert/strict';
import { createFillerPlc, fillerPoints, type SimulatedPlc } from '@millwright/simulators';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { connection, isStatus, observed, read, seen, shownStatus, tags, waitToSee, watch } from './flow.ts';
import { held, inside, insideFlow, insideSettings } from './inside.ts';

const beyond = { name: 'beyond', area: 'input-register', address: 500, type: 'uint16' };
const speed = { name: 'filler.speed', area: 'input-register', address: 2, type: 'float32' };

for (const target of targets()) {
  describe(`Modbus nodes in ${target.title}`, () => {
    let plc: SimulatedPlc;
    let nodeRed: NodeRedProcess | undefined;

    beforeEach(async () => {
      ({ plc } = createFillerPlc({ port: 0, seed: 7, speed: 60 }));
      await plc.listen();
    });

    afterEach(async () => {
      await nodeRed?.stop();
      nodeRed = undefined;
      await plc.close();
    });

    it('bring live values with quality, time and address, in the order of the table', async () => {
      nodeRed = await startNodeRed({
        target,
        flows: observed(connection(plc.port), tags(fillerPoints), watch(50)),
      });
      const { payload, samples } = await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined);
      assert.deepEqual(
        samples?.map(({ tag }) => tag),
        fillerPoints.map(({ name }) => name),
      );
      for (const sample of samples ?? []) {
        assert.equal(sample.quality, 'good');
        assert.ok(Math.abs(Date.now() - sample.ts) < 60_000);
        assert.equal((payload as Record<string, unknown>)[sample.tag], sample.value);
      }
      await waitToSee(
        nodeRed,
        'a speed that moves',
        (later) =>
          typeof later.payload === 'object' && Number((later.payload as never)['filler.speed']) > 200,
      );
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^online$/));
      assert.equal(plc.connections, 1);
    });

    it('answer a message with a single value and keep what it carries', async () => {
      nodeRed = await startNodeRed({
        target,
        flows: observed(connection(plc.port), tags([speed]), ...read()),
      });
      assert.equal(plc.accepted, 0, 'nothing is opened before it is needed');
      await nodeRed.request('POST', '/inject/inject');
      const message = await waitToSee(nodeRed, 'the answer', ({ from }) => from === 'message');
      assert.equal(message.topic, 'filler.speed');
      assert.equal(typeof message.payload, 'number');
      assert.equal(message.payload, message.sample?.value);
      assert.equal(message['mine'], 'kept');
    });

    it('make one bad tag bad and no other', async () => {
      nodeRed = await startNodeRed({
        target,
        flows: observed(connection(plc.port), tags([...fillerPoints, beyond]), watch(50), ...read()),
      });
      const { samples } = await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined);
      assert.equal(samples?.filter(({ quality }) => quality === 'good').length, fillerPoints.length);
      assert.equal(samples?.at(-1)?.quality, 'bad');
      assert.match(samples?.at(-1)?.status?.reason ?? '', /illegal data address/);
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^1 of 13 bad$/));
    });

    it('hand the failure of a whole read to Catch once, with its code', async () => {
      nodeRed = await startNodeRed({
        target,
        flows: observed(connection(plc.port), tags([beyond]), ...read()),
      });
      await nodeRed.request('POST', '/inject/inject');
      const refused = await waitToSee(nodeRed, 'the exception', ({ from }) => from === 'error');
      assert.equal(refused.error?.code, 'modbus.exception');
      assert.match(refused.error?.message ?? '', /illegal data address/);
      await plc.refuse();
      await waitToSee(nodeRed, 'the loss', isStatus('read', /^retry in \d+ s$/));
      const from = nodeRed.log.length;
      await nodeRed.request('POST', '/inject/inject');
      const lost = await waitToSee(nodeRed, 'the loss', (what) => what.from === 'error', { from });
      assert.match(lost.error?.code ?? '', /^modbus\.connection-(lost|refused)$/);
      assert.equal(seen(nodeRed).filter(({ from }) => from === 'message').length, 0);
    });

    it('M-T-10: leave exactly one connection after 20 full deploys with a test of it under way, and none when they are gone', async function () {
      this.timeout(120_000);
      const flows = [
        ...observed(connection(plc.port), tags(fillerPoints), watch(10), watch(20, { id: 'second' })),
        ...insideFlow,
      ];
      const running = await startNodeRed({ target, flows, settings: insideSettings });
      nodeRed = running;
      await waitToSee(running, 'values', ({ samples }) => samples !== undefined);
      const before = held(await inside(running));
      /** A dialog's test: of the connection as it is, or of one of its own, at a unit that is silent. */
      const test = (node: { readonly node?: string }) =>
        running.request('POST', '/millwright/modbus/test', {
          ...node,
          config: { host: '127.0.0.1', port: plc.port, timeout: 500 },
          unit: 9,
        });
      let own = 0;
      for (let turn = 1; turn <= 20; turn += 1) {
        const from = running.log.length;
        const tests = turn % 2 === 0 ? [test(turn % 4 === 0 ? { node: 'connection' } : {})] : [];
        if (turn % 4 === 2) {
          own += 1;
          await waitFor('the connection of the test', () => plc.accepted === turn + own);
        }
        const answer = await running.deploy(flows);
        assert.equal(answer.status, 200);
        await running.waitForLog(/Started flows/, { from });
        await waitFor('the new connection', () => plc.accepted === turn + 1 + own);
        await waitToSee(running, 'values', ({ samples }) => samples !== undefined, { from });
        await Promise.all(tests);
      }
      await waitFor('one connection', () => plc.connections === 1);
      const requests = plc.requests;
      await waitFor('the rate to be kept', () => plc.requests > requests + 40);
      await waitFor('no timer, server or socket more than before', async () => {
        const after = held(await inside(running));
        const { timers, servers, clients } = before;
        return after.timers <= timers && after.servers <= servers && after.clients <= clients;
      });
      await running.deploy([]);
      await waitFor('no connection', () => plc.connections === 0);
      const last = plc.requests;
      await running.request('GET', '/settings');
      assert.equal(plc.requests, last);
      assert.doesNotMatch(running.log, /MaxListenersExceeded|Did not close|Error stopping node/);
    });

    it('keep their connection through a deploy that does not touch it', async () => {
      const flows = observed(connection(plc.port), tags(fillerPoints), watch(50));
      nodeRed = await startNodeRed({ target, flows });
      await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined);
      const changed = flows.map((node) => (node.id === 'watch' ? { ...node, interval: 40 } : node));
      const from = nodeRed.log.length;
      await nodeRed.deploy(changed, { type: 'nodes' });
      await waitToSee(nodeRed, 'values of the new watch', ({ samples }) => samples !== undefined, { from });
      assert.equal(plc.accepted, 1);
      assert.equal(plc.connections, 1);
    });

    it('say what is wrong with a configuration, and let everything else run', async () => {
      nodeRed = await startNodeRed({
        target,
        flows: observed(
          connection(plc.port),
          tags(fillerPoints),
          watch(50),
          ...read({ tags: 'broken-tags' }),
          connection(0, { id: 'broken-connection', host: 'http://plc' }),
          tags(fillerPoints, { id: 'broken-tags', connection: 'broken-connection' }),
          watch(50, { id: 'dangling', tags: 'nowhere' }),
          watch(-1, { id: 'backwards' }),
        ),
      });
      await waitToSee(nodeRed, 'values of the sound one', ({ samples }) => samples !== undefined);
      for (const id of ['read', 'dangling', 'backwards']) {
        assert.equal(await shownStatus(nodeRed, id), 'check settings');
      }
      assert.match(
        nodeRed.log,
        /mw-modbus-connection:.*host: bad-host; port: out-of-range \(min 1, max 65535\) \(node\.bad-configuration\)/,
      );
      assert.match(nodeRed.log, /mw-modbus-tags:.*\(node\.reference-unusable\)/);
      assert.match(nodeRed.log, /mw-modbus-watch:dangling.*\(node\.reference-missing\)/);
      await nodeRed.request('POST', '/inject/inject');
      const { error } = await waitToSee(nodeRed, 'the error', ({ from }) => from === 'error');
      assert.equal(error?.code, 'node.reference-unusable');
    });

    it('speak German where Node-RED does', async () => {
      await plc.refuse();
      nodeRed = await startNodeRed({
        target,
        flows: observed(connection(plc.port), tags(fillerPoints), watch(50)),
        settings: "lang: 'de',",
      });
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^neu in \d+ s$/));
    });
  });
}
