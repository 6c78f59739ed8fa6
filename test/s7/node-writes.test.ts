import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { type NodeRedProcess, startNodeRed, waitFor } from '@millwright/testing';
import { recordsIn } from '../audit/records.ts';
import {
  connection,
  deploy,
  type FlowNode,
  isStatus,
  observed,
  row,
  type Seen,
  said,
  say,
  tags,
  waitToSee,
  write,
} from './support/flow.ts';

const writable = (name: string, address: string, more: Readonly<Record<string, unknown>> = {}) =>
  row(name, address, { access: 'read-write', ...more });

const rows = [
  writable('speed', 'DB1.DBW0:UINT', { min: 0, max: 320 }),
  writable('level', 'DB1.DBD4:REAL'),
  row('fixed', 'DB1.DBW8:INT'),
  writable('far', 'DB1.DBW500:INT'),
  writable('step', 'DB1.DBW10:INT', { maxStep: 10 }),
  writable('scaled', 'DB1.DBW12:INT', { factor: 0.1 }),
  writable('steps', 'DB1.DBW20:INT[3]'),
  writable('run', 'DB1.DBX2.1'),
];

/** What a write node said of each tag. */
interface Result {
  readonly tag: string;
  readonly value: unknown;
  readonly outcome: string;
  readonly status?: { readonly name: string; readonly reason: string };
}

const resultsOf = ({ payload }: Seen): readonly Result[] => payload as readonly Result[];

