import assert from 'node:assert/strict';
import type { Sample } from '@millwright/tags';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import {
  connection,
  type FlowNode,
  isStatus,
  observed,
  row,
  said,
  say,
  seen,
  tags,
  waitToSee,
  watch,
} from './support/flow.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const [trigger, linked, other] = ['Scalar.Double', 'Scalar.UInt16', 'Scalar.Int32'] as const;
const clock = 'Counter.0';

/** Says in the log which message a node is done with. */
const completed: readonly FlowNode[] = [
  { id: 'complete', type: 'complete', z: 'tab', scope: ['watch'], uncaught: false, wires: [['completed']] },
  {
    id: 'completed',
    type: 'function',
    z: 'tab',
    func: `node.warn('@@seen ' + JSON.stringify({ from: 'message', completed: msg.turn })); return null;`,
    outputs: 0,
    wires: [],
  },
];

describe('OPC UA watch by messages, in Node-RED', function () {
  this.timeout(60_000);
  let server: OpcUaServer;
  let nodeRed: NodeRedProcess;
  let turn = 0;

  const set = (name: string, type: string, value: number) =>
    server.tell({ do: 'set', node: name, value: { type, value } });
  const samplesOf = (tag: string, from: number): readonly Sample[] =>
    seen(nodeRed, from)
      .flatMap(({ samples, sample }) => samples ?? sample ?? [])
      .filter((sample) => sample.tag === tag);
  const valuesOf = (tag: string, from: number) => samplesOf(tag, from).map(({ value }) => value);
  /** Another subscription tells that time passes, several publishes of the first one long. */
  const meanwhile = async (): Promise<void> => {
    const from = nodeRed.log.length;
    await waitFor('the other watch to go on', () => samplesOf(clock, from).length >= 5);
  };
  /** Resolves once the node is done with it. */
  const ask = async (message: object): Promise<void> => {
    turn += 1;
    const mine = turn;
    await say(nodeRed, { ...message, turn: mine });
    await waitToSee(nodeRed, 'the node to be done', ({ completed }) => completed === mine);
  };
  const refused = async (message: object) => {
    const from = nodeRed.log.length;
    await say(nodeRed, message);
    return (await waitToSee(nodeRed, 'an error', ({ error }) => error !== undefined, { from })).error;
  };

  before(async function () {
    server = await startOpcUaServer(this, {
      counters: 1,
      rate: 20,
      capabilities: { minSupportedSampleRate: 0 },
    });
    nodeRed = await startNodeRed({
      flows: observed(
        connection(server.url),
        tags([row(trigger), row(linked), row(clock, { group: 'clock' })]),
        watch({
          which: 'names',
          names: [{ tag: trigger }, { tag: linked }],
          sampling: 0,
          queue: 20,
        }),
        watch({ id: 'clock', which: 'group', group: 'clock', publishing: 60, sampling: 0 }),
        ...said('watch'),
        ...completed,
      ),
      only: ['node-red-opcua'],
    });
    await waitFor('the first values', () =>
      [trigger, linked, clock].every((tag) => samplesOf(tag, 0).length > 0),
    );
  });
  after(async () => {
    await nodeRed?.stop();
    await server?.close();
  });

  it('SUB-09: a tag that messages bring twice is watched once, and not at all once one takes it out (node-opcua)', async () => {
    await set(other, 'Int32', 200);
    const before = (await server.count()).monitoredItems;
    const from = nodeRed.log.length;
    const added = { watch: 'add', tags: [row(other)] };
    await ask(added);
    await ask(added);
    assert.equal((await server.count()).monitoredItems, before + 1);
    await waitFor('its value', () => samplesOf(other, from).length === 1);
    await set(other, 'Int32', 201);
    await waitFor('the change', () => samplesOf(other, from).length === 2);
    await ask({ watch: 'remove', tags: [other] });
    assert.equal((await server.count()).monitoredItems, before);
    await set(other, 'Int32', 202);
    await meanwhile();
    assert.deepEqual(valuesOf(other, from), [200, 201]);
  });

  it('SUB-16: messages link a tag to another, pause, and change the pace of the same subscription (node-opcua)', async () => {
    await ask({ watch: 'link', topic: trigger, tags: [linked] });
    let from = nodeRed.log.length;
    await set(linked, 'UInt16', 11);
    await meanwhile();
    assert.deepEqual(valuesOf(linked, from), []);
    await set(trigger, 'Double', -1);
    await waitFor('both', () => [trigger, linked].every((tag) => samplesOf(tag, from).length === 1));
    assert.deepEqual([valuesOf(trigger, from), valuesOf(linked, from)], [[-1], [11]]);
    await ask({ watch: 'link', topic: trigger, tags: [] });

    from = nodeRed.log.length;
    await ask({ watch: 'pause' });
    await waitToSee(nodeRed, 'the status', isStatus('watch', /^paused$/), { from });
    from = nodeRed.log.length;
    await set(trigger, 'Double', -2);
    await meanwhile();
    assert.deepEqual(valuesOf(trigger, from), []);
    await ask({ watch: 'resume' });
    await waitToSee(nodeRed, 'the status', isStatus('watch', /^online$/), { from });
    await waitFor('what changed meanwhile', () => valuesOf(trigger, from).includes(-2));

    await server.tell({ do: 'forget' });
    await ask({ watch: 'change', publishing: 200, sampling: 100 });
    const { requests } = await server.count();
    assert.deepEqual(
      ['ModifySubscription', 'ModifyMonitoredItems', 'CreateSubscription', 'CreateMonitoredItems'].map(
        (service) => requests[service] ?? 0,
      ),
      [1, 1, 0, 0],
    );
    from = nodeRed.log.length;
    await set(trigger, 'Double', -3);
    await waitFor('a change at the new pace', () => valuesOf(trigger, from).includes(-3));
  });

  it('refuse what they do not say well, and change nothing', async () => {
    const before = await server.count();
    const codes = [];
    for (const message of [
      {},
      { watch: 'add', tags: ['not there'] },
      { watch: 'add', tags: [trigger, { name: 'odd', address: 'no address' }] },
      { watch: 'remove', tags: ['not there'] },
      { watch: 'link', topic: trigger, tags: ['not there'] },
      { watch: 'change', publishing: 0 },
    ])
      codes.push((await refused(message))?.code);
    assert.deepEqual(codes, [
      'opcua-nodes.bad-watch',
      'tags.unknown-tag',
      'tags.bad-format',
      'opcua-nodes.bad-watch',
      'opcua-nodes.bad-watch',
      'opcua-nodes.bad-watch',
    ]);
    const { monitoredItems, subscriptions } = await server.count();
    assert.deepEqual([monitoredItems, subscriptions], [before.monitoredItems, before.subscriptions]);
  });
});
