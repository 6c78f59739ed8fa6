import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NodeRedProcess, targets } from '@millwright/testing';
import { caller, endpoint, HistoryClient, startWithHistory, withCredentials } from '../history/client.ts';
import { historyCommand } from './history-command.ts';

const password = 'pLanted-Password-93ff';
const users = [
  { username: 'anna', password, permissions: '*' },
  { username: 'lister', password, permissions: ['millwright.history.read'] },
];
const secret = { user: 'me', password: 'pLanted-Credential-77c0' };

const flows = (answer: string, x = 1) => [
  ...endpoint(answer).map((item) => (item['id'] === 'out' ? { ...item, x } : item)),
  ...caller('press'),
];

for (const target of targets()) {
  describe(`millwright history diff and verify, ${target.title}`, () => {
    let nodeRed: NodeRedProcess;
    let token: string;

    const run = historyCommand(
      target,
      () => nodeRed,
      () => token,
    );

    before(async () => {
      ({ nodeRed } = await startWithHistory({ target, users, adminRoot: '/admin', flows: flows('one') }));
      token = await nodeRed.token('anna', password);
      await new HistoryClient(nodeRed, token).reaches(1);
      const deploy = async (items: readonly object[]) => {
        const { status, text } = await nodeRed.deploy(items, { token });
        assert.equal(status, 200, text);
      };
      await deploy(withCredentials(flows('two'), { press: secret }));
      await deploy(flows('two', 30));
    });
    after(() => nodeRed?.stop());

    it('shows two versions line by line, and that credentials came, never their value', async () => {
      const { code, out, err } = await run(['diff', '1', '2']);
      assert.deepEqual([code, err], [1, '']);
      assert.match(out, /^--- version 1\n\+\+\+ version 2\n {2}tab "Oven 3": 1 changed\n/);
      assert.match(out, /\n {4}function \(make\): changed\n {6}func\n- {7}msg\.payload = "one"/);
      assert.match(out, /\n\+ {7}msg\.payload = "two"; return msg;\n/);
      assert.match(
        out,
        /Credentials \(values are never shown\)\n\+ http request \(press\) on "press": set\n/,
      );
      assert.equal(out.includes(secret.password), false);
      assert.equal(out.includes('\u001b'), false);
      const coloured = await run(['diff', '1', '2', '--color']);
      assert.ok(coloured.out.includes('\u001b[31m-       msg.payload = "one"'));
    });

    it('of what was only moved is empty, unless asked', async () => {
      assert.deepEqual(await run(['diff', '2']), { code: 0, out: '', err: '' });
      const { code, out } = await run(['diff', '2', 'current', '--moved']);
      assert.equal(code, 1);
      assert.match(out, /\+\+\+ what runs now\n/);
      assert.match(out, /http response \(out\): moved\n {6}x\n- {7}1\n\+ {7}30\n/);
    });

    it('takes a file, or the standard input, without credentials in it', async () => {
      const path = join(nodeRed.userDirectory, 'kept.json');
      await writeFile(path, JSON.stringify(withCredentials(flows('three', 30), { press: secret })));
      const file = await run(['diff', 'current', path, '--json']);
      assert.equal(file.code, 1, file.err);
      const answer = JSON.parse(file.out);
      assert.deepEqual([answer.format, answer.different, answer.parts.length], [1, true, 1]);
      assert.deepEqual(answer.unknown.toSorted(), ['credentials', 'modules', 'settings']);
      assert.equal(file.out.includes(secret.password), false);
      const input = JSON.stringify(await nodeRed.flows(token));
      assert.deepEqual(await run(['diff', 'current', '-'], { input, bundled: true }), {
        code: 0,
        out: '',
        err: '',
      });
    });

    it('ends with 2 for what cannot be compared', async () => {
      for (const [args, code] of [
        [['diff'], 'cli.bad-arguments'],
        [['diff', '-', '-'], 'cli.bad-arguments'],
        [['diff', '1', '/no/such/flows.json'], 'cli.flows-unreadable'],
        [['diff', 'no such name'], 'cli.no-such-version'],
        [['diff', '1', '99'], 'history.version-unknown'],
      ] as const) {
        const ran = await run(args);
        assert.deepEqual([ran.code, ran.out], [2, ''], args.join(' '));
        assert.ok(ran.err.includes(`(${code})`), ran.err);
      }
      const lister = await nodeRed.token('lister', password, 'millwright.history.read');
      const { code, err } = await run(['diff', '1'], { environment: { MILLWRIGHT_TOKEN: lister } });
      assert.equal(code, 2);
      assert.match(err, /permission\s+flows\.read/);
    });

    it('finds all versions whole, and says which cannot be opened once the key is lost', async () => {
      assert.deepEqual(await run(['verify']), {
        code: 0,
        out: 'Checked 3 versions: all are whole.\n',
        err: '',
      });
      await nodeRed.halt();
      const key = join(nodeRed.userDirectory, 'millwright/keys/history.key');
      await rename(key, `${key}.away`);
      await nodeRed.start();
      await new HistoryClient(nodeRed, token).reaches(4);
      const { code, out, err } = await run(['verify']);
      assert.deepEqual([code, err], [1, '']);
      assert.match(out, /^■ 1 {2}Version 1 cannot be opened.*history\.version-locked\)\n/s);
      assert.match(out, /\nChecked 4 versions: 3 faulty\.\n$/);
      const { faulty, complete } = JSON.parse((await run(['verify', '--json'])).out);
      assert.deepEqual([faulty.length, complete], [3, true]);
    });
  });
}
