import assert from 'node:assert/strict';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import type { Sample } from '@millwright/tags';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import {
  connection,
  deploy,
  type FlowNode,
  isStatus,
  observed,
  read,
  row,
  said,
  say,
  seen,
  tags,
  waitToSee,
  watch,
  write,
} from './support/flow.ts';

const rows = [
  row('run', 'DB1.DBX0.3'),
  row('level', '%DB1.DBD4', { type: 'REAL', access: 'read-write' }),
  row('count', 'DB1,INT8', { access: 'read-write' }),
  row('steps', 'DB1.DBW10:INT[3]', { group: 'recipe' }),
  row('recipe', 'DB1,S20.10', { group: 'recipe', access: 'read-write' }),
  row('total', 'DB1.DBB32:LINT'),
  row('started', 'DB1.DBB40', { type: 'DTL' }),
  row('cycle', 'MW10', { factor: 0.1, unit: 's' }),
  row('gate', 'E0.1'),
];

for (const target of targets()) {
  describe(`S7 nodes in ${target.title}`, function () {
    this.timeout(60_000);
    let plc: SimulatedS7Plc;
    let nodeRed: NodeRedProcess;

    const nodes = (...more: readonly FlowNode[]) => observed(connection(plc.port), tags(rows), ...more);

    before(async () => {
      plc = new SimulatedS7Plc();
      await plc.listen();
      const block = plc.memory.block(1);
      block[0] = 0b1000;
      block.writeFloatBE(21.5, 4);
      block.writeInt16BE(-7, 8);
      for (const [index, step] of [3, 1, 2].entries()) block.writeInt16BE(step, 10 + 2 * index);
      block.set([10, 4, ...Buffer.from('soda')], 20);
      block.writeBigInt64BE(2n ** 53n + 1n, 32);
      block.set([0x07, 0xea, 11, 28, 7, 6, 30, 15, 0, 0, 0, 0], 40);
      plc.memory.area('M').writeUInt16BE(123, 10);
      plc.memory.area('I')[0] = 0b10;
      nodeRed = await startNodeRed({
        target,
        flows: nodes(read(), ...said('read')),
        only: ['node-red-s7'],
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await plc?.close();
    });

    it('read all kinds of values on a message, which is kept, and connect no sooner', async () => {
      assert.equal(plc.accepted, 0);
      await say(nodeRed, { mine: 'kept' });
      const answer = await waitToSee(nodeRed, 'the answer', ({ samples }) => samples !== undefined);
      assert.equal(answer['mine'], 'kept');
      assert.deepEqual(answer.payload, {
        run: true,
        level: 21.5,
        count: -7,
        steps: [3, 1, 2],
        recipe: 'soda',
        total: null,
        started: '2026-11-28T06:30:15.000Z',
        cycle: 12.3,
        gate: true,
      });
      const byTag = new Map(answer.samples?.map((sample) => [sample.tag, sample]));
      assert.deepEqual(
        answer.samples?.map(({ tag, address }) => [tag, address]),
        [
          ['run', 'DB1.DBX0.3'],
          ['level', 'DB1.DBD4:REAL'],
          ['count', 'DB1.DBW8:INT'],
          ['steps', 'DB1.DBW10:INT[3]'],
          ['recipe', 'DB1.DBB20:STRING[10]'],
          ['total', 'DB1.DBB32:LINT'],
          ['started', 'DB1.DBB40:DTL'],
          ['cycle', 'MW10'],
          ['gate', 'I0.1'],
        ],
      );
      const { total, cycle } = { total: byTag.get('total'), cycle: byTag.get('cycle') };
      assert.deepEqual([total?.quality, total?.text], ['uncertain', '9007199254740993']);
      assert.equal(cycle?.unit, 's');
      assert.ok(Math.abs(Date.now() - Number(cycle?.ts)) < 60_000);
      assert.equal(plc.connections, 1);
      await waitToSee(nodeRed, 'the status', isStatus('read', /^online$/));
    });

    it('read a group, one tag alone, and what the message asks for', async () => {
      let from = await deploy(nodeRed, nodes(read({ which: 'group', group: 'recipe' }), ...said('read')));
      await say(nodeRed, {});
      const group = await waitToSee(nodeRed, 'the group', ({ samples }) => samples !== undefined, { from });
      assert.deepEqual(group.payload, { steps: [3, 1, 2], recipe: 'soda' });
      from = await deploy(nodeRed, nodes(read({ which: 'message' }), ...said('read')));
      await say(nodeRed, { tags: ['level'] });
      const one = await waitToSee(nodeRed, 'the tag', ({ sample }) => sample !== undefined, { from });
      assert.deepEqual([one.payload, one.topic], [21.5, 'level']);
      const at = nodeRed.log.length;
      const own = [
        { name: 'own', address: 'DB1.DBD4:REAL' },
        { name: 'wrong', address: 'DB1.DBX0.8' },
      ];
      await say(nodeRed, { tags: own });
      const both = await waitToSee(nodeRed, 'both', ({ samples }) => samples !== undefined, { from: at });
      assert.deepEqual(both.payload, { own: 21.5, wrong: null });
      assert.match(
        both.samples?.[1]?.status?.reason ?? '',
        /^"DB1\.DBX0\.8" is no address: at column 10 a byte has the bits 0 to 7$/,
      );
    });

    it('write values, say what became of each, and read them back', async () => {
      const from = await deploy(nodeRed, nodes(write({ verify: 'read-back' }), ...said('write')));
      await say(nodeRed, { payload: { level: 5.5, count: 99, recipe: 'cola' } });
      const { payload } = await waitToSee(nodeRed, 'the results', ({ from: kind }) => kind === 'message', {
        from,
      });
      assert.deepEqual(
        (payload as readonly Record<string, unknown>[]).map(({ tag, outcome, verified, value }) => [
          tag,
          outcome,
          verified,
          value,
        ]),
        [
          ['level', 'done', true, 5.5],
          ['count', 'done', true, 99],
          ['recipe', 'done', true, 'cola'],
        ],
      );
      const block = plc.memory.block(1);
      assert.deepEqual([block.readFloatBE(4), block.readInt16BE(8)], [5.5, 99]);
      assert.deepEqual([...block.subarray(20, 26)], [10, 4, ...Buffer.from('cola')]);
    });

    it('watch at a fixed rate; one tag that is not there is bad, and no other', async () => {
      const table = [...rows, row('nowhere', 'DB9.DBW0')];
      const from = await deploy(nodeRed, observed(connection(plc.port), tags(table), watch(30)));
      const requests = plc.requests;
      const { samples } = await waitToSee(nodeRed, 'values', (each) => each.samples !== undefined, { from });
      const bad = (samples as readonly Sample[]).filter(({ quality }) => quality === 'bad');
      assert.deepEqual(
        bad.map(({ tag, status }) => [tag, status?.reason]),
        [
          [
            'nowhere',
            'The PLC has nothing at DB9.DBB0:BYTE[2]: there is no such data block or area, or the block is not loaded',
          ],
        ],
      );
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^1 of 10 bad$/), { from });
      await waitFor('more readings', () => plc.requests > requests + 5);
    });

    it('S-A-02: read a table though an address in it is none, and say where that one is wrong (the S7 simulator)', async () => {
      const table = [row('level', 'DB1,REAL4'), row('wrong', 'DB1.DBX0.8'), row('endless', 'DB1,STRING0')];
      const from = await deploy(nodeRed, observed(connection(plc.port), tags(table), watch(50)));
      const { samples } = await waitToSee(nodeRed, 'values', (each) => each.samples !== undefined, { from });
      assert.deepEqual(
        (samples as readonly Sample[]).map(({ tag, quality, status }) => [tag, quality, status?.name]),
        [
          ['level', 'good', undefined],
          ['wrong', 'bad', 'BadConfigurationError'],
          ['endless', 'bad', 'BadConfigurationError'],
        ],
      );
      assert.match(samples?.[1]?.status?.reason ?? '', /at column 10 a byte has the bits 0 to 7/);
      assert.match(nodeRed.log.slice(from), /2 of 3 tags cannot be used\. wrong: .* at column 10 /);
      await waitToSee(nodeRed, 'the status', isStatus('watch', /^2 of 3 bad$/), { from });
    });

    it('tell how their connection fares where a message asks', async () => {
      const from = await deploy(nodeRed, nodes(read(), ...said('read')));
      await say(nodeRed, {});
      await waitToSee(nodeRed, 'values', ({ samples, said }) => samples !== undefined && said === true, {
        from,
      });
      await say(nodeRed, { diagnostics: true });
      const told = await waitToSee(nodeRed, 'it', (each) => each['connection'] !== undefined, { from });
      const { phase, called, agreed } = told['connection'] as Record<string, unknown>;
      assert.deepEqual([phase, called, agreed], ['online', { rack: 0, slot: 1 }, { pdu: 480, jobs: 8 }]);
      const { requests, errors } = told.payload as { requests: number; errors: object };
      assert.ok(requests >= 1);
      assert.deepEqual(errors, {});
    });

    it('call the part of the PLC that their connection names, by rack and slot or by TSAPs', async () => {
      const ways = [
        [{ rack: 1, slot: 3, as: 'op' }, 0x0100, 0x0223],
        [{ called: 'tsap', localTsap: '10.00', remoteTsap: '0x2001' }, 0x1000, 0x2001],
      ] as const;
      for (const [way, calling, called] of ways) {
        const used = connection(plc.port, way);
        const from = await deploy(nodeRed, observed(used, tags(rows), watch(50)));
        await waitToSee(nodeRed, 'values', ({ samples }) => samples !== undefined, { from });
        assert.deepEqual([plc.lastConnect?.calling, plc.lastConnect?.called], [calling, called]);
      }
    });

    it('hand the failure of a whole read to Catch once, with its code', async () => {
      const table = [row('nowhere', 'DB9.DBW0')];
      const from = await deploy(
        nodeRed,
        observed(connection(plc.port), tags(table), read(), ...said('read')),
      );
      await say(nodeRed, {});
      const { error } = await waitToSee(nodeRed, 'the error', (each) => each.from === 'error', { from });
      assert.equal(error?.code, 's7.object-missing');
      assert.equal(seen(nodeRed, from).filter((each) => each.from === 'error').length, 1);
    });

    it('S-N-05: of two tags with one name the table is refused, and both rows are named', async () => {
      const table = [row('speed', 'DB1.DBW0'), row('level', 'DB1.DBW2'), row('speed', 'DB1.DBW4')];
      const from = await deploy(nodeRed, observed(connection(plc.port), tags(table), watch(50)));
      const line = /mw-s7-tags:.*tags\[2\]\.name: duplicate \(row 1\).*\(node\.bad-configuration\)/;
      await waitFor('the refusal', () => line.test(nodeRed.log.slice(from)));
      assert.match(nodeRed.log.slice(from), /mw-s7-watch:watch.*\(node\.reference-unusable\)/);
    });

    it('S-N-06: tell a data block that is optimized from PUT/GET that is off, and what to do', async () => {
      plc.settings.optimized = [5];
      plc.memory.addBlock(5, 100);
      const table = [row('level', 'DB1.DBD4:REAL'), row('symbolic', 'DB5.DBW0')];
      let from = await deploy(nodeRed, observed(connection(plc.port), tags(table), watch(30)));
      try {
        const { samples } = await waitToSee(nodeRed, 'values', (each) => each.samples?.length === 2, {
          from,
        });
        assert.deepEqual(
          samples?.map(({ quality }) => quality),
          ['good', 'bad'],
        );
        const reason = samples?.[1]?.status?.reason ?? '';
        assert.match(reason, /"Optimized block access".*attributes of the block in TIA Portal.*OPC UA/);
        assert.doesNotMatch(reason, /PUT\/GET/);
        plc.settings.putGet = false;
        from = nodeRed.log.length;
        const off = await waitToSee(
          nodeRed,
          'bad values',
          ({ samples: all }) => all?.[0]?.quality === 'bad',
          {
            from,
          },
        );
        const said = off.samples?.[0]?.status?.reason ?? '';
        assert.match(said, /PUT\/GET is off.*TIA Portal.*OPC UA/);
        assert.doesNotMatch(said, /[Oo]ptimized/);
      } finally {
        plc.settings.putGet = true;
        plc.settings.optimized = [];
      }
    });
  });
}
