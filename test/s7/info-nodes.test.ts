import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEvent } from '@millwright/ledger';
import { SimulatedS7Plc } from '@millwright/simulators/s7';
import { type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import { recordsIn } from '../audit/records.ts';
import {
  connection,
  deploy,
  type FlowNode,
  isStatus,
  observed,
  type Seen,
  said,
  say,
  seen,
  shownStatus,
  waitToSee,
} from './support/flow.ts';

const password = 'Geheim42';
const wrongPassword = 'Falsch77';

const node = (name: 'info' | 'control', over: Readonly<Record<string, unknown>> = {}): FlowNode => ({
  id: name,
  type: `mw-s7-${name}`,
  z: 'tab',
  schema: 1,
  connection: 'connection',
  wires: [['message']],
  ...over,
});

/** A message with an action goes to the one node, any other one to the other. */
const picked: FlowNode = {
  id: 'which',
  type: 'function',
  z: 'tab',
  func: `if (msg.at) msg.payload = new Date(msg.at);
    return msg.control ? [null, msg] : [msg, null];`,
  outputs: 2,
  wires: [['info'], ['control']],
};

for (const target of targets()) {
  describe(`S7 nodes about the CPU of the S7 simulator in ${target.title}`, function () {
    this.timeout(90_000);
    let plc: SimulatedS7Plc;
    let nodeRed: NodeRedProcess;

    const nodes = (
      info: Readonly<Record<string, unknown>> = { ask: 'message' },
      over: Readonly<Record<string, unknown>> = {},
    ): readonly FlowNode[] =>
      observed(connection(plc.port, over), node('info', info), ...said('which'), picked);
    const withControl = (over: Readonly<Record<string, unknown>> = {}): readonly FlowNode[] => [
      // Time enough to be connected again, on a busy machine too: what cannot be sent in time is another failure.
      ...nodes({ ask: 'message' }, { timeout: 10_000, ...over }),
      { ...node('control'), x: 100, y: 100 },
    ];

    before(async () => {
      plc = new SimulatedS7Plc({ memory: { blocks: { 1: 100, 7: 20 } } });
      await plc.listen();
      nodeRed = await startNodeRed({
        target,
        flows: nodes(),
        only: ['node-red-s7', 'node-red-audit'],
        credentialSecret: 'a key',
        settings: '// control',
      });
    });
    after(async () => {
      await nodeRed?.stop();
      await plc?.close();
      assert.deepEqual(plc?.problems, []);
    });
    beforeEach(() => {
      plc.behave();
      plc.settings.lists = {};
      plc.settings.protection = {};
    });

    const asked = async (message: object, from: 'message' | 'error' = 'message'): Promise<Seen> => {
      const at = nodeRed.log.length;
      await say(nodeRed, message);
      return waitToSee(nodeRed, `the ${from}`, (what) => what.from === from && what['said'] === true, {
        from: at,
      });
    };
    const answer = async (payload: unknown): Promise<Readonly<Record<string, unknown>>> =>
      (await asked({ payload })).payload as Readonly<Record<string, unknown>>;

    it('S-D-01: say whether the PLC runs, as a message and under the node, and no longer than that is known', async () => {
      const state = await answer('state');
      assert.equal(state['mode'], 'run');
      assert.match(String(state['since']), /^\d{4}-\d\d-\d\dT/);
      assert.equal(await shownStatus(nodeRed, 'info'), 'RUN');
      plc.cpu.running = false;
      assert.equal((await answer('state'))['mode'], 'stop');
      await waitToSee(nodeRed, 'STOP', isStatus('info', /^STOP$/));
      const at = nodeRed.log.length;
      plc.disconnect('close');
      await waitToSee(nodeRed, 'the loss', isStatus('info', /^retry in/), { from: at });
      await waitToSee(nodeRed, 'another try', isStatus('info', /^connecting$/), { from: at });
      // It has negotiated: that says that it is there, and nothing of what it does.
      await waitToSee(nodeRed, 'the connection', isStatus('info', /^online$/), { from: at });
      const back = nodeRed.log.length;
      assert.equal((await answer('state'))['mode'], 'stop');
      await waitToSee(nodeRed, 'STOP again', isStatus('info', /^STOP$/), { from: back });
      plc.cpu.running = true;
    });

    it('S-D-02: say what the PLC is, chosen in the form', async () => {
      await deploy(nodeRed, nodes({ ask: 'identification' }));
      const identity = await answer('nothing of that');
      assert.equal(identity['orderNumber'], '6ES7 315-2EH14-0AB0');
      assert.equal(identity['firmware'], 'V3.2.6');
      assert.equal(identity['system'], 'MILLWRIGHT');
      await deploy(nodeRed, nodes());
    });

    it('S-D-03: give any list as its records, of whichever length', async () => {
      const records = Array.from({ length: 100 }, (_, at) => Buffer.alloc(20, at));
      plc.settings.lists = { 4095: () => ({ recordLength: 20, records }) };
      const found = await answer({ ask: 'system-list', list: '0x0FFF' });
      const given = found['records'] as readonly {
        readonly type: string;
        readonly data: readonly number[];
      }[];
      assert.equal(given.length, 100);
      assert.deepEqual(given[99], { type: 'Buffer', data: new Array(20).fill(99) });
      assert.deepEqual([found['list'], found['index']], [0x0fff, 0]);
    });

    it('S-D-04: read the clock, and say blocks, protection and communication', async () => {
      const wanted = Date.UTC(2028, 1, 29, 12);
      plc.cpu.time = wanted;
      const { payload: shown } = await asked({ payload: { ask: 'clock' } });
      assert.ok(Date.parse(String(shown)) >= wanted);
      assert.equal((await answer('blocks'))['DB'], 2);
      assert.deepEqual(await answer({ ask: 'block-list', kind: 'DB' }), [
        { number: 1, language: 'DB' },
        { number: 7, language: 'DB' },
      ]);
      assert.equal((await answer({ ask: 'block', kind: 'DB', number: 7 }))['size'], 20);
      assert.equal((await answer('protection'))['level'], 1);
      assert.ok((await answer('communication'))['abilities']);
    });

    it('S-D-05: say by an error with a name what the PLC does not have, and keep the connection', async () => {
      const accepted = plc.accepted;
      plc.settings.lists = 'none';
      const missing = await asked({ payload: 'state' }, 'error');
      assert.equal(missing.error?.code, 's7.system-list-missing');
      const block = await asked({ payload: { ask: 'block', kind: 'DB', number: 9 } }, 'error');
      assert.equal(block.error?.code, 's7.block-missing');
      for (const payload of [
        'weather',
        { ask: 'block', kind: 'XB', number: 1 },
        { ask: 'system-list', list: -1 },
        7,
      ])
        assert.equal((await asked({ payload }, 'error')).error?.code, 's7-nodes.bad-question');
      assert.equal((await answer('blocks'))['DB'], 2);
      assert.equal(plc.accepted, accepted);
    });

    it('S-D-06: log in with the password of the credentials, which stands nowhere else', async () => {
      plc.settings.protection = { level: 3, password };
      const secured = (typed: string): readonly FlowNode[] =>
        nodes({ ask: 'message' }, { credentials: { password: typed } });
      await deploy(nodeRed, secured(wrongPassword));
      const refused = await asked({ payload: 'protection' }, 'error');
      assert.match(refused.error?.code ?? '', /^s7\.password-refused$|^tags\./);
      assert.match(refused.error?.message ?? '', /does not take the password/);
      await deploy(nodeRed, secured(password));
      // In force for us: nothing is protected.
      assert.equal((await answer('protection'))['level'], 1);
      assert.equal((await answer({ ask: 'block', kind: 'DB', number: 7 }))['size'], 20);

      const exported = JSON.stringify(await nodeRed.flows());
      const fileText = (name: string): string => readFileSync(join(nodeRed.userDirectory, name), 'utf8');
      const places = {
        exported,
        flows: fileText('flows.json'),
        credentials: fileText('flows_cred.json'),
        log: nodeRed.log,
        audit: JSON.stringify(recordsIn(nodeRed.userDirectory)),
      };
      for (const [where, text] of Object.entries(places))
        for (const secret of [password, wrongPassword])
          assert.ok(!text.includes(secret), `a password stands in ${where}`);
      await deploy(nodeRed, nodes());
    });

    it('S-D-07: have no node that stops a PLC where settings.js does not allow it', async () => {
      const before = nodeRed.log.length;
      await nodeRed.deploy(withControl());
      await nodeRed.waitForLog(/Waiting for missing types to be registered[\s\S]*mw-s7-control/, {
        from: before,
      });
      await nodeRed.waitForLog(/\[mw-s7-control\].*millwright: \{ s7: \{ control: true \} \}/, {
        from: before,
      });
      assert.equal(plc.cpu.running, true);
      const { body } = await nodeRed.request<Readonly<Record<string, unknown>>>('GET', '/settings');
      assert.equal(body['mwS7ConnectionControl'], false);
      const file = join(nodeRed.userDirectory, 'settings.js');
      const settings = readFileSync(file, 'utf8');
      writeFileSync(file, settings.replace('// control', 'millwright: { s7: { control: true } },'));
      await nodeRed.restart();
      const after = await nodeRed.request<Readonly<Record<string, unknown>>>('GET', '/settings');
      assert.equal(after.body['mwS7ConnectionControl'], true);
    });

    const control = (message: object, from: 'message' | 'error' = 'message'): Promise<Seen> =>
      asked({ control: true, ...message }, from);
    const events = (): readonly AuditEvent[] =>
      recordsIn(nodeRed.userDirectory).filter(({ name }) => name === 's7.control');
    const recorded = (outcome: string, action: string, code?: string): Promise<AuditEvent> =>
      waitFor(`the record of ${action}, ${outcome}`, () =>
        events().find(
          (event) =>
            event.outcome === outcome && event.data?.['action'] === action && event.data?.['code'] === code,
        ),
      );

    it('S-D-07: stop, start and set a PLC where it is allowed and the message is armed, each of it recorded', async () => {
      await deploy(nodeRed, withControl());
      const stopped = await control({ action: 'stop', arm: true });
      assert.deepEqual(stopped.payload, { action: 'stop', outcome: 'done' });
      assert.equal(stopped['arm'], false);
      assert.equal(plc.cpu.running, false);
      await waitToSee(nodeRed, 'STOP', isStatus('control', /^STOP$/));
      assert.deepEqual((await control({ action: 'stop', arm: true })).payload, {
        action: 'stop',
        outcome: 'already',
      });
      await control({ action: 'cold-restart', arm: true });
      assert.deepEqual([plc.cpu.running, plc.cpu.lastStart], [true, 'cold']);
      await control({ action: 'stop', arm: true });
      await control({ action: 'restart', arm: true });
      assert.deepEqual([plc.cpu.running, plc.cpu.lastStart], [true, 'warm']);
      const wanted = '2031-05-06T07:08:09.000Z';
      const set = await control({ action: 'set-clock', arm: true, payload: wanted });
      assert.deepEqual(set.payload, { action: 'set-clock', outcome: 'done' });
      assert.ok(plc.cpu.time >= Date.parse(wanted));
      // Also a Date of a function node, which is of a context of its own.
      await control({ action: 'set-clock', arm: true, at: '2032-01-01T00:00:00.000Z' });
      assert.ok(plc.cpu.time >= Date.UTC(2032, 0));
      const event = await recorded('success', 'stop');
      assert.equal(event.target?.id, `127.0.0.1:${plc.port}`);
      await recorded('success', 'cold-restart');
      assert.equal((await recorded('success', 'set-clock')).data?.['value'], wanted);
    });

    const refusals: readonly [string, object, string][] = [
      ['is not armed', { action: 'stop' }, 's7-nodes.not-armed'],
      ['is armed by a text', { action: 'restart', arm: 'true' }, 's7-nodes.not-armed'],
      ['is armed by a number', { action: 'cold-restart', arm: 1 }, 's7-nodes.not-armed'],
      ['names no action', { arm: true }, 's7-nodes.action-unknown'],
      ['names an action that there is not', { action: 'STOP', arm: true }, 's7-nodes.action-unknown'],
      ['sets the clock to nothing', { action: 'set-clock', arm: true }, 's7-nodes.bad-time'],
      [
        'sets the clock to a time of nobody knows where',
        { action: 'set-clock', arm: true, payload: '2031-05-06T07:08:09' },
        's7-nodes.bad-time',
      ],
      [
        'sets the clock to a year that it does not have',
        { action: 'set-clock', arm: true, payload: '2101-05-06T07:08:09Z' },
        's7.value-does-not-fit',
      ],
    ];
    for (const [what, message, code] of refusals)
      it(`S-D-07: refuse a message that ${what}, send nothing, and record it`, async () => {
        const { requests } = plc;
        const refused = await control(message, 'error');
        assert.equal(refused.error?.code, code);
        assert.equal(plc.requests, requests);
        await waitFor('the record', () =>
          events().some((event) => event.outcome === 'refused' && event.data?.['code'] === code),
        );
      });

    it('S-D-07: refuse it on a connection that is read-only or allows some ranges only', async () => {
      const { requests } = plc;
      for (const [over, code] of [
        [{ readOnly: true }, 's7-nodes.read-only-connection'],
        [{ writeAllow: [{ area: 'DB', first: 0, last: 65_535 }] }, 's7-nodes.write-not-allowed'],
      ] as const) {
        await deploy(nodeRed, withControl(over));
        assert.equal((await control({ action: 'stop', arm: true }, 'error')).error?.code, code);
        await recorded('refused', 'stop', code);
      }
      assert.equal(plc.requests, requests);
      assert.equal(plc.cpu.running, true);
      await deploy(nodeRed, withControl());
    });

    it('S-D-07: say what a protected PLC says, and that nobody knows what came of an order without an answer', async () => {
      // Connected before it is protected: the password of the connection was not asked for.
      await control({ action: 'restart', arm: true });
      plc.settings.protection = { level: 2, password };
      const denied = await control({ action: 'stop', arm: true }, 'error');
      assert.equal(denied.error?.code, 's7.password-needed');
      await recorded('failed', 'stop', 's7.password-needed');
      plc.settings.protection = {};
      for (const [action, on] of [
        ['stop', 'control'],
        ['set-clock', 'info'],
      ] as const) {
        // A connection that is being made asks the PLC for its protection: it is the order that shall meet the fault.
        await control({ action: 'restart', arm: true });
        const at = nodeRed.log.length;
        plc.misbehave({ kind: 'close', on: [on], times: 1 });
        const lost = await control({ action, arm: true, payload: Date.UTC(2033, 0) }, 'error');
        assert.equal(lost.error?.code, 'tags.outcome-unknown');
        await recorded('unknown', action, 'tags.outcome-unknown');
        await waitToSee(nodeRed, 'another try', isStatus('control', /^connecting$/), { from: at });
        await waitFor('the connection', () => plc.connections === 1);
      }
      assert.equal(seen(nodeRed).filter(({ error }) => error?.code === 'node.unexpected').length, 0);
    });
  });
}
