import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { fillerPoints } from '@millwright/simulators';
import {
  FaultProxy,
  freePort,
  type NodeRedProcess,
  startNodeRed,
  targets,
  waitFor,
} from '@millwright/testing';
import {
  connection,
  isStatus,
  observed,
  PlcProcess,
  read,
  type Seen,
  seen,
  tags,
  waitToSee,
  watch,
} from './flow.ts';

const isReading = ({ samples }: Seen): boolean => samples !== undefined;
const isGood = ({ samples }: Seen): boolean => samples?.every(({ quality }) => quality === 'good') === true;
const isBad = ({ samples }: Seen): boolean => samples?.every(({ quality }) => quality === 'bad') === true;
const isGap = ({ gap }: Seen): boolean => gap !== undefined;

for (const target of targets()) {
  describe(`A PLC that fails, seen from ${target.title}`, function () {
    this.timeout(60_000);
    let plc: PlcProcess;
    let nodeRed: NodeRedProcess | undefined;

    beforeEach(async () => {
      plc = await PlcProcess.prepare();
    });

    afterEach(async () => {
      try {
        await nodeRed?.stop();
      } finally {
        nodeRed = undefined;
        closeSilentServers();
        await plc.end();
      }
    });

    const flows = (overrides = {}) =>
      observed(connection(plc.port, overrides), tags(fillerPoints), watch(50), ...read());

    it('M-N-02: is killed and comes back: one word when it goes, a gap when it returns, then values', async () => {
      await plc.start();
      nodeRed = await startNodeRed({ target, flows: flows() });
      await waitToSee(nodeRed, 'values', isGood);

      const before = nodeRed.log.length;
      const killedAt = Date.now();
      await plc.end('SIGKILL');
      await waitToSee(nodeRed, 'bad values', isBad, { from: before });
      await waitToSee(nodeRed, 'a second attempt', isStatus('watch', /^retry in [2-9] s$/), { from: before });
      await plc.start();
      const backAt = Date.now();
      await waitToSee(nodeRed, 'values again', isGood, { from: nodeRed.log.length, deadline: 20_000 });

      const after = seen(nodeRed, before).filter(({ from }) => from === 'message');
      const bad = after.filter(isBad);
      assert.equal(bad.length, 1, 'the loss is said once');
      for (const { value, last, status } of bad[0]?.samples ?? []) {
        assert.equal(value, null);
        assert.ok(last && last.ts <= Date.now());
        assert.equal(status?.name, 'BadNotConnected');
      }
      const gaps = after.filter(isGap);
      assert.equal(gaps.length, 1);
      const gap = gaps[0]?.gap;
      assert.equal(gaps[0]?.payload, null);
      assert.ok(gap && gap.from <= killedAt + 1_000 && gap.to >= backAt - 1_000);
      assert.match(gap.reason, /lost|refuses/);
      const order = after.map((what) => (isGap(what) ? 'gap' : isBad(what) ? 'bad' : 'good')).join(' ');
      assert.match(order, /^(good )*bad gap (good ?)+$/);
      const lines = nodeRed.log.slice(before).match(/No connection to 127\.0\.0\.1/g) ?? [];
      assert.ok(lines.length <= 2, `${lines.length} lines for one outage`);
    });

    it('is off at the start: status and retries, and values as soon as it is on', async () => {
      nodeRed = await startNodeRed({ target, flows: flows() });
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^retry in \d+ s$/));
      const { samples } = await waitToSee(nodeRed, 'bad values', isBad);
      assert.equal(samples?.[0]?.status?.name, 'BadNotConnected');
      assert.equal(samples?.[0]?.last, undefined);
      await plc.start();
      await waitToSee(nodeRed, 'values', isGood, { deadline: 20_000 });
      assert.equal(seen(nodeRed).filter(isGap).length, 1);
      assert.equal(seen(nodeRed).filter(isBad).length, 1);
    });

    it('is frozen and thaws: requests time out, the connection is given up, values come back', async () => {
      await plc.start();
      nodeRed = await startNodeRed({ target, flows: flows({ timeout: 1_000 }) });
      await waitToSee(nodeRed, 'values', isGood);
      const from = nodeRed.log.length;
      plc.signal('SIGSTOP');
      await waitToSee(nodeRed, 'the first time-out', isStatus('watch', /^no answer$/), { from });
      const { samples } = await waitToSee(nodeRed, 'bad values', isBad, { from });
      assert.equal(samples?.[0]?.status?.name, 'BadTimeout');
      await waitToSee(nodeRed, 'a new attempt', isStatus('watch', /^retry in \d+ s$/), { from });
      plc.signal('SIGCONT');
      const thawed = nodeRed.log.length;
      await waitToSee(nodeRed, 'values', isGood, { from: thawed, deadline: 20_000 });
      assert.equal(seen(nodeRed, from).filter(isGap).length, 1);
    });

    it('is behind a line that goes silent: it is given up, and one connection is there when the line is back', async () => {
      await plc.start();
      const line = new FaultProxy({ target: plc.port });
      await line.listen();
      try {
        nodeRed = await startNodeRed({
          target,
          flows: flows({ port: line.port, timeout: 1_000 }),
        });
        await waitToSee(nodeRed, 'values', isGood);
        const from = nodeRed.log.length;
        line.drop();
        const { samples } = await waitToSee(nodeRed, 'bad values', isBad, { from });
        assert.equal(samples?.[0]?.status?.name, 'BadTimeout');
        await waitToSee(nodeRed, 'a new attempt', isStatus('watch', /^retry in \d+ s$/), { from });
        await line.resume();
        await waitToSee(nodeRed, 'values', isGood, { from: nodeRed.log.length, deadline: 20_000 });
        assert.equal(line.connections, 1);
        assert.equal(line.mostAtOnce, 1);
        assert.equal(seen(nodeRed, from).filter(isGap).length, 1);
      } finally {
        await line.close();
      }
    });

    it('answers garbage for a while: no value from it, and values after it', async () => {
      await plc.start();
      nodeRed = await startNodeRed({ target, flows: flows() });
      await waitToSee(nodeRed, 'values', isGood);
      const from = nodeRed.log.length;
      await plc.tell({ do: 'misbehave', fault: { kind: 'garbage', times: 2 } });
      await waitToSee(nodeRed, 'the gap', isGap, { from, deadline: 20_000 });
      await waitToSee(nodeRed, 'values', isGood, { from: nodeRed.log.length });
      for (const { samples } of seen(nodeRed, from).filter(isReading)) {
        for (const { tag, value, quality } of samples ?? []) {
          if (tag === 'filler.recipe' && quality === 'good') assert.equal(value, 1);
          if (tag === 'filler.speed_sp' && quality === 'good') assert.equal(value, 300);
        }
      }
    });

    for (const [what, start] of [
      ['refuses connections', freePort],
      ['accepts and never answers', silentServer],
    ] as const) {
      it(`does not hold up Node-RED's stop when it ${what}`, async () => {
        const port = await start();
        const slow = connection(port, { timeout: 60_000 });
        nodeRed = await startNodeRed({
          target,
          flows: observed(slow, tags(fillerPoints), watch(50), ...read()),
        });
        await nodeRed.request('POST', '/inject/inject');
        await waitToSee(nodeRed, 'a status', isStatus('watch', /^(retry in|online)/));
        const started = performance.now();
        assert.equal(await nodeRed.halt('SIGTERM'), 0);
        // It stops after 15 s whatever its nodes do.
        assert.ok(performance.now() - started < 10_000);
        assert.doesNotMatch(nodeRed.log, /Did not close|Error stopping node/);
      });
    }
  });
}

const silent: { readonly close: () => void }[] = [];

async function silentServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  const address = await waitFor('the server', () => server.address());
  silent.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return typeof address === 'object' ? address.port : 0;
}

function closeSilentServers(): void {
  for (const { close } of silent.splice(0)) close();
}
