import assert from 'node:assert/strict';
import { type NodeRedProcess, targets, waitFor } from '@millwright/testing';
import { caller, endpoint, HistoryClient, startWithHistory } from '../history/client.ts';
import { here, historyCommand } from './history-command.ts';

const password = 'pLanted-Password-93ff';
const users = [
  { username: 'anna', password, permissions: '*' },
  { username: 'reader', password, permissions: ['flows.read', 'millwright.history.read'] },
];

const pressWith = (ret: string) =>
  caller('press').map((item) => (item['id'] === 'press' ? { ...item, ret } : item));

for (const target of targets()) {
  describe(`millwright history restore, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let history: HistoryClient;
    let token: string;

    const environment = () => ({ MILLWRIGHT_TOKEN: token, MILLWRIGHT_URL: nodeRed.adminUrl });
    const run = historyCommand(
      target,
      () => nodeRed,
      () => token,
    );

    /** As on a terminal, where somebody answers the question. */
    const asked = (args: readonly string[], line: () => Promise<string>) =>
      here(args, environment(), { terminal: true, line });

    const deploy = async (answer: string, ret = 'txt') => {
      const { status, text } = await nodeRed.deploy([...endpoint(answer), ...pressWith(ret)], { token });
      assert.equal(status, 200, text);
      return history.newest();
    };

    before(async () => {
      const flows = [...endpoint('one'), ...pressWith('txt')];
      ({ nodeRed } = await startWithHistory({ target, users, adminRoot: '/admin', flows }));
      token = await nodeRed.token('anna', password);
      history = new HistoryClient(nodeRed, token);
      await history.reaches(1);
    });
    after(() => nodeRed?.stop());

    // The endpoints of flows are beside the admin side, not below it.
    // A deploy is answered before its nodes have started, so an endpoint may be away for a moment.
    const runs = async (): Promise<string> => {
      const { text } = await waitFor('an answer of the flow', async () => {
        const response = await fetch(`${nodeRed.url}/answer`);
        return response.ok && { text: await response.text() };
      });
      return text;
    };

    it('says what it would do, and does nothing unless told', async () => {
      const two = await deploy('two', 'obj');
      const plan = await run(['restore', '1', '--dry-run']);
      assert.deepEqual([plan.code, plan.err], [0, '']);
      assert.equal(plan.out, 'What changes\n  Oven 3: 1 changed\n  press: 1 changed\n\n');
      const unasked = await run(['restore', '1']);
      assert.equal(unasked.code, 2);
      assert.match(unasked.err, /give\s+--yes \(cli\.confirmation-needed\)/);
      const refused = await asked(['restore', '1'], async () => 'n');
      assert.equal(refused.code, 2);
      assert.match(refused.err, /^Restore version 1 at http.*\? \[y\/N\] Nothing was restored\.\n$/);
      assert.equal((await history.newest()).number, two.number);
    });

    it('restores what was asked for, and says the way back', async () => {
      const { number } = await history.newest();
      const done = await asked(['restore', '1', '--note', 'as agreed'], async () => 'y');
      assert.equal(done.code, 0, done.err);
      assert.ok(done.out.includes(`Version 1 runs again, as version ${number + 1}.\n`), done.out);
      assert.ok(
        done.out.includes(`  millwright history restore ${number} --url ${nodeRed.adminUrl}/\n`),
        done.out,
      );
      assert.equal(await runs(), 'one');
      const newest = await history.newest();
      assert.deepEqual([newest.restoredFrom, newest.note, newest.actor.name], [1, 'as agreed', 'anna']);

      const again = await run(['restore', '1', '--yes']);
      assert.deepEqual([again.code, again.out], [0, 'Version 1 runs already.\n']);
      const back = await run(['restore', String(number), '--yes', '--json'], { bundled: true });
      assert.equal(back.code, 0, back.err);
      const { format, plan, restored } = JSON.parse(back.out);
      assert.deepEqual(
        [format, plan.number, restored.restored, restored.safety],
        [1, number, number, number + 1],
      );
      assert.equal(await runs(), 'two');
    });

    it('restores one tab and leaves the others', async () => {
      const furnace = endpoint('two').map((item) =>
        item['type'] === 'tab' ? { ...item, label: 'Furnace' } : item,
      );
      await nodeRed.deploy([...furnace, ...pressWith('obj')], { token });
      const { number } = await history.newest();
      const { code, out, err } = await run(['restore', '1', '--part', 'furnace', '--yes']);
      assert.equal(code, 0, err);
      assert.match(
        out,
        /^What changes\n {2}Oven 3: renamed, 1 changed\n\nWhat was chosen of version 1 runs again/,
      );
      assert.equal(await runs(), 'one');
      const { flows } = await nodeRed.flows(token);
      assert.equal(flows.find(({ id }) => id === 'press')?.['ret'], 'obj');
      const node = await run(['restore', '1', '--node', 'press', '--yes']);
      assert.equal(node.code, 0, node.err);
      assert.equal((await history.newest()).number, number + 2);
    });

    it('replaces nothing that was not seen', async () => {
      await deploy('two');
      const { code, err } = await asked(['restore', '1'], async () => {
        await deploy('three');
        return 'y';
      });
      assert.equal(code, 2);
      assert.match(err, /history\.stale-revision/);
      assert.equal(await runs(), 'three');
    });

    it('says what is missing', async () => {
      const reader = await nodeRed.token('reader', password, 'flows.read millwright.history.read');
      const refused = await run(['restore', '1', '--yes'], { environment: { MILLWRIGHT_TOKEN: reader } });
      assert.equal(refused.code, 2);
      assert.match(refused.out, /^What changes\n/);
      assert.match(refused.err, /permission\s+flows\.write/);
      for (const [args, code] of [
        [['restore'], 'cli.bad-arguments'],
        [['restore', '99', '--yes'], 'history.version-unknown'],
        [['restore', '1', '--part', 'Ovne 3'], 'cli.no-such-part'],
      ] as const) {
        const ran = await run(args);
        assert.deepEqual([ran.code, ran.out], [2, ''], args.join(' '));
        assert.ok(ran.err.includes(`(${code})`), ran.err);
      }
    });
  });
}
