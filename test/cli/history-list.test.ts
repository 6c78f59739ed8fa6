import assert from 'node:assert/strict';
import { type NodeRedProcess, startNodeRed, targets } from '@millwright/testing';
import { endpoint, HistoryClient, startWithHistory } from '../history/client.ts';
import { historyCommand } from './history-command.ts';

const password = 'pLanted-Password-93ff';
const users = [
  { username: 'anna', password, permissions: '*' },
  { username: 'narrow', password, permissions: ['settings.read'] },
];

const hostile = 'Oven \u001b[2J\u202eX';

for (const target of targets()) {
  describe(`millwright history list and show, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let token: string;

    const run = historyCommand(
      target,
      () => nodeRed,
      () => token,
    );

    before(async () => {
      ({ nodeRed } = await startWithHistory({ target, users, adminRoot: '/admin', flows: endpoint('one') }));
      token = await nodeRed.token('anna', password);
      await new HistoryClient(nodeRed, token).reaches(1);
      for (const answer of ['two', 'three']) {
        const items = endpoint(answer).map((item) =>
          item['type'] === 'tab' ? { ...item, label: hostile } : item,
        );
        const { status, text } = await nodeRed.deploy(items, { token, type: 'nodes' });
        assert.equal(status, 200, text);
      }
    });
    after(() => nodeRed?.stop());

    it('says who changed what and when, the newest first, and what runs', async () => {
      const { code, out, err } = await run(['list'], { bundled: true });
      assert.deepEqual([code, err], [0, '']);
      const lines = out.trimEnd().split('\n');
      assert.equal(lines.length, 3);
      assert.match(
        lines[0] ?? '',
        /^● 3 {3}20\d\d-\d\d-\d\d \d\d:\d\d {2}anna {6}Oven {2}\[2J X: 1 changed$/,
      );
      assert.match(lines[1] ?? '', /^ {2}2 .*anna {6}Oven {2}\[2J X: renamed, 1 changed$/);
      assert.match(lines[2] ?? '', /^ {2}1 .*Node-RED {2}As found when history was installed$/);
    });

    it('goes on page by page, and answers programs', async () => {
      const first = await run(['list', '--limit', '2', '--json']);
      const page = JSON.parse(first.out);
      assert.deepEqual([page.format, page.versions.length, page.next], [1, 2, 2]);
      assert.match(page.versions[0].time, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
      assert.equal(page.versions[0].change.parts[0].label, hostile);
      assert.equal(first.out.includes('\u001b') || first.out.includes('\u202e'), false);
      const rest = JSON.parse((await run(['list', '--before', String(page.next), '--json'])).out);
      assert.deepEqual([rest.versions.length, rest.next], [1, undefined]);
    });

    it('shows a version by number, and what runs', async () => {
      const { code, out, err } = await run(['show', '2']);
      assert.deepEqual([code, err], [0, '']);
      assert.match(out, /^Version 2\n {2}Made .* {2}20\d\d-/);
      assert.match(out, /By {11}anna\n/);
      assert.match(out, /Operation {4}Deploy \(modified nodes\)\n/);
      assert.match(out, /What it holds\n {2}tab Oven {2}\[2J X, 3 nodes {2}\(tab:endpoints\)\n/);
      assert.match(out, /Node-RED \d+\.\d+\.\d+\S*, Node\.js/);
      const current = JSON.parse((await run(['show', 'current', '--json'])).out);
      assert.deepEqual([current.version.number, current.version.state], [3, 'current']);
    });

    it('narrows the list, and finds a version by its name', async () => {
      const path = '/millwright/history/versions/2';
      const named = { name: 'Before the shift', note: 'as agreed', pinned: true };
      const patched = await nodeRed.request('PATCH', path, named, { token });
      assert.equal(patched.status, 200, patched.text);

      const numbers = async (...args: string[]): Promise<number[]> => {
        const { code, out, err } = await run(['list', '--json', ...args]);
        assert.equal(code, 0, err);
        return JSON.parse(out).versions.map(({ number }: { number: number }) => number);
      };
      assert.deepEqual(await numbers('--named'), [2]);
      assert.deepEqual(await numbers('--pinned'), [2]);
      assert.deepEqual(await numbers('--text', 'shift agreed'), [2]);
      assert.deepEqual(await numbers('--person', 'kind:system'), [1]);
      for (const part of ['tab:endpoints', hostile, hostile.toLowerCase()])
        assert.deepEqual(await numbers('--part', part, '--until', 'today'), [3, 2, 1]);
      assert.deepEqual(await numbers('--text', '#2'), [2]);
      assert.deepEqual(await numbers('--since', '1h', '--until', 'today'), [3, 2, 1]);
      assert.deepEqual(await numbers('--until', 'yesterday'), []);
      assert.match(
        (await run(['list'])).out,
        /^ {2}2 ◆ .*anna {6}\[Before the shift\] {2}“as agreed” {2}Oven/m,
      );
      assert.match((await run(['show', 'Before the shift'])).out, /^Version 2 "Before the shift", pinned\n/);

      const none = await run(['list', '--text', 'nobody wrote this']);
      assert.deepEqual(none, { code: 0, out: '', err: 'No version matches.\n' });
      await nodeRed.request('PATCH', '/millwright/history/versions/1', { name: named.name }, { token });
      assert.match((await run(['show', named.name])).err, /2, 1\. Give.*cli\.name-not-unique/s);
    });

    it('says what there is not', async () => {
      for (const [args, code] of [
        [['show', '99'], 'history.version-unknown'],
        [['list', '--part', 'no such tab'], 'cli.no-changed-part'],
        [['show', 'no such name'], 'cli.no-such-version'],
        [['show'], 'cli.bad-arguments'],
        [['list', '--since', 'soon'], 'cli.bad-arguments'],
        [['list', '--limit', '-1'], 'cli.bad-arguments'],
        [['lits'], 'cli.unknown-command'],
      ] as const) {
        const ran = await run(args);
        assert.deepEqual([ran.code, ran.out], [2, ''], args.join(' '));
        assert.ok(ran.err.includes(`(${code})`), ran.err);
      }
    });

    it('says which permission is needed, and how to get a token', async () => {
      const narrow = await nodeRed.token('narrow', password, 'settings.read');
      const lacking = await run(['list'], { environment: { MILLWRIGHT_TOKEN: narrow } });
      const without = await run(['list'], { environment: { MILLWRIGHT_TOKEN: '' } });
      for (const [{ code, out, err }, expected] of [
        [lacking, 'cli.token-refused'],
        [without, 'cli.log-in-needed'],
      ] as const) {
        assert.deepEqual([code, out], [2, '']);
        assert.ok(err.includes(`(${expected})`), err);
        assert.match(err, /permission\s+millwright\.history\.read/);
        assert.ok(err.includes(`  '${nodeRed.adminUrl}/auth/token'\n`), err);
        assert.equal(err.includes(narrow), false);
      }
    });

    it('knows a wrong address, and a Node-RED without history', async () => {
      const rootOnly = await run(['list', '--url', nodeRed.url]);
      assert.deepEqual([rootOnly.code, /cli\.not-found/.test(rootOnly.err)], [2, true], rootOnly.err);
      const nobody = await run(['list', '--url', 'http://127.0.0.1:1']);
      assert.deepEqual([nobody.code, nobody.out], [2, '']);
      const bare = await startNodeRed({ target, without: 'all' });
      try {
        const { code, err } = await run(['list', '--url', bare.url]);
        assert.equal(code, 2);
        assert.match(err, /cli\.no-history/);
        assert.match(err, /install\s+@millwright\/node-red-history/);
      } finally {
        await bare.stop();
      }
    });
  });
}
