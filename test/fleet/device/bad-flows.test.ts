import assert from 'node:assert/strict';
import { targets, waitFor } from '@millwright/testing';
import { Device, Driver, kilnFlows, restarted, revisionOf, tab } from './device.ts';

const old = [
  tab('old'),
  { id: 'old', type: 'comment', z: 'tab', name: 'what ran before', x: 1, y: 1, wires: [] },
];

/** A function that runs once, when its flows start. */
const running = (func: string, setup = ''): readonly object[] => [
  tab('new'),
  {
    id: 'go',
    type: 'inject',
    z: 'tab',
    name: '',
    props: [],
    repeat: '',
    once: true,
    onceDelay: 0.05,
    x: 100,
    y: 100,
    wires: [['do']],
  },
  {
    id: 'do',
    type: 'function',
    z: 'tab',
    name: '',
    func,
    initialize: setup,
    outputs: 1,
    libs: [],
    x: 300,
    y: 100,
    wires: [[]],
  },
];

const crashing = running("Promise.reject(new Error('on purpose'));");

for (const target of targets()) {
  describe(`a device and bad flows, ${target.title}`, () => {
    const driver = new Driver();
    let device: Device;
    before(() => driver.build());
    after(() => driver.remove());
    afterEach(() => device?.remove());

    const made = async (isRestarted = false): Promise<void> => {
      const used = isRestarted ? await restarted(target, driver.folder) : target;
      device = await Device.make(used, driver, { flows: old });
      await device.nodeRed.start();
      await device.begin();
    };

    const goesBack = async (
      flows: readonly object[],
      code: string,
      { health = { windowSeconds: 2 }, reason }: { health?: object; reason?: string } = {},
    ): Promise<void> => {
      await device.release('bad', { flows, health: { windowSeconds: 2, ...health } });
      const job = await device.want('bad');
      const outcome = await device.outcome(job);
      const said = JSON.stringify(outcome);
      assert.deepEqual([outcome.result, outcome.error?.code], ['rolled-back', code], said);
      if (reason !== undefined) assert.match(said, new RegExp(`"code":"${reason}"`));
      assert.equal((await device.look()).rev, revisionOf(old));
      assert.deepEqual(await device.flowsOnDisk(), old);
    };

    it('with a type that nothing provides', async () => {
      await made();
      await goesBack(kilnFlows('new'), 'fleet.types-missing');
    });

    it('with an error that nobody catches, in a Node-RED that is started again', async () => {
      await made(true);
      await goesBack(crashing, 'rollout.uncaught', { health: { windowSeconds: 20 } });
      const error = (await device.look()).state?.outcomes.at(-1)?.error;
      assert.deepEqual(error?.details, { error: 'do: on purpose' });
    });

    it('that keep the event loop busy', async () => {
      await made();
      const busy = running(
        "const id = setInterval(() => { const end = Date.now() + 400; while (Date.now() < end); }, 450); context.set('id', id);",
      );
      await goesBack(busy, 'rollout.unhealthy', {
        health: { eventLoopMilliseconds: 200 },
        reason: 'event-loop',
      });
    });

    it('whose health node is not green', async () => {
      await made();
      const sick = running("node.status({ fill: 'red', text: 'cold' });");
      await goesBack(sick, 'rollout.unhealthy', { health: { node: 'do' }, reason: 'health-node' });
    });

    it('that somebody changes while they are watched', async () => {
      await made();
      await device.release('good', { flows: running(''), health: { windowSeconds: 30 } });
      const job = await device.want('good');
      await waitFor('watching', async () => (await device.look()).state?.work?.phase === 'watching');
      assert.equal((await device.nodeRed.deploy([tab('mine')])).status, 200);
      const outcome = await device.outcome(job);
      assert.equal(outcome.result, 'rolled-back');
      assert.match(JSON.stringify(outcome.error), /other-revision/);
      assert.equal((await device.look()).rev, revisionOf(old));
    });

    it('where types were missing before, too', async () => {
      device = await Device.make(target, driver, { flows: kilnFlows('old') });
      await device.nodeRed.start();
      await device.begin();
      const nowhere = [tab('new'), { id: 'n', type: 'nowhere', z: 'tab', name: '', x: 1, y: 1, wires: [] }];
      await device.release('bad', { flows: nowhere });
      const outcome = await device.outcome(await device.want('bad'));
      const said = [outcome.result, outcome.error?.code, outcome.error?.details];
      assert.deepEqual(said, ['rolled-back', 'fleet.types-missing', { types: 'nowhere' }]);
      assert.equal((await device.look()).rev, revisionOf(kilnFlows('old')));
    });

    it('with nothing whole to go back to: flows are stopped, people get in, and a good release ends it', async () => {
      await made();
      await device.release('bad', { flows: running(''), health: { windowSeconds: 4, node: 'do' } });
      const job = await device.want('bad');
      await waitFor('watching', async () => (await device.look()).state?.work?.phase === 'watching');
      for (const slot of await device.slots()) if (slot.startsWith('kept-')) await device.spoil(slot);
      await device.leaveHalfWay();
      const outcome = await device.outcome(job);
      assert.equal(outcome.result, 'failed-safe', JSON.stringify(outcome));
      await device.nodeRed.waitForLog(/Stopped flows/);
      assert.equal((await device.look()).state?.rest, 'safe');
      await device.nodeRed.restart();
      assert.equal((await device.look()).state?.rest, 'safe');
      await device.release('good', { flows: running('return msg;') });
      const ended = await device.outcome(await device.want('good'));
      assert.equal(ended.result, 'committed', JSON.stringify(ended));
      assert.equal((await device.look()).rev, revisionOf(running('return msg;')));
    });

    it('are no bad ones when the health node says so', async () => {
      await made();
      const well = running("node.status({ fill: 'green', text: 'warm' });");
      await device.release('good', { flows: well, health: { windowSeconds: 2, node: 'do' } });
      const outcome = await device.outcome(await device.want('good'));
      assert.equal(outcome.result, 'committed', JSON.stringify(outcome));
    });

    it('whose nodes say that they cannot work, unless they could not before', async () => {
      await made();
      // Said while it is made, as nodes of ours do.
      const broken = running('', "node.status({ fill: 'red', text: 'check', is: 'misconfigured' });");
      await goesBack(broken, 'rollout.unhealthy', { reason: 'misconfigured' });
      await device.remove();
      device = await Device.make(target, driver, { flows: broken });
      await device.nodeRed.start();
      await device.begin();
      const more = [
        ...broken,
        { id: 'more', type: 'comment', z: 'tab', name: 'more', x: 1, y: 1, wires: [] },
      ];
      await device.release('no-worse', { flows: more });
      const outcome = await device.outcome(await device.want('no-worse'));
      assert.equal(outcome.result, 'committed', JSON.stringify(outcome));
    });

    it('that lose a connection which was up before', async () => {
      device = await Device.make(target, driver, {
        flows: running("node.status({ fill: 'green', shape: 'dot', text: 'connected' });"),
      });
      await device.nodeRed.start();
      await device.begin();
      await device.release('lost', { flows: running("node.status({ fill: 'red', text: 'gone' });") });
      const outcome = await device.outcome(await device.want('lost'));
      assert.equal(outcome.result, 'rolled-back', JSON.stringify(outcome));
      assert.match(JSON.stringify(outcome.error), /"code":"connection","subject":"do"/);
    });
  });
}