describe('S7 writes in Node-RED', function () {
  this.timeout(60_000);
  let plc: SimulatedS7Plc;
  let nodeRed: NodeRedProcess;

  const nodes = (
    to: Readonly<Record<string, unknown>> = {},
    over: Readonly<Record<string, unknown>> = {},
  ): readonly FlowNode[] => {
    const writeAllow = [{ area: 'DB', db: 1, first: 0, last: 99 }];
    // The PLC stalls with the test's process: that is not to be called silence.
    const used = connection(plc.port, { timeout: 2_500, writeAllow, ...over });
    return observed(used, tags(rows), write(to), ...said('write'));
  };

  before(async () => {
    plc = new SimulatedS7Plc();
    await plc.listen();
    nodeRed = await startNodeRed({ flows: nodes(), only: ['node-red-s7', 'node-red-audit'] });
  });
  after(async () => {
    await nodeRed?.stop();
    await plc?.close();
  });
  beforeEach(() => plc.behave());

  const asked = async (message: object, from: 'message' | 'error' = 'message'): Promise<Seen> => {
    const at = nodeRed.log.length;
    await say(nodeRed, message);
    return waitToSee(nodeRed, `the ${from}`, (each) => each.from === from && each['said'] === true, {
      from: at,
    });
  };
  const events = (): readonly AuditEvent[] =>
    recordsIn(nodeRed.userDirectory).filter(({ name }) => name.startsWith('s7.'));
  const writes = (): number => plc.recorder.items('write').length;

  it('are recorded with what was written and what was known before', async () => {
    const done = await asked({ payload: { speed: 300, run: true, steps: [1, 2, 3] } });
    assert.deepEqual(
      resultsOf(done).map(({ tag, outcome }) => [tag, outcome]),
      [
        ['speed', 'done'],
        ['run', 'done'],
        ['steps', 'done'],
      ],
    );
    const ofSteps = await waitFor('the record', () =>
      events().find(({ target }) => target?.name === 'steps'),
    );
    assert.deepEqual(
      [ofSteps.name, ofSteps.outcome, ofSteps.data?.['value'], ofSteps.data?.['address']],
      ['s7.write', 'success', '[1,2,3]', 'DB1.DBW20:INT[3]'],
    );
    await asked({ payload: { speed: 301 } });
    const again = await waitFor('the second record', () =>
      events().find(({ data }) => data?.['value'] === '301'),
    );
    assert.deepEqual([again.data?.['before'], again.actor.kind], ['300', 'system']);
  });

  const refusals: readonly [string, Readonly<Record<string, unknown>>, string, string][] = [
    ['a tag that its table only reads', { fixed: 1 }, 'tags.read-only', 'BadNotWritable'],
    [
      'a place that the connection does not allow',
      { far: 1 },
      's7-nodes.write-not-allowed',
      'BadNotWritable',
    ],
    ['a value outside of min and max', { speed: 321 }, 'tags.out-of-range', 'BadOutOfRange'],
    ['a value of another type', { speed: 'fast' }, 's7.wrong-type', 'BadTypeMismatch'],
    ['a value that does not fit', { speed: 1.5 }, 's7.value-does-not-fit', 'BadOutOfRange'],
    ['an array of another length', { steps: [1, 2] }, 's7.wrong-length', 'BadTypeMismatch'],
    ['a step that is too large', { step: 500 }, 'tags.step-too-large', 'BadOutOfRange'],
    ['a tag that is not there', { nobody: 1 }, 'tags.unknown-tag', 'BadNodeIdUnknown'],
  ];
  for (const [what, payload, code, status] of refusals) {
    it(`S-W-09: refuse ${what} before the wire, and record it`, async () => {
      const [[tag = '', value] = []] = Object.entries(payload);
      const before = writes();
      const refused = await asked({ payload }, 'error');
      assert.equal(refused.error?.code, code);
      assert.deepEqual(
        resultsOf(refused).map((result) => [result.outcome, result.status?.name]),
        [['refused', status]],
      );
      assert.equal(writes(), before);
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      const event = await waitFor('the record', () =>
        events().find(
          ({ target, outcome, data }) =>
            target?.name === tag && outcome === 'refused' && data?.['value'] === text,
        ),
      );
      assert.deepEqual([event.name, event.data?.['code']], ['s7.write', status]);
    });
  }

  it('S-W-09: refuse everything on a connection that is read-only', async () => {
    const from = await deploy(nodeRed, nodes({}, { readOnly: true }));
    const before = writes();
    const refused = await asked({ payload: { speed: 1, run: true } }, 'error');
    assert.equal(refused.error?.code, 's7-nodes.read-only-connection');
    assert.deepEqual(
      resultsOf(refused).map(({ outcome }) => outcome),
      ['refused', 'refused'],
    );
    assert.equal(writes(), before);
    await waitToSee(nodeRed, 'the status', isStatus('write', /^read-only$/), { from });
    await deploy(nodeRed, nodes());
  });

  it('S-W-09: say what became of each where only some are refused', async () => {
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

  it('are sent once where nobody answers, and their outcome is unknown', async () => {
    const before = writes();
    plc.misbehave({ kind: 'silence', on: 'write', times: 1 });
    const unknown = await asked({ payload: { speed: 10 } });
    assert.deepEqual(
      resultsOf(unknown).map(({ outcome }) => outcome),
      ['unknown'],
    );
    assert.equal(writes(), before + 1);
    await waitFor('the record', () => events().at(-1)?.outcome === 'unknown');
  });

  it('take values that stand in the node, arrays and dates among them', async () => {
    const values = [
      { tag: 'steps', value: '4, 5, 6' },
      { tag: 'level', value: '2.5' },
      { tag: 'run', value: 'off' },
    ];
    await deploy(nodeRed, nodes({ source: 'values', values }));
    const done = await asked({});
    assert.deepEqual(
      resultsOf(done).map(({ tag, outcome, value }) => [tag, outcome, value]),
      [
        ['steps', 'done', [4, 5, 6]],
        ['level', 'done', 2.5],
        ['run', 'done', false],
      ],
    );
    assert.deepEqual([...plc.memory.block(1).subarray(20, 26)], [0, 4, 0, 5, 0, 6]);
    await deploy(nodeRed, nodes());
  });

  it('record each one that a person causes, and who', async () => {
    await deploy(nodeRed, [
      ...nodes({ source: 'values', values: [{ tag: 'speed', value: '33' }] }),
      { id: 'inject', type: 'inject', z: 'tab', x: 1, y: 1, props: [], wires: [['write']] },
    ]);
    const mine = (): readonly AuditEvent[] => events().filter(({ data }) => data?.['value'] === '33');
    for (let turn = 1; turn <= 3; turn += 1) {
      await nodeRed.request('POST', '/inject/inject');
      await waitFor('the record', () => mine().length === turn);
    }
    assert.deepEqual([mine()[0]?.actor.kind, mine().at(-1)?.data?.['before']], ['anyone', '33']);
  });
});
