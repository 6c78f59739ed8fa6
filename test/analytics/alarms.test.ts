import assert from 'node:assert/strict';
import { targets, waitFor } from '@millwright/testing';
import { type AccessInstance, startWithAccess } from '../access/access.ts';
import { recordsIn, waitForEvent } from '../audit/records.ts';
import { AlarmClient, alarmFlows, alarmNode, alarmSettings } from './alarm-flow.ts';

const user = (name: string) => ({ kind: 'user', name }) as const;
const shelving = {
  kind: 'shelve',
  duration: 3_600_000,
  oneShot: false,
  note: 'The sensor is being cleaned',
} as const;

for (const target of targets()) {
  describe(`alarms in ${target.title}`, function () {
    this.timeout(60_000);
    let access: AccessInstance;
    let alarms: AlarmClient;
    const flows = alarmFlows(alarmNode('level'), alarmNode('other'), alarmNode('delayed', { tag: 'b' }));

    before(async () => {
      access = await startWithAccess({
        target,
        flows,
        settings: alarmSettings,
        only: ['node-red-analytics', 'node-red-access', 'node-red-audit'],
      });
      for (const role of ['viewer', 'operator', 'maintainer']) await access.addPerson(role, [role]);
      alarms = new AlarmClient(access.nodeRed);
    });
    after(() => access?.stop());

    const events = () =>
      recordsIn(access.nodeRed.userDirectory).filter(({ name }) => name.startsWith('alarm.'));
    const raised = async (alarm: string): Promise<void> => {
      await alarms.say(alarm, { payload: 95 });
      assert.equal(await alarms.stage(alarm), 'unacknowledged');
    };

    it('are raised by a value, and sent into the flow', async () => {
      await raised('level');
      const message = await waitFor('the message', () => alarms.sent()[0]);
      assert.equal(message.topic, 'Text of level');
      const { from, to, cause } = message.payload;
      assert.deepEqual([from, to, cause], ['normal', 'unacknowledged', 'condition-true']);
      await alarms.say('delayed', { sample: { tag: 'a', value: 95, quality: 'good', ts: 1 } });
      assert.equal(await alarms.stage('delayed'), 'normal');
    });

    it('are not acknowledged by a viewer, of which the log tells', async () => {
      assert.equal(await alarms.acknowledge('level', user('viewer')), 'access.denied');
      assert.equal(await alarms.acknowledge('level', user('nobody')), 'access.denied');
      assert.equal(await alarms.acknowledge('level', { kind: 'anyone' }), 'access.denied');
      assert.equal(await alarms.stage('level'), 'unacknowledged');
      const refused = await waitForEvent(
        access.nodeRed.userDirectory,
        'the refusal',
        ({ name, outcome }) => name === 'alarm.acknowledge' && outcome === 'refused',
      );
      assert.equal(refused.data?.['text'], 'Text of level');
    });

    it('are acknowledged by an operator: one event, with the widget and the alarm', async () => {
      const before = events().length;
      assert.equal(await alarms.acknowledge('level', user('operator')), undefined);
      assert.equal(await alarms.stage('level'), 'acknowledged');
      await waitFor('the event', () => events().length > before);
      const [event, ...others] = events().slice(before);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [event?.name, event?.outcome, event?.actor.name, event?.target?.id, event?.target?.name],
        ['alarm.acknowledge', 'success', 'operator', 'list', 'Alarm list'],
      );
      const data = { alarm: 'level', text: 'Text of level', area: 'Filling', occurrence: 1 };
      assert.deepEqual(event?.data, data);
    });

    it('are taken out of service by a maintainer, and by no operator', async () => {
      const request = { kind: 'out-of-service', alarm: 'other', note: 'Calibration' } as const;
      assert.equal(await alarms.act(request, user('operator')), 'access.denied');
      assert.equal(await alarms.act(request, user('maintainer')), undefined);
      assert.equal(await alarms.stage('other'), 'out-of-service');
      const event = await waitForEvent(
        access.nodeRed.userDirectory,
        'out of service',
        ({ name, outcome }) => name === 'alarm.out-of-service' && outcome === 'success',
      );
      assert.equal(event.reason, 'Calibration');
    });

    it('say why a command does not apply, and the log tells that it failed', async () => {
      assert.equal(
        await alarms.act({ kind: 'reset', alarm: 'level' }, user('operator')),
        'alarm.does-not-apply',
      );
      const event = await waitForEvent(
        access.nodeRed.userDirectory,
        'the failure',
        ({ name, outcome }) => name === 'alarm.reset' && outcome === 'failed',
      );
      assert.equal(event.code, 'alarm.does-not-apply');
    });

    it('are what they were after deploys of every kind', async () => {
      const { nodeRed } = access;
      const token = await access.token('owner');
      for (const type of ['full', 'flows', 'nodes'] as const) {
        const from = nodeRed.log.length;
        const changed = flows.map((node) => (node.id === 'level' ? { ...node, text: `Now ${type}` } : node));
        assert.equal((await nodeRed.deploy(changed, { type, token })).status, 200);
        await nodeRed.waitForLog(/Started (modified )?(flows|nodes)/, { from });
        await waitFor('the alarm', async () => (await alarms.stage('level')) === 'acknowledged');
        assert.equal(await alarms.stage('other'), 'out-of-service');
        await alarms.say('level', { payload: 96 });
        assert.equal(await alarms.stage('level'), 'acknowledged');
      }
      assert.equal((await alarms.journal('level')).length, 2);
    });

    it('are what they were after deploys that touch their engine alone, and their tab', async () => {
      const { nodeRed } = access;
      const token = await access.token('owner');
      for (const [type, change] of [
        ['nodes', { id: 'engine', name: 'Plant 2', days: 30 }],
        ['flows', { id: 'tab', label: 'Alarms 2' }],
      ] as const) {
        const from = nodeRed.log.length;
        const changed = flows.map((node) => (node.id === change.id ? { ...node, ...change } : node));
        assert.equal((await nodeRed.deploy(changed, { type, token })).status, 200);
        await nodeRed.waitForLog(/Started (modified )?(flows|nodes)/, { from });
        await waitFor('the alarm', async () => (await alarms.stage('level')) === 'acknowledged');
        assert.equal(await alarms.stage('other'), 'out-of-service');
      }
      assert.equal((await alarms.journal('level')).length, 2);
    });

    it('leave the list with their node, and keep their journal', async () => {
      const { nodeRed } = access;
      const token = await access.token('owner');
      const without = flows.filter(({ id }) => id !== 'level');
      assert.equal((await nodeRed.deploy(without, { type: 'nodes', token })).status, 200);
      await waitFor('it to leave', async () => (await alarms.stage('level')) === undefined);
      assert.equal((await alarms.journal('level')).length, 2);
      assert.equal((await nodeRed.deploy(flows, { token })).status, 200);
      await waitFor('it to come back', async () => (await alarms.stage('level')) === 'acknowledged');
    });

    it('are what they were after kill -9, and shelving that ended meanwhile has ended', async () => {
      const by = user('operator');
      assert.equal(await alarms.act({ ...shelving, alarm: 'level' }, by), undefined);
      assert.equal(await alarms.act({ ...shelving, alarm: 'delayed', duration: 500 }, by), undefined);
      await access.nodeRed.kill();
      await access.nodeRed.start();
      await waitFor('what was kept', async () => (await alarms.stage('level')) === 'shelved');
      assert.equal(await alarms.stage('other'), 'out-of-service');
      assert.equal(await alarms.stage('delayed'), 'normal');
      const [ended, shelved] = await waitFor('the line', async () => {
        const lines = await alarms.journal('delayed');
        return lines.length === 2 && lines;
      });
      assert.deepEqual([ended?.cause, shelved?.cause], ['expiry', 'shelve']);
      assert.equal(ended?.ts, shelved?.shelf?.until);
    });

    it('lose nothing that was answered when they are killed amid steps and commands', async () => {
      const by = user('operator');
      for (let round = 0; round < 2; round += 1) {
        const told: Promise<unknown>[] = [];
        const done: number[] = [];
        const work = (async () => {
          for (;;) {
            await alarms.say('delayed', { payload: 95, topic: 'b' });
            const { occurrence } = await alarms.state('delayed');
            told.push(alarms.say('delayed', { payload: 95, topic: 'b' }).catch(() => undefined));
            if ((await alarms.acknowledge('delayed', by)) === undefined) done.push(occurrence);
            await alarms.say('delayed', { payload: 50, topic: 'b' });
          }
        })();
        const ended = work.catch(() => undefined);
        await waitFor('some commands', () => done.length > 2 + round);
        const before = await alarms.journal('delayed').catch(() => []);
        await access.nodeRed.kill();
        await ended;
        await Promise.all(told);
        await access.nodeRed.start();
        await waitFor('what was kept', async () => (await alarms.stage('delayed')) !== undefined);
        const lines = [...(await alarms.journal('delayed'))].reverse();
        assert.deepEqual(
          lines.map(({ seq }) => seq),
          lines.map((_, index) => index + 1),
        );
        assert.deepEqual(lines.slice(0, before.length), [...before].reverse());
        const acknowledged = lines
          .filter(({ cause }) => cause === 'acknowledge')
          .map((line) => line.occurrence);
        for (const occurrence of done) assert.ok(acknowledged.includes(occurrence), `${occurrence}`);
        const state = await alarms.state('delayed');
        assert.deepEqual([state.stage, state.seq], [lines.at(-1)?.to, lines.length]);
      }
    });
  });
}
