import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import {
  connection,
  type FlowNode,
  observed,
  type Seen,
  said,
  say,
  seen,
  tags,
  waitToSee,
  watch,
} from './flow.ts';
import { StorePlc } from './store-plc.ts';

const holding = (name: string, address: number, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  area: 'holding-register',
  address,
  type: 'uint16',
  ...more,
});

const rows = [
  holding('power', 0, { group: 'energy', unit: 'W' }),
  holding('energy', 1, { group: 'energy' }),
  holding('level', 2, { type: 'float32', deadband: '0.5' }),
  holding('temperature', 4, { rawLow: 0, rawHigh: 1000, scaledLow: -50, scaledHigh: 50 }),
  holding('valve', 5, { type: 'bool', bit: 3 }),
  holding('text', 6, { type: 'string', length: 2 }),
  holding('counter', 8, { type: 'uint64' }),
  holding('beyond', 500),
];

/** What stands in the registers, from the first on. */
const held = [2_500, 7, 0x41ac, 0, 750, 8, 0x4f4b, 0x2000, 0x20, 0, 0, 1];

const computed = [{ name: 'kilowatts', expression: 'power / 1000', unit: 'kW', group: 'energy' }];

for (const target of targets()) {
  describe(`reading Modbus tags in ${target.title}`, function () {
    this.timeout(60_000);
    let plc: StorePlc;
    let nodeRed: NodeRedProcess;

    const reader = (overrides: Readonly<Record<string, unknown>> = {}): FlowNode => ({
      id: 'read',
      type: 'mw-modbus-read',
      z: 'tab',
      schema: 1,
      tags: 'tags',
      wires: [['message']],
      ...overrides,
    });
    const flows = (...nodes: readonly FlowNode[]): readonly FlowNode[] =>
      observed(connection(plc.port), tags(rows, { computed }), ...nodes);
    const deploy = async (...nodes: readonly FlowNode[]): Promise<number> => {
      const from = nodeRed.log.length;
      await nodeRed.deploy(flows(...nodes));
      await nodeRed.waitForLog(/Started flows/, { from });
      // What the flows before it had still to say is no word of these.
      return nodeRed.log.indexOf('Starting flows', from);
    };
    const messages = (from: number): readonly Seen[] =>
      seen(nodeRed, from).filter((what) => what.from === 'message');
    const ask = async (message: object, from: Seen['from'] = 'message'): Promise<Seen> => {
      const at = nodeRed.log.length;
      await say(nodeRed, message);
      return waitToSee(nodeRed, 'the answer', (what) => what.from === from, { from: at });
    };

    before(async () => {
      plc = await StorePlc.listening();
      plc.set(0, ...held);
      nodeRed = await startNodeRed({ target, flows: flows(reader(), ...said('read')) });
    });
    after(async () => {
      await nodeRed?.stop();
      await plc.close();
    });

    it('brings every type, scaled, computed and as far as JavaScript can hold it', async () => {
      const { payload, samples } = await ask({});
      assert.deepEqual(payload, {
        power: 2_500,
        energy: 7,
        level: 21.5,
        temperature: 25,
        valve: true,
        text: 'OK',
        counter: null,
        beyond: null,
        kilowatts: 2.5,
      });
      const by = new Map((samples ?? []).map((sample) => [sample.tag, sample]));
      assert.equal(by.get('counter')?.text, String(0x20n * 2n ** 48n + 1n));
      assert.equal(by.get('counter')?.quality, 'uncertain');
      const after = await ask({ payload: null, sample: { tag: 'other', value: 1 }, gap: { from: 1, to: 2 } });
      assert.deepEqual([after['sample'], after['gap'], after.samples?.length], [undefined, undefined, 9]);
      assert.equal(by.get('power')?.unit, 'W');
      assert.equal(by.get('kilowatts')?.unit, 'kW');
      assert.equal(by.get('beyond')?.quality, 'bad');
    });

    it('brings all the others where an expression cannot be used, and says which of which table', async () => {
      const broken = [
        { name: 'cut', expression: 'power *' },
        { name: 'round', expression: 'round + 1' },
        ...computed,
      ];
      const from = await deploy(
        { ...tags(rows, { computed: broken }), name: 'Meter' },
        reader({ which: 'names', names: ['cut', 'round', 'kilowatts'].map((tag) => ({ tag })) }),
        ...said('read'),
      );
      await nodeRed.waitForLog(/Table Meter: cut cannot be computed: /, { from });
      await nodeRed.waitForLog(/Table Meter: These tags .* circle: round from round/, { from });
      const { payload, samples } = await ask({});
      assert.deepEqual(payload, { cut: null, round: null, kilowatts: 2.5 });
      assert.deepEqual(
        samples?.map(({ quality, status }) => [quality, status?.name]),
        [
          ['bad', 'BadConfigurationError'],
          ['bad', 'BadConfigurationError'],
          ['good', undefined],
        ],
      );
    });

    it('brings a group, or what stands in the node, one message per tag if wanted', async () => {
      await deploy(reader({ which: 'group', group: 'energy' }), ...said('read'));
      assert.deepEqual((await ask({})).payload, { power: 2_500, energy: 7, kilowatts: 2.5 });
      const from = await deploy(
        reader({ which: 'names', names: [{ tag: 'valve' }, { tag: 'energy' }], each: true }),
        ...said('read'),
      );
      await ask({ mine: 'kept' });
      await waitFor('both', () => messages(from).length === 2);
      assert.deepEqual(
        messages(from).map(({ topic, payload, mine }) => [topic, payload, mine]),
        [
          ['energy', 7, 'kept'],
          ['valve', true, 'kept'],
        ],
      );
      const empty = await deploy(reader({ which: 'group', group: 'nothing' }), ...said('read'));
      await nodeRed.waitForLog(/tags\.bad-selection/, { from: empty });
    });

    it('brings what a message names, and tags of its own', async () => {
      await deploy(reader({ which: 'message' }), ...said('read'));
      const own = { name: 'half', area: 'holding-register', address: 2, type: 'uint16' };
      const { payload, samples } = await ask({
        tags: ['energy', 'nobody', own, { name: 'wrong', address: 'x' }],
      });
      assert.deepEqual(payload, { energy: 7, nobody: null, half: 0x41ac, wrong: null });
      assert.deepEqual(
        samples?.map(({ status }) => status?.name),
        [undefined, 'BadNodeIdUnknown', undefined, 'BadConfigurationError'],
      );
      // What says nowhere where it is, or says it by a word that nobody knows, is read from nowhere.
      const astray = await ask({ tags: ['energy', { name: 'z' }, { name: 'y', adress: 107, address: 1 }] });
      assert.deepEqual(astray.payload, { energy: 7, z: null, y: null });
      assert.deepEqual(
        astray.samples?.map(({ status }) => status?.reason.replace(/.*: (?=\w+: )/, '')),
        [undefined, 'address: required', 'adress: unknown'],
      );
      const one = await ask({ tags: ['energy'] });
      assert.deepEqual([one.topic, one.payload], ['energy', 7]);
      assert.equal((await ask({ tags: 'energy' }, 'error')).error?.code, 'tags.bad-selection');
      assert.equal((await ask({ tags: ['nobody'] }, 'error')).error?.code, 'tags.unknown-tag');
    });

    it('holds the last good value where that is wanted', async () => {
      const from = await deploy(watch(20, { hold: true }));
      await waitToSee(nodeRed, 'values', ({ samples }) => samples?.[0]?.quality === 'good', { from });
      const { port } = plc;
      await plc.close();
      const { payload, samples } = await waitToSee(
        nodeRed,
        'the loss',
        ({ samples }) => samples?.[0]?.quality === 'bad',
        { from },
      );
      assert.equal((payload as Record<string, unknown>)['power'], 2_500);
      assert.equal(samples?.[0]?.value, null);
      plc = new StorePlc(port);
      plc.set(0, ...held);
      await plc.listen();
      await waitFor('the link', () => plc.connections === 1, { deadline: 20_000 });
    });

    it('tells only changes, beyond their deadband, and everything now and then', async () => {
      const from = await deploy(watch(20, { report: 'changes', heartbeat: 0 }));
      const first = await waitToSee(nodeRed, 'everything', ({ samples }) => samples !== undefined, { from });
      assert.equal(first.samples?.length, rows.length + 1);
      plc.set(2, 0x41ad);
      plc.set(1, 8);
      const change = await waitToSee(
        nodeRed,
        'the change',
        ({ samples }) => samples?.some(({ tag }) => tag === 'energy') === true && samples.length < 5,
        { from },
      );
      assert.deepEqual(change.payload, { energy: 8 });
      const between = nodeRed.log.length;
      plc.set(2, 0x41ac);
      plc.set(1, 9);
      await waitToSee(nodeRed, 'the next one', ({ payload }) => isDeepStrictEqual(payload, { energy: 9 }), {
        from: between,
      });
      assert.equal(messages(between).length, 1);

      const later = await deploy(watch(20, { report: 'changes', heartbeat: 1 }));
      const full = () => messages(later).filter(({ samples }) => samples?.length === rows.length + 1);
      await waitFor('a heartbeat', () => full().length > 1);
      assert.equal(messages(later).length, full().length);
    });

    it('tells on request how its connection fares, and asks the PLC nothing for that', async () => {
      await deploy(reader(), ...said('read'));
      // Nobody needs the connection yet, and nobody does for being asked about it.
      const idle = await ask({ diagnostics: true, mine: 'kept' });
      assert.deepEqual([idle.mine, (idle.payload as { requests: number }).requests], ['kept', 0]);
      assert.ok(!('diagnostics' in idle));
      assert.equal((idle['connection'] as { phase: string }).phase, 'idle');
      assert.equal(plc.connections, 0);
      const again = await ask({ connection: idle['connection'] });
      assert.ok(again.samples !== undefined && !('connection' in again));
      const asked = plc.asked.length;
      const { payload, connection: told, samples } = await ask({ diagnostics: true });
      const answer = await nodeRed.request<{
        connections: readonly { counters: object; tables: object }[];
      }>('GET', '/millwright/modbus/status');
      const [{ counters, tables, ...connection } = { counters: {}, tables: {} }] = answer.body.connections;
      assert.deepEqual(payload, counters);
      assert.deepEqual(tables, [{ name: '', unit: 1 }]);
      assert.deepEqual(told, connection);
      assert.equal(samples, undefined);
      assert.equal(plc.asked.length, asked);

      const { port } = plc;
      await plc.close();
      await ask({}, 'error');
      const off = await ask({ diagnostics: true });
      const { errors, lastError } = off.payload as { errors: object; lastError?: { code: string } };
      assert.ok(lastError && Object.keys(errors).includes(lastError.code));
      assert.match((off['connection'] as { phase: string }).phase, /^(waiting|connecting)$/);
      plc = new StorePlc(port);
      plc.set(0, ...held);
      plc.set(1, 9);
      await plc.listen();
    });

    it('does any request for the expert', async () => {
      await deploy(
        {
          id: 'request',
          type: 'mw-modbus-request',
          z: 'tab',
          schema: 1,
          connection: 'connection',
          wires: [['message']],
        },
        ...said('request'),
      );
      const read = { do: 'read', area: 'holding-register', address: 0, quantity: 2 };
      assert.deepEqual((await ask({ payload: read })).payload, [2_500, 9]);
      const write = { do: 'write-registers', address: 20, values: [1, 2] };
      assert.deepEqual((await ask({ payload: write })).payload, { done: true });
      assert.deepEqual(plc.registers(20, 2), [1, 2]);
      const bytes = await ask({ bytes: '0300140001' });
      assert.deepEqual((bytes.payload as { data: number[] }).data, [3, 2, 0, 1]);
      assert.equal((await ask({ payload: { do: 'dance' } }, 'error')).error?.code, 'modbus.bad-request');
      for (const payload of [
        { do: 'write-registers', address: 0, values: [70_000] },
        { do: 'write-coils', address: 0 },
        { do: 'write-file' },
      ])
        assert.equal((await ask({ payload }, 'error')).error?.code, 'modbus.bad-request');
      // Which object comes first is not the flow's matter, and the PLC is asked for it.
      const who = await ask({ payload: { do: 'read-identification', level: 1 } }, 'error');
      assert.equal(who.error?.code, 'modbus.exception');
      assert.equal((await ask({ payload: read, unit: 'x' }, 'error')).error?.code, 'modbus.bad-request');
      const refused = await ask({ payload: { ...read, address: 500 } }, 'error');
      assert.equal(refused.error?.code, 'modbus.exception');
      // What people see of it in a debug node is the sentence.
      assert.doesNotMatch(refused.error?.message ?? 'Error:', /Error:/);
    });
  });
}
