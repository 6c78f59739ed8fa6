import assert from 'node:assert/strict';
import type { AuditEvent } from '@millwright/ledger';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { EditorConnection } from '../runtime/editor-connection.ts';
import { recordsIn, waitForEvent } from './records.ts';

const users = [{ username: 'anna', password: 'a-very-good-one', permissions: '*' }];
const anna = { kind: 'user', name: 'anna' };
const tab = { id: 't', type: 'tab', label: 'Oven 3' };
const comment = { id: 'c', type: 'comment', z: 't', name: 'Notes', info: '', x: 100, y: 100, wires: [] };
const broker = { id: 'b', type: 'mqtt-broker', name: 'Press', broker: 'localhost', port: '1883' };

const short = ({ name, outcome, actor }: AuditEvent): string =>
  [name, outcome ?? 'intent', actor.name ?? actor.kind].join(' ');

for (const target of targets()) {
  describe(`what audit records, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let token: string;

    before(async () => {
      nodeRed = await startNodeRed({
        target,
        users,
        flows: [tab, broker],
        only: ['node-red-audit', 'node-red-history'],
        settings: 'runtimeState: { enabled: true, ui: true },',
      });
    });
    after(() => nodeRed?.stop());

    const events = (from = 0) => recordsIn(nodeRed.userDirectory, from);
    const next = () => events().length;
    const waitForOne = (what: string, is: (event: AuditEvent) => boolean, from = 0) =>
      waitForEvent(nodeRed.userDirectory, what, is, from);

    it('begins with the process and its flows', async () => {
      const start = await waitForOne('the start', ({ name }) => name === 'process.start');
      assert.ok(String(start.data?.['nodeRed']).startsWith(`${target.major}.`));
      assert.match(String(start.data?.['packages']), /@millwright\/node-red-audit \d/);
      await waitForOne('the flows', ({ name }) => name === 'flows.start');
      assert.ok(!events().some(({ name }) => name === 'process.crash'));
    });

    it('has log-ins with address and browser, and those that failed under nobody', async () => {
      const from = next();
      await assert.rejects(nodeRed.token('anna', 'wrong'));
      token = await nodeRed.token('anna', 'a-very-good-one');
      const failed = await waitForOne(
        'the failure',
        ({ name }) => name === 'auth.login.fail.credentials',
        from,
      );
      assert.deepEqual(
        [failed.class, failed.outcome, failed.actor, failed.target],
        ['log-in', 'refused', { kind: 'anyone' }, { kind: 'person', id: 'anna' }],
      );
      const done = await waitForOne('the log-in', ({ name }) => name === 'auth.login', from);
      assert.deepEqual([done.class, done.outcome, done.actor], ['log-in', 'success', anna]);
      for (const { source } of [failed, done]) {
        const { address, userAgent, method, path } = source ?? {};
        assert.deepEqual([address, userAgent, method, path], ['127.0.0.1', 'node', 'POST', '/auth/token']);
      }
      assert.deepEqual(events(from).map(short), [
        'auth.login.fail.credentials refused anyone',
        'auth.login success anna',
      ]);
    });

    it('has a deploy with its intent, what it changed, both revisions and the version', async () => {
      const from = next();
      const { rev } = await nodeRed.flows(token);
      const { status, body } = await nodeRed.deploy([tab, comment, broker], {
        token,
        note: 'Oven 3: 180 °C',
        credentials: { b: { user: 'anna', password: 'secret of the broker' } },
      });
      assert.equal(status, 200);
      const [read, intent, outcome, ...more] = events(from);
      assert.deepEqual(more, []);
      assert.deepEqual(
        [read, intent, outcome].map((event) => event && short(event)),
        ['flows.get success anna', 'flows.deploy intent anna', 'flows.deploy success anna'],
      );
      assert.equal(intent?.operation, outcome?.operation);
      assert.equal(outcome?.reason, 'Oven 3: 180 °C');
      assert.deepEqual([outcome?.before, outcome?.after], [rev, body.rev]);
      assert.equal(outcome?.version, 2);
      assert.deepEqual(outcome?.data, { type: 'full' });
      const { parts, credentials } = outcome?.change ?? {};
      assert.deepEqual(
        parts?.map(({ name, added, nodes }) => [name, added, nodes.map((node) => node.name)]),
        [['Oven 3', 1, ['Notes']]],
      );
      assert.deepEqual(
        credentials?.map(({ id, field, state }) => [id, field, state]),
        [
          ['b', 'user', 'set'],
          ['b', 'password', 'set'],
        ],
      );
      assert.ok(credentials?.every(({ digest }) => /^[0-9a-f]{32}$/.test(digest ?? '')));
      assert.doesNotMatch(JSON.stringify(events()), /secret of the broker|a-very-good-one/);
    });

    it('tells when flows are stopped and started by somebody, and not for a deploy', async () => {
      const from = next();
      await nodeRed.request('POST', '/flows/state', { state: 'stop' }, { token });
      await nodeRed.request('POST', '/flows/state', { state: 'start' }, { token });
      await waitForOne('the start', ({ name }) => name === 'flows.start', from);
      assert.deepEqual(events(from).map(short).sort(), [
        'flows.setState success anna',
        'flows.setState success anna',
        'flows.start success anna',
        'flows.stop success anna',
      ]);
    });

    it('has who is turned away, by what they lack', async () => {
      const from = next();
      await nodeRed.request('POST', '/inject/none', {});
      await nodeRed.request('GET', '/flows', undefined, { token: 'nobody-has-it' });
      await waitForOne('the token', ({ name }) => name === 'auth.invalid-token', from);
      assert.deepEqual(events(from).map(short), [
        'request.refused refused anyone',
        'auth.invalid-token refused anyone',
      ]);
    });

    it('has live connections, what they ask and say, and not where their pointers are', async () => {
      const from = next();
      const editor = await EditorConnection.open(nodeRed, token);
      editor.subscribe('notification/#');
      editor.say('multiplayer/location', { session: 'x', workspace: 't' });
      editor.say('probe/ping', {});
      await waitForOne('the message', ({ name }) => name === 'comms.message', from);
      await editor.close();
      const stranger = await EditorConnection.open(nodeRed, 'nobody-has-it');
      await stranger.hungUp();
      await waitForOne('the stranger', ({ name }) => name === 'comms.auth.fail', from);
      await waitForOne('the end', ({ name }) => name === 'comms.close', from);
      assert.deepEqual(events(from).map(short).sort(), [
        'comms.auth.fail refused anyone',
        'comms.close success anna',
        'comms.message success anna',
        'comms.open success anna',
        'comms.subscribe success anna',
      ]);
      for (const event of events(from)) assert.equal(event.source?.address, '127.0.0.1', event.name);
    });

    it('has the end of the process, and a crash at the next start', async () => {
      await nodeRed.halt();
      const from = next();
      assert.ok(events().some(({ name }) => name === 'process.stop'));
      await nodeRed.start();
      await waitForOne('the start', ({ name }) => name === 'process.start', from);
      await nodeRed.kill();
      await nodeRed.start();
      const crash = await waitForOne('the crash', ({ name }) => name === 'process.crash', from);
      assert.equal(crash.outcome, 'failed');
      assert.equal(events().filter(({ name }) => name === 'process.crash').length, 1);
    });
  });
}
