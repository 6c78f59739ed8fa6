import assert from 'node:assert/strict';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import {
  connection,
  deploy,
  isStatus,
  observed,
  row,
  type Seen,
  seen,
  tags,
  waitToSee,
  watch,
} from './support/flow.ts';

const isMessage = ({ from }: Seen): boolean => from === 'message';

describe('S7 tags that are watched', function () {
  this.timeout(60_000);
  let plc: SimulatedS7Plc;
  let nodeRed: NodeRedProcess;

  before(async () => {
    plc = new SimulatedS7Plc();
    await plc.listen();
    nodeRed = await startNodeRed({ flows: observed(connection(plc.port)), only: ['node-red-s7'] });
  });
  after(async () => {
    await nodeRed?.stop();
    await plc?.close();
  });
  beforeEach(() => plc.behave());

  /** Waits until the PLC was read several times more: whatever has changed before was seen. */
  const someReadings = async (): Promise<void> => {
    const { requests } = plc;
    await waitFor('some readings', () => plc.requests >= requests + 4);
  };

  it('S-N-02: a cycle that takes longer than its interval is left out and counted, and nothing queues', async () => {
    plc.misbehave({ kind: 'delay', milliseconds: 150, on: 'read' });
    const table = [row('level', 'DB1.DBD4:REAL')];
    const from = await deploy(nodeRed, observed(connection(plc.port), tags(table), watch(20)));
    await waitToSee(nodeRed, 'the status', isStatus('watch', /^every \d+ ms$/), { from });
    const { requests } = plc;
    const began = performance.now();
    await waitFor('ten readings', () => plc.requests >= requests + 10, { deadline: 30_000 });
    // One after the other: each takes the PLC 150 ms.
    assert.ok(performance.now() - began >= 9 * 150);
    const { body } = await nodeRed.request<{
      readonly connections: readonly { readonly counters: Readonly<Record<string, unknown>> }[];
    }>('GET', '/millwright/s7/status');
    const { slow, refused, dropped, errors } = body.connections[0]?.counters ?? {};
    assert.ok(Number(slow) > 0, `${slow} cycles left out`);
    assert.deepEqual([refused, dropped, errors], [0, 0, {}]);
    const late = nodeRed.log.length;
    plc.behave();
    await waitToSee(nodeRed, 'the status', isStatus('watch', /^online$/), { from: late });
  });

  it('S-N-03: each change of an array, beyond a deadband or of a quality is one message, and nothing else is', async () => {
    const block = plc.memory.block(1);
    const other = plc.memory.addBlock(2, 10);
    const table = [
      row('steps', 'DB1.DBW10:INT[3]'),
      row('level', 'DB1.DBD4:REAL', { deadband: '0.5' }),
      row('far', 'DB2.DBW0:INT'),
    ];
    block.fill(0);
    const from = await deploy(
      nodeRed,
      observed(connection(plc.port), tags(table), watch(15, { report: 'changes' })),
    );
    const told = () =>
      seen(nodeRed, from)
        .filter(isMessage)
        .map(({ payload }) => payload);
    const expected: unknown[] = [{ steps: [0, 0, 0], level: 0, far: 0 }];
    const comesTo = async (change: () => void, message?: object): Promise<void> => {
      change();
      if (message) expected.push(message);
      await waitFor('the change', () => told().length >= expected.length);
      await someReadings();
      assert.deepEqual(told(), expected);
    };
    await comesTo(() => {});
    await comesTo(() => block.writeInt16BE(7, 14), { steps: [0, 0, 7] });
    await comesTo(() => block.writeFloatBE(0.4, 4));
    await comesTo(() => block.writeFloatBE(0.75, 4), { level: 0.75 });
    await comesTo(() => block.writeFloatBE(0.5, 4));
    await comesTo(() => other.writeInt16BE(-1, 0), { far: -1 });
    await comesTo(() => plc.memory.removeBlock(2), { far: null });
    await comesTo(() => block.writeInt16BE(8, 10), { steps: [8, 0, 7] });
  });

  it('S-N-03: what does not change is told all the same as often as the node says', async () => {
    const table = [row('level', 'DB1.DBD4:REAL')];
    const from = await deploy(
      nodeRed,
      observed(connection(plc.port), tags(table), watch(20, { report: 'changes', heartbeat: 1 })),
    );
    await waitFor('the third message', () => seen(nodeRed, from).filter(isMessage).length >= 3);
    const times = seen(nodeRed, from)
      .filter(isMessage)
      .map(({ sample }) => Number(sample?.ts));
    for (const [index, time] of times.slice(1).entries())
      assert.ok(time - (times[index] ?? 0) >= 950, times.join(', '));
  });
});
