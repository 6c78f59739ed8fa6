import assert from 'node:assert/strict';
import { type NodeRedProcess, targets, waitFor } from '@millwright/testing';
import { Subscription } from '../runtime/subscription.ts';
import {
  calledWith,
  caller,
  credentialsOnDisk,
  echo,
  type HistoryClient,
  startWithHistory,
  withCredentials,
} from './client.ts';
import { line, restarted, starts } from './starts.ts';

type Item = Record<string, unknown>;

const tabs = Array.from({ length: 20 }, (_, index) => `line${index + 1}`);

const plant = (text: (id: string) => string = () => 'one'): Item[] => [
  ...starts,
  ...tabs.flatMap((id) => line(id, text(id))),
  ...caller('press'),
  ...caller('oven'),
  ...echo,
];
const secrets = {
  press: { user: 'ana', password: 'one' },
  oven: { user: 'bob', password: 'two' },
};
const changedOn =
  (...changed: string[]) =>
  (id: string) =>
    changed.includes(id) ? 'two' : 'one';
const tab = (id: string) => ({ parts: [{ kind: 'tab', id }] });

for (const target of targets()) {
  describe(`restore of parts, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    let base: number;

    before(async () => {
      ({ nodeRed, history } = await startWithHistory({ target, flows: plant() }));
    });
    beforeEach(async () => {
      await deploy(withCredentials(plant(), secrets));
      base = (await history.newest()).number;
    });
    after(() => nodeRed?.stop());

    const deploy = async (flows: Item[]) => {
      const from = nodeRed.log.length;
      const { status, text } = await nodeRed.deploy(flows);
      assert.equal(status, 200, text);
      await nodeRed.waitForLog(/Started flows/, { from });
    };
    const restore = async (number: number, body: object) => {
      const { status, body: restored, text } = await history.restore(number, body);
      assert.equal(status, 200, text);
      return restored;
    };
    const items = async () => (await nodeRed.flows()).flows as Item[];

    it('of one tab among twenty restarts no node of another, and leaves what others have changed', async () => {
      await deploy(
        withCredentials(plant(changedOn('line7', 'line9')), { press: { user: 'ana', password: 'new' } }),
      );
      const { rev } = await nodeRed.flows();
      const { body: plan } = await history.plan(base, tab('line7'));
      assert.deepEqual(
        plan.change.parts.map(({ label, nodes }) => [label, nodes.map(({ id }) => id)]),
        [['Line 7', ['line7-count']]],
      );
      assert.deepEqual(
        [plan.rev, plan.runsAlready, plan.needed, plan.change.credentials],
        [rev, false, [], []],
      );

      const before = await history.newest();
      const touched = await restarted(nodeRed, async () => {
        const restored = await restore(base, { scope: tab('line7'), rev, note: 'line 7 stood still' });
        assert.deepEqual([restored.safety, restored.notices], [before.number, []]);
        assert.equal(restored.rev, (await nodeRed.flows()).rev);
      });
      assert.deepEqual(touched, ['line7']);
      assert.deepEqual(await items(), plant(changedOn('line9')));
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:new');
      const newest = await history.newest();
      assert.deepEqual(
        [newest.operation, newest.restoredFrom, newest.note, newest.change.parts.map(({ id }) => id)],
        ['history.restore.parts', base, 'line 7 stood still', ['line7']],
      );
      assert.equal((await history.plan(base, tab('line7'))).body.runsAlready, true);
    });

    it('of a whole version restarts only nodes that differ', async () => {
      await deploy(withCredentials(plant(changedOn('line3')), { oven: { user: 'bob', password: 'new' } }));
      const touched = await restarted(nodeRed, () => restore(base, {}));
      assert.deepEqual(touched, ['line3']);
      assert.equal(await calledWith(nodeRed, 'oven'), 'bob:two');
      assert.equal((await history.newest()).rev, (await nodeRed.flows()).rev);
    });

    it('brings a tab back that is gone, with its credentials, over a restart too', async () => {
      await deploy(
        plant().filter(({ id, z }) => ![id, z].some((each) => each === 'press-tab' || each === 'line5')),
      );
      const touched = await restarted(nodeRed, () =>
        restore(base, { scope: { parts: [...tab('press-tab').parts, ...tab('line5').parts] } }),
      );
      assert.deepEqual(touched, ['line5']);
      assert.deepEqual(await items(), plant());
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:one');
      assert.deepEqual((await credentialsOnDisk(nodeRed))['press'], secrets.press);
      const { number } = await history.newest();
      await nodeRed.restart();
      await history.reaches(number);
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:one');
      assert.equal((await history.newest()).number, number);
    });

    it('removes a tab that the version does not have only if it is chosen', async () => {
      const more = [...plant(), ...line('line21', 'new')];
      await deploy(more);
      assert.equal((await history.plan(base, tab('line1'))).body.runsAlready, true);
      const { body: plan } = await history.plan(base, tab('line21'));
      assert.deepEqual(
        plan.change.parts.map(({ id, state }) => [id, state]),
        [['line21', 'removed']],
      );
      await restore(base, { scope: tab('line21') });
      assert.deepEqual(await items(), plant());
    });

    it('never makes rings, which Node-RED could not run', async () => {
      const subflow = (id: string) => ({ id, type: 'subflow', name: id, in: [], out: [] });
      const instance = (of: string, z: string) => ({ id: `in-${z}`, type: `subflow:${of}`, z, x: 1, y: 1 });
      const group = (id: string, nodes: string[], g?: string) => ({
        ...{ id, type: 'group', z: 'line1', nodes, x: 1, y: 1, w: 9, h: 9 },
        ...(g === undefined ? {} : { g }),
      });
      const rest = [subflow('X'), subflow('Y'), ...plant()];
      await deploy([...rest, instance('Y', 'X'), group('a', [], 'b'), group('b', ['a'])]);
      const { number } = await history.newest();
      await deploy([...rest, instance('X', 'Y'), group('a', ['b']), group('b', [], 'a')]);
      const [before, ran] = [await history.newest(), await items()];

      const scope = { parts: [{ kind: 'subflow', id: 'X' }] };
      for (const { status, body } of [
        await history.plan(number, scope),
        await history.restore(number, { scope }),
      ]) {
        assert.deepEqual([status, body.code], [422, 'history.choice-ring']);
        assert.match(body.message, /X → Y → X|Y → X → Y/);
      }
      const { body: plan } = await history.plan(number, { nodes: ['a'] });
      assert.equal(plan.runsAlready, true);
      assert.deepEqual([await history.newest(), await items()], [before, ran]);
    });

    it('of one node restores it alone, with its credentials alone', async () => {
      const others = { press: { user: 'x', password: 'x' }, oven: { user: 'y', password: 'y' } };
      await deploy(withCredentials(plant(changedOn('line1', 'line2')), others));
      const { body: plan } = await history.plan(base, { nodes: ['line2-count', 'press'] });
      assert.deepEqual(
        plan.change.credentials.map(({ id, state, part }) => [id, state, part]),
        [['press', 'changed', 'press']],
      );
      const touched = await restarted(nodeRed, () =>
        restore(base, { scope: { nodes: ['line2-count', 'press'] } }),
      );
      assert.deepEqual(touched, ['line2']);
      assert.deepEqual(await items(), plant(changedOn('line1')));
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:one');
      assert.equal(await calledWith(nodeRed, 'oven'), 'y:y');
    });

    it('of a node that is gone brings it back with the wires that led to it', async () => {
      const without = plant()
        .filter(({ id }) => id !== 'press')
        .map((item) => (item['id'] === 'press-address' ? { ...item, wires: [[]] } : item));
      await deploy(without);
      await restore(base, { scope: { nodes: ['press'] } });
      assert.deepEqual(await items(), plant());
      assert.equal(await calledWith(nodeRed, 'press'), 'ana:one');
    });

    it('sets credentials of a tab that differs in nothing else', async () => {
      const withVariable = (password: string): Item[] =>
        plant().map((item) =>
          item['id'] === 'starts'
            ? { ...item, env: [{ name: 'PIN', value: '', type: 'cred' }], credentials: { PIN: password } }
            : item,
        );
      await deploy(withVariable('1234'));
      const { number } = await history.newest();
      await deploy(withVariable('9999'));
      const { body: plan } = await history.plan(number, tab('starts'));
      assert.deepEqual(
        plan.change.credentials.map(({ id, state }) => [id, state]),
        [['starts', 'changed']],
      );
      await restore(number, { scope: tab('starts') });
      await waitFor('the credentials on disk', async () => {
        const kept = await credentialsOnDisk(nodeRed);
        return kept['starts']?.['PIN'] === '1234';
      });
    });

    it('is refused when something is chosen that is not there, and changes nothing', async () => {
      const { rev } = await nodeRed.flows();
      for (const scope of [tab('line99'), { nodes: ['line99'] }, { nodes: ['line1'] }]) {
        const { status, body } = await history.restore(base, { scope });
        assert.deepEqual([status, body.code], [404, 'history.choice-unknown']);
        assert.equal((await history.plan(base, scope)).status, 404);
      }
      for (const scope of [{ tabs: [] }, {}]) {
        assert.equal((await history.restore(base, { scope })).status, 400);
      }
      assert.equal((await nodeRed.flows()).rev, rev);
    });

    it('tells open editors once it is deployed, what it restored and what runs', async () => {
      await deploy(plant(changedOn('line4')));
      const editor = await Subscription.open(nodeRed, 'millwright/history/restored');
      try {
        const { rev } = await restore(base, { scope: tab('line4') });
        assert.deepEqual(await editor.messages(1), [{ restored: base, rev, partly: true }]);
      } finally {
        editor.close();
      }
    });

    it('is not under way when nothing is restored, and there is nothing to stop', async () => {
      assert.deepEqual(await history.progress(), { running: false });
      assert.deepEqual((await history.cancel()).body, { running: false });
    });
  });
}
