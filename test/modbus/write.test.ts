import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { recordsIn } from '../audit/records.ts';
import {
  connection,
  type FlowNode,
  isStatus,
  observed,
  type Seen,
  said,
  say,
  seen,
  tags,
  waitToSee,
  write,
} from './flow.ts';
import { StorePlc } from './store-plc.ts';

const holding = (name: string, address: number, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  area: 'holding-register',
  address,
  type: 'uint16',
  access: 'read-write',
  ...more,
});

const rows = [
  holding('speed', 0, { min: 0, max: 320 }),
  holding('level', 1, { type: 'float32' }),
  holding('fixed', 3, { access: 'read' }),
  holding('far', 50),
  holding('step', 4, { maxStep: 10 }),
  holding('scaled', 5, { factor: 0.1 }),
  { name: 'run', area: 'coil', address: 0, type: 'bool', access: 'read-write' },
];

/** What a write node said of each tag. */
interface Result {
  readonly tag: string;
  readonly written: unknown;
  readonly value: unknown;
  readonly outcome: string;
  readonly verified?: boolean;
  readonly status?: { readonly name: string; readonly reason: string };
}

const resultsOf = ({ payload }: Seen): readonly Result[] => payload as readonly Result[];

for (const target of targets()) {
  describe(`Modbus writes in ${target.title}`, function () {
    this.timeout(60_000);
    let plc: StorePlc;
    let nodeRed: NodeRedProcess;

    const allow = [
      { area: 'holding-register', first: 0, last: 9 },
      { area: 'coil', first: 0, last: 9 },
    ];
    const nodes = (
      to: Readonly<Record<string, unknown>> = {},
      over: Readonly<Record<string, unknown>> = {},
    ): readonly FlowNode[] =>
      observed(connection(plc.port, { writeAllow: allow, ...over }), tags(rows), write(to), ...said('write'));

    before(async () => {
      plc = await StorePlc.listening();
      nodeRed = await startNodeRed({ target, flows: nodes(), only: ['node-red-modbus', 'node-red-audit'] });
    });
    after(async () => {
      await nodeRed?.stop();
      await plc.close();
    });
    beforeEach(() => {
      plc.asked.length = 0;
      plc.writes = 'done';
    });

    const asked = async (message: object, from: 'message' | 'error' = 'message'): Promise<Seen> => {
      const at = nodeRed.log.length;
      await say(nodeRed, message);
      return waitToSee(nodeRed, `the ${from}`, (what) => what.from === from && what['said'] === true, {
        from: at,
      });
    };
    const deploy = async (flows: readonly FlowNode[]): Promise<void> => {
      const from = nodeRed.log.length;
      await nodeRed.deploy(flows);
      await nodeRed.waitForLog(/Started flows/, { from });
    };
    const events = (): readonly AuditEvent[] =>
      recordsIn(nodeRed.userDirectory).filter(({ name }) => name.startsWith('modbus.'));

    it('write values by name, and one value with its topic', async () => {
      // What a watch has left in the message is no part of what came of the write.
      const before = { sample: { tag: 'speed', value: 1 }, samples: [] };
      const done = await asked({ payload: { speed: 300, level: 1.5, run: true }, ...before });
      assert.deepEqual([done.sample, done.samples], [undefined, undefined]);
      assert.deepEqual(
        resultsOf(done).map(({ tag, outcome, value }) => [tag, outcome, value]),
        [
          ['speed', 'done', 300],
          ['level', 'done', 1.5],
          ['run', 'done', true],
        ],
      );
      assert.deepEqual(plc.registers(0, 3), [300, 0x3fc0, 0]);
      assert.deepEqual(
        resultsOf(await asked({ payload: 12.3, topic: 'scaled' })).map(({ value }) => value),
        [12.3],
      );
      assert.deepEqual(plc.registers(5, 1), [123]);
    });

    const refusals: readonly [string, Readonly<Record<string, unknown>>, string, string][] = [
      ['a tag that its table only reads', { fixed: 1 }, 'tags.read-only', 'BadNotWritable'],
      [
        'an address that the connection does not allow',
        { far: 1 },
        'modbus.write-not-allowed',
        'BadNotWritable',
      ],
      ['a value outside of min and max', { speed: 321 }, 'tags.out-of-range', 'BadOutOfRange'],
      ['a value of another type', { speed: 'fast' }, 'tags.wrong-type', 'BadTypeMismatch'],
      ['a value that does not fit', { far: 1, speed: 1.5 }, 'tags.value-does-not-fit', 'BadOutOfRange'],
      ['a step that is too large', { step: 500 }, 'tags.step-too-large', 'BadOutOfRange'],
      ['a tag that is not there', { nobody: 1 }, 'tags.unknown-tag', 'BadNodeIdUnknown'],
    ];
    for (const [what, payload, code, status] of refusals) {
      it(`M-W-01: refuse ${what} before the wire, and record it`, async () => {
        const [tag = ''] = Object.keys(payload).slice(-1);
        const refused = await asked({ payload }, 'error');
        const codes = resultsOf(refused).map((result) => [result.outcome, result.status?.name]);
        assert.deepEqual(codes.at(-1), ['refused', status]);
        if (Object.keys(payload).length === 1) assert.equal(refused.error?.code, code);
        assert.deepEqual(plc.written, []);
        const event = await waitFor('the record', () =>
          events().find(
            ({ target: about, outcome, data }) =>
              about?.name === tag && outcome === 'refused' && data?.['value'] === String(payload[tag]),
          ),
        );
        assert.equal(event.name, 'modbus.write');
        assert.equal(event.data?.['code'], status);
        assert.equal(event.actor.kind, 'system');
      });
    }

    it('M-W-01: refuse everything on a connection that is read-only', async () => {
      await deploy(nodes({}, { readOnly: true }));
      const refused = await asked({ payload: { speed: 1, run: true } }, 'error');
      assert.equal(refused.error?.code, 'modbus.read-only-connection');
      assert.deepEqual(
        resultsOf(refused).map(({ outcome }) => outcome),
        ['refused', 'refused'],
      );
      assert.deepEqual(plc.written, []);
      await deploy(nodes());
    });

    it('say what became of each where only some are refused', async () => {
      const done = await asked({ payload: { speed: 5, fixed: 1 } });
      assert.deepEqual(
        resultsOf(done).map(({ tag, outcome }) => [tag, outcome]),
        [
          ['speed', 'done'],
          ['fixed', 'refused'],
        ],
      );
      await waitToSee(nodeRed, 'the status', isStatus('write', /^1 of 2 bad$/));
    });

    it('M-W-02: fail with the value that was read where the PLC ignores them', async () => {
      await deploy(nodes({ verify: 'read-back' }));
      plc.set(0, 7);
      const done = await asked({ payload: { speed: 8 } });
      assert.deepEqual(
        resultsOf(done).map(({ outcome, verified }) => [outcome, verified]),
        [['done', true]],
      );
      plc.writes = 'ignored';
      const failed = await asked({ payload: { speed: 9 } }, 'error');
      const [result] = resultsOf(failed);
      assert.deepEqual([result?.outcome, result?.verified, result?.value], ['failed', false, 8]);
      assert.equal(result?.status?.name, 'BadDeviceFailure');
      assert.equal(failed.error?.code, 'tags.read-back-differs');
      await waitFor('the record', () => events().at(-1)?.outcome === 'failed');
      await deploy(nodes());
    });

    it('M-W-05: are sent once where nobody answers, and their outcome is unknown', async () => {
      plc.writes = 'unanswered';
      const unknown = await asked({ payload: { speed: 10 } });
      assert.deepEqual(
        resultsOf(unknown).map(({ outcome }) => outcome),
        ['unknown'],
      );
      assert.equal(plc.written.length, 1);
      await waitFor('the record', () => events().at(-1)?.outcome === 'unknown');
    });

    it('M-Q-04: are not sent late: the link was lost, and comes back after their time', async () => {
      const { port } = plc;
      await deploy(nodes({ deadline: 2_000 }));
      await asked({ payload: { speed: 11 } });
      await plc.close();
      await waitToSee(nodeRed, 'the loss', isStatus('write', /^retry in/), { from: 0 });
      const failed = await asked({ payload: { speed: 12 } }, 'error');
      assert.deepEqual(
        resultsOf(failed).map(({ outcome }) => outcome),
        ['failed'],
      );
      plc = new StorePlc(port);
      await plc.listen();
      await waitFor('the link', () => plc.connections === 1, { deadline: 20_000 });
      await asked({ payload: { run: true } });
      assert.deepEqual(
        plc.written.map((request) => request.do),
        ['write-coil'],
      );
      await deploy(nodes());
    });

    it('record what a flow writes by itself: the first, then what changes once a second', async () => {
      const before = events().length;
      const began = performance.now();
      for (let value = 100; value < 130; value += 1) await asked({ payload: { scaled: value } });
      const seconds = Math.ceil((performance.now() - began) / 1_000);
      const mine = (): readonly AuditEvent[] =>
        events()
          .slice(before)
          .filter(({ target: about }) => about?.name === 'scaled');
      await waitFor('the last one', () => mine().at(-1)?.data?.['value'] === '129');
      assert.ok(mine().length <= 2 + seconds, `${mine().length} events in ${seconds} s`);
      const more = mine().reduce((sum, { data }) => sum + Number(data?.['more'] ?? 0), mine().length);
      assert.equal(more, 30);
      assert.equal(mine().at(-1)?.data?.['address'], 'holding-register:5');
    });

    it('record each one that a person causes, and who', async () => {
      await deploy([
        ...nodes({ source: 'values', values: [{ tag: 'speed', value: '33' }] }),
        { id: 'inject', type: 'inject', z: 'tab', x: 1, y: 1, props: [], wires: [['write']] },
      ]);
      const before = events().length;
      for (let turn = 1; turn <= 3; turn += 1) {
        await nodeRed.request('POST', '/inject/inject');
        await waitFor('the record', () => events().length === before + turn);
      }
      const [event] = events().slice(before);
      assert.equal(event?.actor.kind, 'anyone');
      assert.equal(event?.data?.['value'], '33');
      assert.equal(event?.data?.['unit'], 1);
      assert.equal(events().at(-1)?.data?.['before'], '33');
    });

    it('take a message that brings nothing as what it is', async () => {
      await deploy(nodes());
      const { error } = await asked({ payload: {} }, 'error');
      assert.equal(error?.code, 'tags.nothing-to-write');
      assert.equal(seen(nodeRed).filter(({ from }) => from === 'error').length > 0, true);
    });
  });
}
